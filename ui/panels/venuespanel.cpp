// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/venuespanel.h"

#include "ui/models/venuemodel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace bw {

VenuesPanel::VenuesPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_venues(new VenueModel(this)), m_edges(new EdgeModel(this)),
      m_liquidations(new VenueLiquidationModel(this))
{
    setObjectName(QStringLiteral("venuesPanel"));
    setAccessibleName(tr("Other venues"));
    fillAsPanel(this);
    build();
    connect(&client.market(), &MarketClient::venueLiquidationSeen, m_liquidations, &VenueLiquidationModel::add);
    pulse.onTenth(this, [this] { look(); });
    showRelay(VenueBoard::Relay::Off);
    look();
}

void VenuesPanel::build()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    auto *state = new ElidedLabel(this);
    state->setObjectName(QStringLiteral("relayState"));
    m_state = state;
    auto *settings = new QPushButton(tr("Relay settings"), this);
    settings->setObjectName(QStringLiteral("relaySettings"));
    settings->setToolTip(tr("Which relay to ask, which instruments to show, and the fees that count"));
    connect(settings, &QPushButton::clicked, this, &VenuesPanel::settingsRequested);
    head->addWidget(state, 1);
    head->addWidget(settings);

    m_venueTable = new TableView(m_theme, this);
    m_venueTable->setObjectName(QStringLiteral("venueTable"));
    m_venueTable->setModel(m_venues);
    m_edgeTable = new TableView(m_theme, this);
    m_edgeTable->setObjectName(QStringLiteral("edgeTable"));
    m_edgeTable->setModel(m_edges);
    m_edgeTable->setEmptyText(tr("No two live venues can be compared now. Only the same coin, quote and kind of instrument counts."));
    auto *liquidations = new TableView(m_theme, this);
    liquidations->setObjectName(QStringLiteral("venueLiquidationTable"));
    liquidations->setModel(m_liquidations);
    liquidations->setEmptyText(tr("No liquidation has been told by the relay in this session."));

    m_below = new QTabWidget(this);
    m_below->setObjectName(QStringLiteral("compareTabs"));
    m_below->setDocumentMode(true);
    m_below->addTab(m_edgeTable, tr("Edges after fees"));
    m_below->addTab(liquidations, tr("Liquidations"));
    connect(m_below, &QTabWidget::currentChanged, this, &VenuesPanel::tabChosen);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_venueTable, 3);
    column->addWidget(m_below, 2);
}

void VenuesPanel::showTab(int tab) { m_below->setCurrentIndex(tab); }

void VenuesPanel::look()
{
    m_venues->tick(m_pulse.clock().now());
    const auto board = m_client.market().venues().readNewer(m_seen);
    if (!board)
        return;
    m_venues->setBoard(board);
    m_edges->setBoard(board);
    showRelay(board->relay);
}

void VenuesPanel::showRelay(VenueBoard::Relay relay)
{
    using Relay = VenueBoard::Relay;
    const char *role = relay == Relay::Live ? "label" : "caution";
    switch (relay) {
    case Relay::Off:
        setText(m_state, tr("No relay is set up for this instrument: only our own venue stands here."));
        m_venueTable->setEmptyText(tr("A tardis-machine on this computer brings Binance, OKX and Deribit beside Bybit. Relay settings says how to start one."));
        role = "label";
        break;
    case Relay::Connecting: setText(m_state, tr("The relay is being reached.")); break;
    case Relay::Live: setText(m_state, tr("The relay is live. Prices of other venues are for comparison; orders look at our own book alone.")); break;
    case Relay::Down: setText(m_state, tr("The relay does not answer. It is tried again by itself; Relay settings can test it.")); break;
    }
    setRole(m_state, role);
}

} // namespace bw
