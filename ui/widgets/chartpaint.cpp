// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chartpaint.h"

#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace bw::chartpaint {

void gap(QPainter &painter, const Theme &theme, const QRectF &band, const QString &words)
{
    painter.fillRect(band, QBrush(theme.colours().line, Qt::BDiagPattern));
    if (QFontMetricsF(painter.font()).horizontalAdvance(words) + 2 * Theme::kInside >= band.width())
        return;
    painter.setPen(theme.colours().muted);
    painter.drawText(band, Qt::AlignCenter, words);
}

void axisTag(QPainter &painter, const Theme &theme, const QRectF &axis, double y, const QString &text, const QColor &fill,
             const QColor &ink)
{
    (void)theme;
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height() + 2;
    QRectF tag(axis.left() + 1, y - height / 2, metrics.horizontalAdvance(text) + 2 * Theme::kInside, height);
    tag.moveTop(std::clamp(tag.top(), axis.top(), std::max(axis.top(), axis.bottom() - height)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(ink);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void timeTag(QPainter &painter, const Theme &theme, const QRectF &axis, double x, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    QRectF tag(0, axis.top(), metrics.horizontalAdvance(text) + 2 * Theme::kInside, metrics.height());
    tag.moveLeft(std::clamp(x - tag.width() / 2, axis.left(), std::max(axis.left(), axis.right() - tag.width())));
    painter.setPen(QPen(theme.colours().line, 1));
    painter.setBrush(theme.colours().raised);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(theme.colours().text);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void readout(QPainter &painter, const Theme &theme, const QRectF &room, const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    const QString text = lines.join(u'\n');
    const QRectF inside = room.adjusted(Theme::kBetween, Theme::kInside, -Theme::kBetween, -Theme::kInside);
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    const QRectF box = painter.boundingRect(inside, flags, text);
    QColor ground = theme.colours().panel;
    ground.setAlphaF(0.86F); // the candles behind it stay felt, the figures stay readable
    painter.fillRect(box.adjusted(-Theme::kInside, -2, Theme::kInside, 2), ground);
    painter.setPen(theme.colours().text);
    painter.drawText(inside, flags, text);
}

void timeAxis(QPainter &painter, const Theme &theme, const TimeAxis &axis)
{
    const QFontMetricsF metrics(painter.font());
    const double span = static_cast<double>((axis.to - axis.from).count());
    if (span <= 0 || axis.plot.width() <= 0)
        return;
    const double widest = metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 2 * Theme::kAround;
    const int room = std::max(1, static_cast<int>(axis.plot.width() / widest));
    const double baseline = axis.labels.top() + metrics.ascent();
    for (const TimeTick &tick : timeTicks(axis.from, axis.to, room, axis.zone)) {
        const double x = axis.plot.left() + static_cast<double>((tick.at - axis.from).count()) / span * axis.plot.width();
        painter.fillRect(QRectF(std::round(x), axis.plot.top(), 1, axis.plot.height()), theme.colours().line);
        const double width = metrics.horizontalAdvance(tick.text);
        const double left = x - width / 2;
        painter.setPen(tick.isDay ? theme.colours().text : theme.colours().muted);
        if (left >= axis.labels.left() && left + width + Theme::kInside < axis.zoneLeft)
            painter.drawText(QPointF(left, baseline), tick.text);
    }
    painter.setPen(theme.colours().muted);
    painter.drawText(QPointF(axis.zoneLeft, baseline), axis.zone.zone(axis.to));
}

void cross(QPainter &painter, const Theme &theme, const QRectF &plot, double x, double y)
{
    painter.setPen(QPen(theme.colours().muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

void focusRing(QPainter &painter, const Theme &theme, const QRectF &bounds)
{
    painter.setPen(QPen(theme.colours().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace bw::chartpaint
