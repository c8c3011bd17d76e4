// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spreadchart.h"

#include "ui/models/numberformat.h"
#include "ui/models/spreadfeed.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bw {
namespace {

// A threshold further away than this is named at the upper edge: on one scale with it the line would lie flat on the axis.
constexpr double kFarThreshold = 20;

/// The next of 1, 2, 5 x 10^n: the scale changes rarely, and its labels are short.
double roundTop(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0})
        if (value <= step * power)
            return step * power;
    return 10 * power;
}

} // namespace

SpreadChart::SpreadChart(const Theme &theme, QWidget *parent)
    : QChartView(parent), m_theme(theme), m_seconds(new QValueAxis(this)), m_percent(new QValueAxis(this))
{
    setObjectName(QStringLiteral("spreadChart"));
    setAccessibleName(tr("Spread of the last five minutes, in percent"));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    setInteractive(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    for (QValueAxis *axis : {m_seconds, m_percent})
        axis->setVisible(false); // grid and labels are drawn here: Qt's own would move the plot when a label changes
    chart()->addAxis(m_seconds, Qt::AlignBottom);
    chart()->addAxis(m_percent, Qt::AlignRight);
    m_seconds->setRange(-std::chrono::duration<double>(SpreadSeries::kWindow).count(), 0);
    connect(&theme, &Theme::changed, this, &SpreadChart::restyle);
    restyle();
}

void SpreadChart::restyle()
{
    for (QLineSeries *series : m_lines)
        series->setPen(QPen(m_theme.colours().accent, 1.5));
    layOut();
    viewport()->update();
}

QLineSeries *SpreadChart::line(std::size_t number)
{
    while (m_lines.size() <= number) {
        auto *series = new QLineSeries(this);
        series->setPen(QPen(m_theme.colours().accent, 1.5));
        chart()->addSeries(series);
        series->attachAxis(m_seconds);
        series->attachAxis(m_percent);
        m_lines.push_back(series);
    }
    return m_lines[number];
}

void SpreadChart::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    viewport()->update();
}

void SpreadChart::look(const SpreadFeed &feed)
{
    m_now = feed.now();
    m_band = feed.band();
    m_anomalies = feed.anomalies();
    m_threshold = m_band.thresholdPct;
    m_last = feed.series().last();
    m_drawing = feed.series().draw(m_now, m_now);
    const bool isFar = m_drawing.highest > 0 && m_threshold > kFarThreshold * m_drawing.highest;
    double reach = isFar || m_threshold <= 0 ? m_drawing.highest : std::max(m_drawing.highest, m_threshold);
    if (const double upper = bandTop(); std::isfinite(upper) && upper <= kFarThreshold * m_drawing.highest)
        reach = std::max(reach, upper);
    m_top = reach > 0 ? roundTop(reach * 1.15) : 0.1; // room above the highest point
    m_places = std::clamp(static_cast<int>(std::ceil(-std::log10(m_top))) + 2, 2, 8);
    m_percent->setRange(0, m_top);
    for (std::size_t i = 0; i < std::max(m_drawing.lines.size(), m_lines.size()); ++i)
        line(i)->replace(i < m_drawing.lines.size() ? m_drawing.lines[i] : QVector<QPointF>());
    setAccessibleDescription(m_last ? tr("now %1 %").arg(label(*m_last)) : tr("no spread now"));
    viewport()->update();
}

void SpreadChart::layOut()
{
    const QFontMetrics metrics(m_theme.labelFont());
    const int right = metrics.horizontalAdvance(QStringLiteral("0.000000 %")) + 2 * Theme::kBetween;
    const int bottom = metrics.height() + Theme::kInside;
    chart()->setPlotArea(QRectF(Theme::kBetween, Theme::kBetween, std::max(1, width() - right - Theme::kBetween),
                                std::max(1, height() - bottom - Theme::kBetween)));
}

void SpreadChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

double SpreadChart::x(UtcTime at) const
{
    const QRectF area = chart()->plotArea();
    const double back = static_cast<double>((m_now - at).count()) / static_cast<double>(SpreadSeries::kWindow.count());
    return std::clamp(area.right() - back * area.width(), area.left(), area.right());
}

double SpreadChart::y(double pct) const
{
    const QRectF area = chart()->plotArea();
    return area.bottom() - std::clamp(m_top > 0 ? pct / m_top : 0.0, 0.0, 1.0) * area.height();
}

QString SpreadChart::label(double pct) const { return QString::number(pct, 'f', m_places); }

void SpreadChart::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, m_theme.colours().panel);
    const QRectF area = chart()->plotArea();
    painter->setFont(m_theme.labelFont());
    drawGrid(*painter, area);
    drawGaps(*painter, area);
    drawAnomalies(*painter, area);
    drawBand(*painter, area);
}

void SpreadChart::drawForeground(QPainter *painter, const QRectF &)
{
    const QRectF area = chart()->plotArea();
    painter->setFont(m_theme.labelFont());
    drawThreshold(*painter, area);
    drawTag(*painter, area);
}

