// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/bookupdate.h"

#include <optional>

namespace bw {

/// Whether a book is right although its update numbers have gaps. The venue promises no unbroken u, and frames do get lost: from outside
/// the two look the same. After too many breaks u is no longer heeded; the next break hides the book until answers of the venue, each
/// asked for after new breaks, have agreed with it level by level. One thread, no clock of its own.
class UpdateIdTrial final {
public:
    void begin(MonoTime now);
    void end() { *this = {}; }

    enum class News : std::uint8_t { None, Doubt, Healed };
    /// Before each change is applied: Doubt at the first break that hides the book, Healed after a minute without any.
    News note(bool isBreak, MonoTime now);
    void noteSnapshot(); ///< right by itself, whatever was before
    void noteAsked() { m_breaksWhenAsked = m_breaks; }
    /// The whole answer agreed. True when this ends the doubt for the first time.
    bool takeProof();

    [[nodiscard]] bool isOn() const { return m_isOn; }
    [[nodiscard]] bool isPassed() const { return m_isPassed; } ///< shown as live in spite of breaks
    [[nodiscard]] bool isUnproven() const { return m_unprovenSince.has_value(); }
    [[nodiscard]] bool isHidden() const { return isUnproven() && !m_isPassed; }
    [[nodiscard]] bool isHopeless(MonoTime now) const; ///< nobody has vouched for the breaks for too long

private:
    bool m_isOn = false, m_isPassed = false;
    int m_breaks = 0, m_breaksWhenAsked = 0, m_breaksProven = 0, m_proofs = 0;
    MonoTime m_brokeAt{};
    std::optional<MonoTime> m_unprovenSince; ///< the first break that no answer has vouched for
};

} // namespace bw
