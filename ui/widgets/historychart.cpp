// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/historychart.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr double kPriceShare = 0.6; // of the height; the spread has the rest
constexpr int kSpreadPlaces = 4;

/// So many that neighbouring prices of this range differ in them.
int placesFor(double range) { return std::clamp(static_cast<int>(std::ceil(-std::log10(std::max(range, 1e-9)))) + 2, 0, 8); }

QString number(double value, int places) { return readDecimal(Decimal::parse(QString::number(value, 'f', places)).value_or(Decimal()), places); }

} // namespace

HistoryChart::HistoryChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("historyChart"));
    setAccessibleName(tr("Best prices and spread of the chosen past"));
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HistoryChart::setView(std::shared_ptr<const HistoryView> view)
{
    m_view = std::move(view);
    update();
}

void HistoryChart::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    update();
}

UtcTime HistoryChart::endOf(std::size_t point) const
{
    return std::min((*m_view->points)[point].at + m_view->slice, m_view->query.to);
}

QRectF HistoryChart::room() const
{
    const QFontMetricsF metrics(m_theme.labelFont());
    const double axis = metrics.horizontalAdvance(QStringLiteral("000 000.000")) + 2 * Theme::kInside;
    return QRectF(rect()).adjusted(Theme::kBetween, Theme::kBetween, -axis, -metrics.height() - Theme::kInside);
}

double HistoryChart::x(UtcTime at) const
{
    const QRectF area = room();
    const auto window = m_view->query.to - m_view->query.from;
    return area.left() + static_cast<double>((at - m_view->query.from).count()) / static_cast<double>(std::max<std::int64_t>(1, window.count())) * area.width();
}

HistoryChart::Scale HistoryChart::prices() const
{
    QRectF plot = room();
    plot.setHeight(std::max(1.0, plot.height() * kPriceShare - Theme::kBetween));
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const HistoryPoint &point : *m_view->points)
        if (!point.isGap) {
            low = std::min(low, point.bid);
            high = std::max(high, point.ask);
        }
    if (!(low <= high))
        return {0, 1, plot};
    const double margin = std::max((high - low) * 0.05, high * 1e-6);
    return {low - margin, high + margin, plot};
}

HistoryChart::Scale HistoryChart::spreads() const
{
    QRectF plot = room();
    plot.setTop(plot.top() + plot.height() * kPriceShare);
    double high = 0;
    for (const HistoryPoint &point : *m_view->points)
        high = std::max(high, point.isGap ? 0 : point.highSpread);
    return {0, high > 0 ? high * 1.1 : 0.01, plot};
}

void HistoryChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().panel);
    if (!hasPoints())
        return;
    painter.setFont(m_theme.labelFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = room();
    const QFontMetricsF metrics(painter.font());
    chartpaint::timeAxis(painter, m_theme,
                         {.plot = area, .labels = QRectF(area.left(), area.bottom() + 2, width() - area.left(), metrics.height()),
                          .zoneLeft = area.right() + Theme::kInside, .from = m_view->query.from, .to = m_view->query.to, .zone = m_zone});
    const Scale above = prices(), below = spreads();
    drawScale(painter, above, placesFor(above.high - above.low), QString());
    drawScale(painter, below, kSpreadPlaces, tr(" %", "unit behind a number"));
    drawGaps(painter, area);
    drawLine(painter, above, &HistoryPoint::bid, m_theme.colours().bid);
    drawLine(painter, above, &HistoryPoint::ask, m_theme.colours().ask);
    drawBand(painter, below);
    drawLine(painter, below, &HistoryPoint::meanSpread, m_theme.colours().accent);
    if (!m_pointer)
        return;
    painter.setPen(QPen(m_theme.colours().muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(*m_pointer, area.top()), QPointF(*m_pointer, area.bottom()));
    if (const QStringList lines = linesAt(*m_pointer); !lines.isEmpty())
        chartpaint::readout(painter, m_theme, area, lines);
}

void HistoryChart::drawScale(QPainter &painter, const Scale &scale, int places, const QString &unit) const
{
    const QFontMetricsF metrics(painter.font());
    for (const double share : {0.0, 0.5, 1.0}) {
        if (share == 0.5 && scale.plot.height() < 3 * metrics.height())
            continue; // no room for a third label
        const double value = scale.low + share * (scale.high - scale.low);
        const double y = scale.y(value);
        painter.setPen(QPen(m_theme.colours().line, 1));
        painter.drawLine(QPointF(scale.plot.left(), y), QPointF(scale.plot.right(), y));
        painter.setPen(m_theme.colours().muted);
        // Centred on its line, but the outermost ones stay inside their plot: below it another scale begins.
        const double baseline = std::clamp(y + metrics.ascent() / 2 - 1, scale.plot.top() + metrics.ascent(), scale.plot.bottom() - 1);
        painter.drawText(QPointF(scale.plot.right() + Theme::kInside, baseline), number(value, places) + unit);
    }
}

/// What stood at the end of a slice, from slice to slice; broken at gaps.
void HistoryChart::drawLine(QPainter &painter, const Scale &scale, double HistoryPoint::*value, const QColor &colour) const
{
    painter.setPen(QPen(colour, 1.2));
    QPolygonF line;
    const auto flush = [&] {
        if (!line.isEmpty())
            painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t i = 0; i < m_view->points->size(); ++i) {
        const HistoryPoint &point = (*m_view->points)[i];
        if (point.isGap) {
            flush();
            continue;
        }
        if (line.isEmpty())
            line.append(QPointF(x(point.at), scale.y(point.*value)));
        line.append(QPointF(x(endOf(i)), scale.y(point.*value)));
    }
    flush();
}

void HistoryChart::drawBand(QPainter &painter, const Scale &scale) const
{
    QColor tint = m_theme.colours().accent;
    tint.setAlphaF(0.25F);
    for (std::size_t i = 0; i < m_view->points->size(); ++i) {
        const HistoryPoint &point = (*m_view->points)[i];
        if (!point.isGap)
            painter.fillRect(QRectF(QPointF(x(point.at), scale.y(point.highSpread)), QPointF(x(endOf(i)), scale.y(point.lowSpread))), tint);
    }
}

void HistoryChart::drawGaps(QPainter &painter, const QRectF &area) const
{
    const auto &points = *m_view->points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points[i].isGap)
            continue;
        std::size_t last = i;
        while (last + 1 < points.size() && points[last + 1].isGap)
            ++last;
        const QRectF band(QPointF(x(points[i].at), area.top()), QPointF(x(endOf(last)), area.bottom()));
        chartpaint::gap(painter, m_theme, band, tr("no book %1").arg(readAge(endOf(last) - points[i].at)));
        i = last;
    }
}

QStringList HistoryChart::linesAt(double at) const
{
    if (!hasPoints())
        return {};
    for (std::size_t i = 0; i < m_view->points->size(); ++i) {
        const HistoryPoint &point = (*m_view->points)[i];
        if (at < x(point.at) || at >= x(endOf(i)))
            continue;
        const QString time = tr("%1 %2", "date and time, zone").arg(m_zone.dateTime(point.at), m_zone.zone(point.at));
        if (point.isGap)
            return {time, tr("no book")};
        const Scale scale = prices();
        const int places = placesFor(scale.high - scale.low);
        return {time, tr("bid %1, ask %2").arg(number(point.bid, places), number(point.ask, places)),
                //: mean, lowest, highest of a slice of time
                tr("spread %1 % (%2 to %3)").arg(number(point.meanSpread, kSpreadPlaces), number(point.lowSpread, kSpreadPlaces), number(point.highSpread, kSpreadPlaces))};
    }
    return {};
}

void HistoryChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = room();
    const double at = event->position().x();
    m_pointer = at >= area.left() && at <= area.right() ? std::optional(at) : std::nullopt;
    update();
}

void HistoryChart::leaveEvent(QEvent *event)
{
    m_pointer.reset();
    update();
    QWidget::leaveEvent(event);
}

} // namespace bw
