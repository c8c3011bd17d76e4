// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sessionbanner.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace bw {

SessionBanner::SessionBanner(EngineClient &client, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_client(client), m_text(new ElidedLabel(this)), m_live(new QPushButton(tr("View the live book"), this))
{
    setObjectName(QStringLiteral("sessionBanner"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::kAround, 2, Theme::kAround, 2);
    auto *icon = new QLabel(this);
    const auto paintIcon = [icon, &theme] { icon->setPixmap(theme.icon(QStringLiteral("caution"), theme.colours().caution).pixmap(16, 16)); };
    paintIcon();
    connect(&theme, &Theme::changed, icon, paintIcon);
    m_text->setObjectName(QStringLiteral("sessionBannerText"));
    m_live->setObjectName(QStringLiteral("viewLiveBook"));
    m_live->setToolTip(tr("Opens the profile paper: the venue's live prices, and orders that cost nothing"));
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_live);
    connect(m_live, &QPushButton::clicked, this, &SessionBanner::viewLiveBookRequested);
    connect(&client, &EngineClient::sessionChanged, this, &SessionBanner::refresh);
    connect(&client, &EngineClient::instrumentChanged, this, &SessionBanner::refresh);
    connect(&client.market(), &MarketClient::outagesRead, this, [this](const QVector<VenueOutage> &outages) {
        m_outage = outageWords(outages);
        refresh();
    });
    refresh();
}

QString SessionBanner::outageWords(const QVector<VenueOutage> &outages)
{
    m_isDown = std::any_of(outages.begin(), outages.end(), [](const VenueOutage &o) { return o.isOngoing; });
    for (const auto &outage : outages) // one that runs is told before one that will come
        if (outage.isOngoing)
            return tr("The venue is under maintenance: %1.").arg(outage.title.left(120));
    if (outages.isEmpty())
        return {};
    return tr("The venue announces maintenance at %1: %2.").arg(readDateTimeWithZone(outages.first().begin), outages.first().title.left(120));
}

QString SessionBanner::statusWords() const
{
    const InstrumentPtr of = m_client.instrument();
    if (!of)
        return {};
    switch (of->status()) {
    case InstrumentStatus::PreLaunch: return tr("%1 is not traded continuously yet: its book may stay empty.").arg(of->id().symbol);
    case InstrumentStatus::Delivering: return tr("%1 is being delivered: new orders are refused.").arg(of->id().symbol);
    case InstrumentStatus::Closed: return tr("%1 is closed at the venue: new orders are refused.").arg(of->id().symbol);
    case InstrumentStatus::Unknown: return tr("The venue calls %1 something that is not known here: look there before you trade.").arg(of->id().symbol);
    case InstrumentStatus::Trading: break;
    }
    return {};
}

void SessionBanner::refresh()
{
    const SessionView &session = m_client.session();
    const bool isSaid = session.mayTrade || session.keyTrouble; // the alarm above says why
    const QString viewer = isSaid ? QString() : sentences::of(session.viewerReason);
    const QString synthetic = session.isSyntheticMarket ? tr("Synthetic prices: this market is made up by the sandbox, to rehearse orders without money.") : QString();
    // The most urgent first: what stops trading now, then what the venue announces, then what this session is.
    QStringList sentencesShown{statusWords(), m_outage, synthetic, viewer};
    sentencesShown.removeAll(QString());
    const QString text = sentencesShown.join(u' ');
    setText(m_text, text);
    const InstrumentPtr of = m_client.instrument();
    const bool isShut = of && (of->status() == InstrumentStatus::Delivering || of->status() == InstrumentStatus::Closed);
    setRole(m_text, isShut || m_isDown ? "danger" : "");
    m_text->setToolTip(text);
    m_live->setVisible(session.isSyntheticMarket);
    setVisible(!text.isEmpty());
}

} // namespace bw
