// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/tapemerger.h"

namespace bw {

namespace {
// A message holds at most 1024 prints and a quantity is below 2^53 lots, so a sum this large is no order but a fault of the tape.
constexpr std::int64_t kMaxLots = std::int64_t(1) << 60;
}

bool TapeMerger::belongs(const TakerOrder &print) const
{
    if (!m_newest || m_newest->taker != print.taker || m_newest->sequence != print.sequence)
        return false;
    if (m_newest->qty.value() > kMaxLots - print.qty.value())
        return false;
    if (print.sequence != 0)
        return true;
    const bool isAway = print.taker == Side::Buy ? print.first >= m_newest->last : print.first <= m_newest->last;
    return isAway && m_newest->at == print.at;
}

bool TapeMerger::add(const TakerOrder &print)
{
    if (!belongs(print)) {
        m_newest = print;
        return false;
    }
    m_newest->last = print.last;
    m_newest->qty += print.qty;
    m_newest->prints += print.prints;
    return true;
}

} // namespace bw
