// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace bw {

class EdgeModel;
class FramePulse;
class TableView;
class Theme;
class VenueLiquidationModel;
class VenueModel;

/// The open instrument on other venues, through the relay: best prices side by side, what crossing would leave after fees, liquidations.
/// Looks ten times a second. Nothing here can be sent: orders go to our own venue alone. Gui thread.
class VenuesPanel final : public QWidget {
    Q_OBJECT
public:
    VenuesPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Which table stands below the venues.
    void showTab(int tab);

Q_SIGNALS:
    void settingsRequested();
    void tabChosen(int tab);

private:
    void build();
    void look();
    void showRelay(VenueBoard::Relay relay);

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    std::uint64_t m_seen = 0;
    VenueModel *m_venues;
    EdgeModel *m_edges;
    VenueLiquidationModel *m_liquidations;
    TableView *m_venueTable = nullptr;
    TableView *m_edgeTable = nullptr;
    QTabWidget *m_below = nullptr;
    QLabel *m_state = nullptr;
};

} // namespace bw
