// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spreadstrip.h"

#include "ui/models/numberformat.h"
#include "ui/models/spreadfeed.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr std::chrono::seconds kOld{10}; // a quiet book still repeats its best level every 3 s
constexpr double kFarLimit = 8; // a limit further above the line than this is left out: the line would lie flat on the ground

} // namespace

SpreadStrip::SpreadStrip(const SpreadFeed &feed, const Theme &theme, QWidget *parent) : QWidget(parent), m_feed(feed), m_theme(theme)
{
    setObjectName(QStringLiteral("spreadStrip"));
    setAccessibleName(tr("Spread of the last minute"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    look();
}

QSize SpreadStrip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.labelFont());
    return {metrics.averageCharWidth() * 30, metrics.height() * 2 + Theme::kBetween};
}

void SpreadStrip::look()
{
    m_now = m_feed.now();
    m_drawing = m_feed.series().draw(m_now, m_now, kWindow);
    const double threshold = m_feed.band().thresholdPct;
    const double highest = m_drawing.highest;
    m_top = highest > 0 ? highest * 1.2 : std::max(threshold, 1e-9) * 1.5;
    if (threshold > m_top && threshold < kFarLimit * highest)
        m_top = threshold * 1.1;
    const auto last = m_feed.series().last();
    const auto age = m_now - m_feed.lastSeen().value_or(m_now);
    m_isLive = last && age < kOld;
    m_isWide = last && threshold > 0 && *last > threshold;
    if (last)
        m_value = m_isLive ? tr("%1 %").arg(QString::number(*last, 'f', 5))
                           : tr("%1 %, %2 old").arg(QString::number(*last, 'f', 5), readAge(age));
    else if (const auto seen = m_feed.lastSeen())
        m_value = tr("no data for %1").arg(readAge(m_now - *seen));
    else
        m_value = tr("waiting");
    setAccessibleDescription(m_value);
    update();
}

double SpreadStrip::x(const QRectF &plot, UtcTime at) const
{
    const double back = static_cast<double>((m_now - at).count()) / static_cast<double>(std::chrono::milliseconds(kWindow).count());
    return std::clamp(plot.right() - back * plot.width(), plot.left(), plot.right());
}

double SpreadStrip::y(const QRectF &plot, double pct) const { return plot.bottom() - std::clamp(pct / m_top, 0.0, 1.0) * plot.height(); }

void SpreadStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColours &colours = m_theme.colours();
    painter.fillRect(rect(), colours.panel);
    painter.fillRect(QRectF(0, 0, width(), 1), colours.line);
    painter.setFont(m_theme.labelFont());
    const QFontMetricsF metrics(painter.font());
    // The widest of the texts on the right decides, so that the plot never moves with a number.
    const QString caption = tr("spread, last 60 s");
    const double right
        = std::max(metrics.horizontalAdvance(caption), QFontMetricsF(m_theme.numberFont()).horizontalAdvance(QStringLiteral("00.00000 %")))
        + 2 * Theme::kBetween;
    const QRectF plot(Theme::kBetween, Theme::kInside, std::max(1.0, width() - right - Theme::kBetween), height() - 2.0 * Theme::kInside);
    const QRectF words(plot.right() + Theme::kBetween, plot.top(), right - Theme::kBetween, plot.height());
    painter.setPen(colours.muted);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, caption);
    painter.setPen(!m_isLive || m_isWide ? colours.caution : colours.text);
    if (m_isLive)
        painter.setFont(m_theme.numberFont());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom, metrics.elidedText(m_value, Qt::ElideRight, words.width()));
    painter.setFont(m_theme.labelFont());
    drawLimits(painter, plot);
    drawLine(painter, plot);
}

void SpreadStrip::drawLimits(QPainter &painter, const QRectF &plot) const
{
    const SpreadBand &band = m_feed.band();
    const ThemeColours &colours = m_theme.colours();
    if (band.sigmas > 0 && std::isfinite(band.mean) && std::isfinite(band.deviation)) {
        QColor tint = colours.accent;
        tint.setAlphaF(0.12F);
        const double reach = band.sigmas * band.deviation;
        painter.fillRect(QRectF(QPointF(plot.left(), y(plot, band.mean + reach)), QPointF(plot.right(), y(plot, band.mean - reach))), tint);
    }
    if (band.thresholdPct > 0 && band.thresholdPct <= m_top) {
        const double at = std::round(y(plot, band.thresholdPct)) + 0.5;
        painter.setPen(QPen(colours.caution, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at));
    }
    for (const SpreadSeries::Gap &gap : m_drawing.gaps)
        if (gap.to > m_now - kWindow)
            chartpaint::gap(
                painter, m_theme,
                QRectF(QPointF(x(plot, gap.from), plot.top()), QPointF(std::max(x(plot, gap.to), x(plot, gap.from) + 1), plot.bottom())),
                QString());
    for (const SpreadAnomaly &anomaly : m_feed.anomalies()) {
        const UtcTime end = anomaly.end.value_or(m_now);
        if (end < m_now - kWindow)
            continue;
        const double left = x(plot, anomaly.start);
        painter.fillRect(QRectF(left, plot.top(), std::max(2.0, x(plot, end) - left), 3), colours.caution);
    }
}

void SpreadStrip::drawLine(QPainter &painter, const QRectF &plot) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colours().accent, 1.2));
    painter.setClipRect(plot.adjusted(0, -1, 0, 1));
    const double seconds = std::chrono::duration<double>(kWindow).count();
    for (const QVector<QPointF> &line : m_drawing.lines) {
        QPolygonF points;
        points.reserve(line.size());
        for (const QPointF &point : line)
            points.append(QPointF(plot.right() + point.x() / seconds * plot.width(), y(plot, point.y())));
        if (points.size() == 1)
            painter.drawEllipse(points.front(), 1, 1);
        painter.drawPolyline(points);
    }
}

} // namespace bw
