// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profilebadge.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
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
    setToolTip(isPaper() ? tr("Live prices, no money: press to see what its fills rest on")
                         : tr("Profile %1, venue %2").arg(word(), m_client.session().venueHost.toHtmlEscaped()));
    setCursor(isPaper() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setFocusPolicy(isPaper() ? Qt::TabFocus : Qt::NoFocus);
    updateGeometry();
    update();
}

bool ProfileBadge::isPaper() const { return m_client.session().profile == Profile::Paper; }

void ProfileBadge::mouseReleaseEvent(QMouseEvent *event)
{
    if (isPaper() && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT pressed();
}

void ProfileBadge::keyPressEvent(QKeyEvent *event)
{
    if (isPaper() && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT pressed();
    else
        QWidget::keyPressEvent(event);
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
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.colours().onFilled, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect().adjusted(2, 2, -3, -3), 3, 3);
}

} // namespace bw
