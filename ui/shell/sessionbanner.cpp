// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sessionbanner.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {

SessionBanner::SessionBanner(EngineClient &client, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_client(client), m_text(roleLabel(QString(), "", this)), m_live(new QPushButton(tr("View the live book"), this))
{
    setObjectName(QStringLiteral("sessionBanner"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::kAround, 2, Theme::kAround, 2);
    auto *icon = new QLabel(this);
    const auto paintIcon = [icon, &theme] { icon->setPixmap(theme.icon(QStringLiteral("caution"), theme.colours().caution).pixmap(16, 16)); };
    paintIcon();
    connect(&theme, &Theme::changed, icon, paintIcon);
    m_text->setMinimumWidth(1); // a long translation is cut, it never widens the window
    m_text->setObjectName(QStringLiteral("sessionBannerText"));
    m_live->setObjectName(QStringLiteral("viewLiveBook"));
    m_live->setToolTip(tr("Opens the venue's public prices, to look at and not to trade on"));
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_live);
    connect(m_live, &QPushButton::clicked, this, &SessionBanner::viewLiveBookRequested);
    connect(&client, &EngineClient::sessionChanged, this, &SessionBanner::refresh);
    refresh();
}

void SessionBanner::refresh()
{
    const SessionView &session = m_client.session();
    const QString viewer = session.mayTrade ? QString() : sentences::of(session.viewerReason);
    const QString text = session.isSyntheticMarket ? tr("Synthetic prices: this market is made up by the sandbox, to rehearse orders without money.")
                                                   : viewer;
    setText(m_text, text);
    m_text->setToolTip(text);
    m_live->setVisible(session.isSyntheticMarket);
    setVisible(!text.isEmpty());
}

} // namespace bw
