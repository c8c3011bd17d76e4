// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/executionfilter.h"

namespace bw {

namespace {
constexpr qint64 kRememberedFills = 20'000;
constexpr qsizetype kMostFills = 25'000; // forgetting walks the whole table, so it waits for 5000 at a time
} // namespace

bool ExecutionFilter::isNew(const Execution &execution)
{
    if (execution.execId.isEmpty() || !execution.instrument)
        return false;
    const auto &id = execution.instrument->id();
    const QString key = toName(id.category) + u'/' + id.symbol + u'/' + execution.execId;
    if (m_seen.contains(key))
        return false;
    m_seen.insert(key, ++m_counter);
    if (m_seen.size() > kMostFills)
        m_seen.removeIf([this](auto entry) { return entry.value() <= m_counter - kRememberedFills; });
    return true;
}

} // namespace bw
