// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stopallbutton.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace bw {
namespace {

constexpr int kIcon = 12;
constexpr int kStripe = 10;  // from one stripe of the hatching to the next
constexpr double kCorner = 4;

} // namespace

StopAllButton::StopAllButton(const Theme &theme, QWidget *parent) : QPushButton(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("stopAllButton"));
    setAutoDefault(false);
    connect(&theme, &Theme::changed, this, &StopAllButton::fit);
    fit();
}

void StopAllButton::fit()
{
    QFont bold = m_theme.valueFont();
    bold.setBold(true);
    setFont(bold);
    updateGeometry();
    update();
}

void StopAllButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::EnabledChange)
        update();
    QPushButton::changeEvent(event);
}

QSize StopAllButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + kIcon + Theme::kInside + 2 * Theme::kAround, metrics.height() + 2 * Theme::kInside};
}

void StopAllButton::paintEvent(QPaintEvent *)
{
    const ThemeColours &colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath shape;
    shape.addRoundedRect(frame, kCorner, kCorner);
    painter.fillPath(shape, isEnabled() ? (isDown() ? colours.danger.darker(120) : colours.danger) : colours.raised);
    // Hatching at the ends alone: the words keep a plain ground, and with it their contrast.
    const QFontMetrics metrics(font());
    const int words = kIcon + Theme::kInside + metrics.horizontalAdvance(text());
    const QRectF middle(frame.center().x() - words / 2.0 - Theme::kInside, frame.top(), words + 2.0 * Theme::kInside, frame.height());
    painter.save();
    painter.setClipPath(shape);
    QColor stripe = colours.window;
    stripe.setAlpha(110);
    painter.setPen(QPen(stripe, kStripe / 2.5));
    for (double x = frame.left() - frame.height(); x < frame.right(); x += kStripe)
        painter.drawLine(QPointF(x, frame.bottom()), QPointF(x + frame.height(), frame.top()));
    if (isEnabled())
        painter.fillRect(middle, isDown() ? colours.danger.darker(120) : colours.danger);
    painter.restore();
    if (hasFocus() || underMouse()) {
        painter.setPen(QPen(colours.text, hasFocus() ? 2 : 1));
        painter.drawPath(shape);
    }
    const QColor ink = isEnabled() ? colours.onFilled : colours.muted;
    const QRectF square(middle.left() + Theme::kInside, frame.center().y() - kIcon / 2.0, kIcon, kIcon);
    painter.fillRect(square.adjusted(1, 1, -1, -1), ink); // the sign for stop
    painter.setPen(ink);
    painter.setFont(font());
    painter.drawText(middle.adjusted(Theme::kInside * 2.0 + kIcon, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace bw
