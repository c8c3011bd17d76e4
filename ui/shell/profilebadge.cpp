// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profilebadge.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace bw {

ProfileBadge::ProfileBadge(EngineClient &client, const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_client(client), m_theme(theme)
{
    setObjectName(QStringLiteral("profileBadge"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
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
    const SessionView &session = m_client.session();
    const QString account = session.account.isEmpty() ? QString() : tr(", key %1").arg(session.account.toHtmlEscaped());
    setToolTip(tr("Profile %1%2, venue %3. Click for profiles, keys and the connection.", "profile, key, host").arg(word(), account, session.venueHost.toHtmlEscaped()));
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
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.colours().text);
        painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
    }
    painter.setPen(m_theme.colours().onFilled);
    painter.setFont(badgeFont());
    painter.drawText(rect(), Qt::AlignCenter, word());
}

} // namespace bw
