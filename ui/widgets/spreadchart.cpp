// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spreadchart.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

// A threshold further away than this is named at the upper edge: on one scale with it the line would lie flat on the axis.
constexpr double kFarThreshold = 20;
constexpr double kMinuteMs = 60'000;

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

void SpreadChart::showSeries(const SpreadSeries &series, UtcTime now, double thresholdPct)
{
    m_now = now;
    m_threshold = thresholdPct;
    m_last = series.last();
    m_drawing = series.draw(now, now);
    const bool isFar = m_drawing.highest > 0 && thresholdPct > kFarThreshold * m_drawing.highest;
    const double reach = isFar || thresholdPct <= 0 ? m_drawing.highest : std::max(m_drawing.highest, thresholdPct);
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
    // Whole minutes; a label where it has room and does not run into the zone's name at the right end.
    const double zoneLeft = area.right() + Theme::kBetween;
    const double labelWidth = metrics.horizontalAdvance(QStringLiteral("00:00:00"));
    const double baseline = area.bottom() + metrics.ascent() + Theme::kInside / 2.0;
    for (auto at = UtcTime(std::chrono::floor<std::chrono::minutes>(m_now)); at > m_now - SpreadSeries::kWindow; at -= std::chrono::minutes(1)) {
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(x(at), area.top()), QPointF(x(at), area.bottom()));
        const double left = x(at) - labelWidth / 2;
        painter.setPen(colours.muted);
        if (left >= 0 && left + labelWidth < zoneLeft && labelWidth * 1.3 < area.width() * kMinuteMs / static_cast<double>(SpreadSeries::kWindow.count()))
            painter.drawText(QPointF(left, baseline), readTime(at));
    }
    painter.drawText(QPointF(zoneLeft, baseline), tr("UTC"));
}

void SpreadChart::drawGaps(QPainter &painter, const QRectF &area) const
{
    const QFontMetricsF metrics(painter.font());
    for (const SpreadSeries::Gap &gap : m_drawing.gaps) {
        if (gap.to < m_now - SpreadSeries::kWindow)
            continue;
        const QRectF band(QPointF(x(gap.from), area.top()), QPointF(std::max(x(gap.to), x(gap.from) + 1), area.bottom()));
        painter.fillRect(band, QBrush(m_theme.colours().line, Qt::BDiagPattern));
        const QString words = tr("no data %1").arg(readAge(gap.to - gap.from));
        painter.setPen(m_theme.colours().muted);
        if (metrics.horizontalAdvance(words) + Theme::kInside < band.width())
            painter.drawText(band, Qt::AlignHCenter | Qt::AlignTop, words);
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
    const QString number = QString::number(m_threshold, 'f', 3);
    const QString words = isAbove ? tr("threshold %1 %, above this scale ▲").arg(number) : tr("threshold %1 %").arg(number);
    const QFontMetricsF metrics(painter.font());
    const double textY = at + metrics.ascent() + 2 > area.bottom() ? at - 3 : at + metrics.ascent() + 2;
    painter.drawText(QPointF(area.left() + Theme::kInside, textY), words);
}

void SpreadChart::drawTag(QPainter &painter, const QRectF &area) const
{
    if (!m_last)
        return;
    const QFontMetricsF metrics(painter.font());
    const QString words = tr("%1 %").arg(label(*m_last));
    QRectF tag(area.right() + Theme::kInside, y(*m_last) - metrics.height() / 2 - 1, metrics.horizontalAdvance(words) + 2 * Theme::kInside,
               metrics.height() + 2);
    tag.moveTop(std::clamp(tag.top(), 0.0, std::max(0.0, area.bottom() - tag.height())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colours().accent);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(m_theme.colours().onFilled);
    painter.drawText(tag, Qt::AlignCenter, words);
}

} // namespace bw
