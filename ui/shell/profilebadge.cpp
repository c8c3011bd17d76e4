// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profilebadge.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace bw {

ProfileBadge::ProfileBadge(EngineClient &client, const Theme &theme, QWidget *parent) : QWidget(parent), m_client(client), m_theme(theme)
{
    setObjectName(QStringLiteral("profileBadge"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &ProfileBadge::refresh);
    connect(&client, &EngineClient::sessionChanged, this, &ProfileBadge::refresh);
    refresh();
}

QString ProfileBadge::word() const { return sentences::word(m_client.session().profile); }

QFont ProfileBadge::badgeFont() const
{
    QFont font = m_theme.valueFont();
    font.setBold(true);
    return font;
}

QSize ProfileBadge::sizeHint() const
{
    const QFontMetrics metrics(badgeFont());
    return {metrics.horizontalAdvance(word()) + 2 * Theme::kAround, metrics.height() + 2 * Theme::kInside};
}

void ProfileBadge::refresh()
{
    setAccessibleName(tr("Profile %1").arg(word()));
    setToolTip(tr("Profile %1, venue %2").arg(word(), m_client.session().venueHost.toHtmlEscaped()));
    updateGeometry();
    update();
}

void ProfileBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.profile(m_client.session().profile));
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setPen(m_theme.colours().onFilled);
    painter.setFont(badgeFont());
    painter.drawText(rect(), Qt::AlignCenter, word());
}

} // namespace bw