void SpreadChart::drawGrid(QPainter &painter, const QRectF &area) const
{
    const ThemeColours &colours = m_theme.colours();
    const QFontMetricsF metrics(painter.font());
    const double labelLeft = area.right() + Theme::kBetween;
    for (const double pct : {0.0, m_top / 2, m_top}) {
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(area.left(), y(pct)), QPointF(area.right(), y(pct)));
        painter.setPen(colours.muted);
        if (m_last && std::abs(y(pct) - y(*m_last)) < metrics.height())
            continue; // the tag of the last value stands there
        // The lowest label stands on its line, since the zone's name is below it.
        const double drop = pct > 0 ? metrics.ascent() / 2 - 1 : -1;
        painter.drawText(QPointF(labelLeft, std::max(y(pct) + drop, metrics.ascent())), tr("%1 %").arg(label(pct)));
    }
    chartpaint::timeAxis(painter, m_theme,
                         {.plot = area, .labels = QRectF(area.left(), area.bottom() + 2, area.width() + labelLeft, metrics.height()), .zoneLeft = labelLeft,
                          .from = m_now - SpreadSeries::kWindow, .to = m_now, .zone = m_zone});
}

void SpreadChart::drawGaps(QPainter &painter, const QRectF &area) const
{
    for (const SpreadSeries::Gap &gap : m_drawing.gaps) {
        if (gap.to < m_now - SpreadSeries::kWindow)
            continue;
        const QRectF band(QPointF(x(gap.from), area.top()), QPointF(std::max(x(gap.to), x(gap.from) + 1), area.bottom()));
        chartpaint::gap(painter, m_theme, band, tr("no data %1").arg(readAge(gap.to - gap.from)));
    }
}

/// NaN without a band.
double SpreadChart::bandTop() const
{
    return m_band.sigmas > 0 ? m_band.mean + m_band.sigmas * m_band.deviation : std::numeric_limits<double>::quiet_NaN();
}

/// Mean and k sigma of the rolling window, as the engine judges by them.
void SpreadChart::drawBand(QPainter &painter, const QRectF &area) const
{
    const double upper = bandTop();
    if (!std::isfinite(upper) || upper > m_top)
        return;
    const double top = y(upper);
    const QColor colour = m_theme.colours().accent;
    QColor tint = colour;
    tint.setAlphaF(0.1F);
    painter.fillRect(QRectF(QPointF(area.left(), top), QPointF(area.right(), y(2 * m_band.mean - upper))), tint);
    painter.setPen(QPen(colour, 1, Qt::DotLine));
    painter.drawLine(QPointF(area.left(), top), QPointF(area.right(), top));
    const QFontMetricsF metrics(painter.font());
    //: the upper edge of the band: mean + k sigma = percent
    const QString words = tr("mean + %1 σ = %2 %").arg(QString::number(m_band.sigmas, 'g', 4), label(upper));
    const double baseline = top - 3 > area.top() + metrics.ascent() ? top - 3 : top + metrics.ascent() + 2;
    painter.setPen(m_theme.colours().muted);
    painter.drawText(QPointF(area.right() - metrics.horizontalAdvance(words) - Theme::kInside, baseline), words);
}

/// A bar along the top while it lasted, and a tint below it.
void SpreadChart::drawAnomalies(QPainter &painter, const QRectF &area) const
{
    for (const SpreadAnomaly &anomaly : m_anomalies) {
        const UtcTime end = anomaly.end.value_or(m_now);
        if (end < m_now - SpreadSeries::kWindow)
            continue;
        const double left = x(anomaly.start);
        const QRectF bar(left, area.top(), std::max(3.0, x(end) - left), 4);
        painter.fillRect(bar, m_theme.colours().caution);
        QColor tint = m_theme.colours().caution;
        tint.setAlphaF(0.12F);
        painter.fillRect(QRectF(bar.bottomLeft(), QPointF(bar.right(), area.bottom())), tint);
    }
}

void SpreadChart::drawThreshold(QPainter &painter, const QRectF &area) const
{
    if (m_threshold <= 0)
        return;
    const bool isAbove = m_threshold > m_top;
    const QColor colour = m_theme.colours().caution;
    const double at = isAbove ? area.top() : y(m_threshold);
    painter.setPen(QPen(colour, 1, Qt::DashLine));
    painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
    painter.setPen(colour);
    const QString number = QString::number(m_threshold, 'g', 6);
    const QString words = isAbove ? tr("threshold %1 %, above this scale ▲").arg(number) : tr("threshold %1 %").arg(number);
    const QFontMetricsF metrics(painter.font());
    const double textY = at + metrics.ascent() + 2 > area.bottom() ? at - 3 : at + metrics.ascent() + 2;
    painter.drawText(QPointF(area.left() + Theme::kInside, textY), words);
}

void SpreadChart::drawTag(QPainter &painter, const QRectF &area) const
{
    if (!m_last)
        return;
    chartpaint::axisTag(painter, m_theme, QRectF(area.right() + Theme::kInside, area.top(), width() - area.right(), area.height()), y(*m_last),
                        tr("%1 %").arg(label(*m_last)), m_theme.colours().accent, m_theme.colours().onFilled);
}

} // namespace bw
