// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/chance.h"
#include "core/sandbox/faults.h"
#include "core/sandbox/httpreader.h"

namespace bw {

/// The faults in force and the dice that decide for each occasion; seeded, so that a failing test can be repeated. One a server.
class FaultInjector {
public:
    explicit FaultInjector(std::uint64_t seed) : m_chance(seed) {}

    [[nodiscard]] const Faults &current() const { return m_faults; }
    void set(const Faults &faults) { m_faults = faults; }
    [[nodiscard]] bool happens(double probability) { return m_chance.happens(probability); }
    /// The frame as a broken line would deliver it: cut, or with one byte changed. Never valid JSON.
    [[nodiscard]] QByteArray corrupted(QByteArray frame);

private:
    Faults m_faults;
    Chance m_chance;
};

/// False for a request that a web page made (it names an Origin) or that came by a name other than this machine's: a page in a browser
/// must not reach the sandbox, not even by a name that someone points at 127.0.0.1.
[[nodiscard]] bool isLocalRequest(const InboundRequest &request);

} // namespace bw
