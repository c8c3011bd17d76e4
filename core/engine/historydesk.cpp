// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/historydesk.h"

#include "core/engine/relayfault.h"

namespace bw {

HistoryDesk::HistoryDesk(RelayHistory *history, MarketChannels &channels, const Clock &clock)
    : m_history(history), m_channels(channels), m_clock(clock)
{
    if (history)
        connect(history, &RelayHistory::progressed, this,
                [this](const HistoryView &view) { m_channels.history.publish(std::make_shared<const HistoryView>(view)); });
}

HistoryView::Trouble HistoryDesk::faultOf(const HistoryQuery &query) const
{
    using Trouble = HistoryView::Trouble;
    if (!m_history)
        return Trouble::NotHere;
    if (faultOfRelayAddress(query.socket))
        return Trouble::BadAddress;
    const bool isWindow = query.from < query.to && query.to - query.from <= kMostWindow && query.to <= m_clock.utcNow();
    return isWindow && !query.pair.key.exchange.isEmpty() ? Trouble::None : Trouble::BadWindow;
}

void HistoryDesk::read(const HistoryQuery &query)
{
    const auto trouble = faultOf(query);
    if (trouble == HistoryView::Trouble::None)
        return m_history->read(query);
    HistoryView view;
    view.state = HistoryView::State::Failed;
    view.trouble = trouble;
    view.query = query;
    m_channels.history.publish(std::make_shared<const HistoryView>(view));
}

void HistoryDesk::stop()
{
    if (m_history)
        m_history->stop();
    m_channels.history.publish(std::make_shared<const HistoryView>());
}

} // namespace bw
