// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/syntheticbanner.h"

#include "core/engine/api/engineclient.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {

SyntheticBanner::SyntheticBanner(EngineClient &client, const Theme &theme, QWidget *parent) : QFrame(parent), m_client(client)
{
    setObjectName(QStringLiteral("syntheticBanner"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::kAround, 2, Theme::kAround, 2);
    auto *icon = new QLabel(this);
    const auto paintIcon = [icon, &theme] { icon->setPixmap(theme.icon(QStringLiteral("caution"), theme.colours().caution).pixmap(16, 16)); };
    paintIcon();
    connect(&theme, &Theme::changed, icon, paintIcon);
    auto *text = new QLabel(tr("Synthetic prices: this market is made up by the sandbox, so that orders can be rehearsed without money."), this);
    text->setTextFormat(Qt::PlainText);
    text->setMinimumWidth(1);
    auto *live = new QPushButton(tr("View the live book"), this);
    live->setObjectName(QStringLiteral("viewLiveBook"));
    live->setToolTip(tr("Opens the venue's public prices, to look at and not to trade on"));
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    layout->addWidget(live);
    connect(live, &QPushButton::clicked, this, &SyntheticBanner::viewLiveBookRequested);
    connect(&client, &EngineClient::sessionChanged, this, &SyntheticBanner::refresh);
    refresh();
}

void SyntheticBanner::refresh() { setVisible(m_client.session().isSyntheticMarket); }

} // namespace bw
