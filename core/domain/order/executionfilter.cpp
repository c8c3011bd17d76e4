// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/executionfilter.h"

namespace bw {

namespace {
constexpr qint64 kRememberedFills = 20'000;
constexpr qsizetype kMostFills = 25'000; // forgetting walks the whole table, so it waits for 5000 at a time

QString keyOf(const InstrumentId &id, const QString &execId)
{
    return toName(id.category) + u'/' + id.symbol + u'/' + execId;
}
} // namespace

bool ExecutionFilter::isNew(const Execution &execution)
{
    if (execution.execId.isEmpty() || !execution.instrument)
        return false;
    if (m_seen.contains(keyOf(execution.instrument->id(), execution.execId)))
        return false;
    remember(execution.instrument->id(), execution.execId);
    return true;
}

void ExecutionFilter::remember(const InstrumentId &id, const QString &execId)
{
    m_seen.insert(keyOf(id, execId), ++m_counter);
    if (m_seen.size() > kMostFills)
        m_seen.removeIf([this](auto entry) { return entry.value() <= m_counter - kRememberedFills; });
}

} // namespace bw
