// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QRandomGenerator>

namespace bw::sandbox {

/// Makes every name and number of one exchange, the same ones again from the same seed. The sandbox's thread; owned by Exchange.
class Ids final {
public:
    explicit Ids(std::uint32_t seed) : m_random(seed) {}
    [[nodiscard]] QString uuid();
    [[nodiscard]] QString orderId(Category category); ///< a UUID, of spot a long decimal number
    [[nodiscard]] QString spotLinkId();               ///< spot invents one when the client gave none
    [[nodiscard]] std::uint64_t number() { return ++m_marks.number; }      ///< of orders, fills and ledger rows: age
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) { return m_random.bounded(bound); }
    [[nodiscard]] std::uint64_t sequence() { return m_marks.sequence += 1 + m_random.bounded(40U); } ///< of a match: jumps, as Bybit's does

    /// Where an earlier run left off: numbers go on, names are new ones.
    struct Marks {
        std::uint64_t number = 0, sequence = 8'800'000'000, spotOrder = 1'880'000'000'000'000'000;
    };
    [[nodiscard]] const Marks &marks() const { return m_marks; }
    void goOnFrom(const Marks &marks) { m_marks = marks; }

private:
    QRandomGenerator m_random;
    Marks m_marks;
};

} // namespace bw::sandbox
