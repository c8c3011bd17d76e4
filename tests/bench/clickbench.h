// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"

namespace bw {

/// From the click that submits a preview to the first byte of the signed request on the socket: the whole road, with both crossings of
/// threads, the gate, and the intent durable in the journal. Beside it the HMAC alone, and bybit-api (npm) sending the same order through
/// the same relay to the same sandbox.
class ClickBench final {
public:
    explicit ClickBench(QString sandbox) : m_sandbox(std::move(sandbox)) {}
    void run(Figures &figures) const; ///< click_to_byte_us_p50, _p99, hmac_us, click_to_byte_vs_bybit_api

private:
    const QString m_sandbox;
};

} // namespace bw
