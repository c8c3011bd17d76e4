// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/equitychart.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

std::optional<double> balanceOf(const PortfolioDay &day) { return day.balance ? std::optional(day.balance->toDouble()) : std::nullopt; }
std::optional<double> equityOf(const PortfolioDay &day) { return day.seen ? std::optional(day.seen->equity.toDouble()) : std::nullopt; }

} // namespace

EquityChart::EquityChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("equityChart"));
    setAccessibleName(tr("Balance and equity by day"));
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EquityChart::setPortfolio(const Portfolio &portfolio, int places)
{
    m_portfolio = portfolio;
    m_places = places;
    update();
}

void EquityChart::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    update();
}

QRectF EquityChart::room() const
{
    const QFontMetricsF metrics(m_theme.labelFont());
    const double axis = metrics.horizontalAdvance(readDecimal(Decimal::fromScaled(10'000'000, 0), m_places)) + 2 * Theme::kInside;
    return QRectF(rect()).adjusted(Theme::kBetween, Theme::kBetween + metrics.height(), -axis, -metrics.height() - Theme::kInside);
}

double EquityChart::x(UtcTime at) const
{
    const QRectF area = room();
    const auto from = m_portfolio.days.first().begin, to = m_portfolio.days.last().end;
    return area.left() + static_cast<double>((at - from).count()) / static_cast<double>(std::max<std::int64_t>(1, (to - from).count())) * area.width();
}

EquityChart::Scale EquityChart::scale() const
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const PortfolioDay &day : m_portfolio.days)
        for (const auto &value : {balanceOf(day), equityOf(day)})
            if (value) {
                low = std::min(low, *value);
                high = std::max(high, *value);
            }
    if (!(low <= high))
        return {0, 1, room()};
    const double margin = std::max({(high - low) * 0.08, std::abs(high) * 1e-4, std::pow(10.0, -m_places)});
    return {low - margin, high + margin, room()};
}

/// A day stands at its middle; a run of known days is one line, a single one a short stroke.
QVector<QPolygonF> EquityChart::linesOf(const Value &value, const Scale &scale) const
{
    QVector<QPolygonF> lines;
    bool isRunning = false;
    for (const PortfolioDay &day : m_portfolio.days) {
        const auto known = value(day);
        if (!known) {
            isRunning = false;
            continue;
        }
        if (!std::exchange(isRunning, true))
            lines.append(QPolygonF());
        lines.last().append(QPointF((x(day.begin) + x(day.end)) / 2, scale.y(*known)));
    }
    return lines;
}

QVector<QPolygonF> EquityChart::balanceLines() const
{
    return m_portfolio.days.isEmpty() ? QVector<QPolygonF>() : linesOf(balanceOf, scale());
}

void EquityChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().panel);
    if (m_portfolio.days.isEmpty())
        return;
    painter.setFont(m_theme.labelFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = room();
    const QFontMetricsF metrics(painter.font());
    chartpaint::timeAxis(painter, m_theme,
                         {.plot = area, .labels = QRectF(area.left(), area.bottom() + 2, width() - area.left(), metrics.height()),
                          .zoneLeft = area.right() + Theme::kInside, .from = m_portfolio.days.first().begin, .to = m_portfolio.days.last().end, .zone = m_zone});
    const Scale vertical = scale();
    if (std::any_of(m_portfolio.days.begin(), m_portfolio.days.end(), [](const PortfolioDay &day) { return !day.isGap(); }))
        drawScale(painter, vertical); // no figures where none is known
    drawGaps(painter);
    drawLines(painter, linesOf(balanceOf, vertical), m_theme.colours().text, Qt::DashLine);
    drawLines(painter, linesOf(equityOf, vertical), m_theme.colours().accent, Qt::SolidLine);
    drawLegend(painter);
    if (!m_pointer)
        return;
    painter.setPen(QPen(m_theme.colours().muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(*m_pointer, area.top()), QPointF(*m_pointer, area.bottom()));
    if (const QStringList lines = linesAt(*m_pointer); !lines.isEmpty())
        chartpaint::readout(painter, m_theme, area, lines);
}

void EquityChart::drawScale(QPainter &painter, const Scale &scale) const
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
        const auto text = readDecimal(Decimal::parse(QString::number(value, 'f', m_places)).value_or(Decimal()), m_places);
        // The lowest stands above its line: below it is the zone.
        const double base = share > 0 ? std::max(y + metrics.ascent() / 2 - 1, metrics.ascent()) : y - 2;
        painter.drawText(QPointF(scale.plot.right() + Theme::kInside, base), text);
    }
}

void EquityChart::drawGaps(QPainter &painter) const
{
    const auto &days = m_portfolio.days;
    const QRectF area = room();
    for (qsizetype i = 0; i < days.size(); ++i) {
        if (!days[i].isGap())
            continue;
        qsizetype last = i;
        while (last + 1 < days.size() && days[last + 1].isGap())
            ++last;
        chartpaint::gap(painter, m_theme, QRectF(QPointF(x(days[i].begin), area.top()), QPointF(x(days[last].end), area.bottom())), tr("nothing known"));
        i = last;
    }
}

void EquityChart::drawLines(QPainter &painter, const QVector<QPolygonF> &lines, const QColor &colour, Qt::PenStyle style) const
{
    constexpr double kDot = 2.5;
    for (const QPolygonF &line : lines) {
        painter.setPen(QPen(colour, 1.4, style));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        for (const QPointF &point : line)
            painter.drawEllipse(point, kDot, kDot);
    }
}

void EquityChart::drawLegend(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    constexpr double kStroke = 18;
    double left = Theme::kBetween;
    const double middle = Theme::kInside + metrics.height() / 2;
    const auto entry = [&](const QString &words, const QColor &colour, Qt::PenStyle style) {
        painter.setPen(QPen(colour, 1.4, style));
        painter.drawLine(QPointF(left, middle), QPointF(left + kStroke, middle));
        painter.setPen(m_theme.colours().muted);
        painter.drawText(QPointF(left + kStroke + Theme::kInside, middle + metrics.ascent() / 2 - 1), words);
        left += kStroke + Theme::kInside + metrics.horizontalAdvance(words) + 2 * Theme::kBetween;
    };
    entry(tr("wallet balance at the day's end"), m_theme.colours().text, Qt::DashLine);
    entry(tr("equity as seen here"), m_theme.colours().accent, Qt::SolidLine);
}

QStringList EquityChart::linesAt(double at) const
{
    for (const PortfolioDay &day : m_portfolio.days) {
        if (at < x(day.begin) || at >= x(day.end))
            continue;
        QStringList lines{day.day.toString(Qt::ISODate)};
        if (day.balance)
            lines.append(tr("balance %1, realised %2").arg(readDecimal(*day.balance, m_places), readSigned(day.sums.result(), m_places)));
        if (day.seen)
            lines.append(tr("equity %1, unrealised %2").arg(readDecimal(day.seen->equity, m_places), readSigned(day.seen->unrealised, m_places)));
        if (day.isGap())
            lines.append(tr("nothing known of this day"));
        return lines;
    }
    return {};
}

void EquityChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = room();
    const double at = event->position().x();
    m_pointer = at >= area.left() && at <= area.right() ? std::optional(at) : std::nullopt;
    update();
}

void EquityChart::leaveEvent(QEvent *event)
{
    m_pointer.reset();
    update();
    QWidget::leaveEvent(event);
}

} // namespace bw
