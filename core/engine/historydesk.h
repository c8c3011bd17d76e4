// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/marketchannels.h"

#include <QObject>

namespace bw {

/// The past of other venues' books, asked for by a person: refuses what can't be asked, hands the rest to the relay's history and
/// publishes how far it is. Engine thread, owned by the Engine.
class HistoryDesk final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::hours kMostWindow{24};

    /// `history` may be null: the session replays a recording and asks nobody.
    HistoryDesk(RelayHistory *history, MarketChannels &channels, const Clock &clock);

    void read(const HistoryQuery &query);
    void stop();

private:
    [[nodiscard]] HistoryView::Trouble faultOf(const HistoryQuery &query) const;

    RelayHistory *const m_history;
    MarketChannels &m_channels;
    const Clock &m_clock;
};

} // namespace bw
