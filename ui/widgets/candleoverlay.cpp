// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the candles: our orders, fills and signals, the last price, the crosshair with its read-out.
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/candlepainter.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr double kMark = 5; // px: half the width of a fill's triangle

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::CandleChart)
};

} // namespace

void CandlePainter::orders()
{
    const QFontMetricsF metrics(m_painter.font());
    int above = 0;
    int below = 0;
    for (const ChartMarks::OrderLine &order : m_orders) {
        const double ticks = static_cast<double>(order.price.value());
        if (ticks > m_prices.high() || ticks < m_prices.low()) {
            ++(ticks > m_prices.high() ? above : below);
            continue;
        }
        const bool isUnknown = order.state == OrderState::Unknown;
        const QColor colour = isUnknown ? m_theme.colours().caution : m_theme.side(order.side);
        const double y = std::round(m_prices.y(ticks)) + 0.5;
        m_painter.setPen(QPen(colour, 1, Qt::DashLine));
        m_painter.drawLine(QPointF(m_layout.plot.left(), y), QPointF(m_layout.plot.right(), y));
        QString words = Words::tr("%1 %2", "side, quantity").arg(sentences::word(order.side), readQty(m_scene.instrument, order.left));
        if (isUnknown)
            words += QStringLiteral(" \u00B7 ") + Words::tr("UNKNOWN");
        const QRectF tag(Theme::kBetween, y - metrics.height() / 2, metrics.horizontalAdvance(words) + 2 * Theme::kInside,
                         metrics.height());
        m_painter.fillRect(tag, m_theme.colours().panel);
        m_painter.setPen(colour);
        m_painter.drawText(tag, Qt::AlignCenter, words);
        chartpaint::axisTag(m_painter, m_theme, m_layout.prices, y, price(order.price.value()), m_theme.colours().raised, colour);
    }
    // On the left and below the read-out: the newest flags and fills stand on the right.
    const QRectF room = m_layout.plot.adjusted(Theme::kBetween, metrics.height() + Theme::kBetween, 0,
                                               m_layout.volume.top() - m_layout.plot.bottom() - 2);
    const auto hint = [&](Qt::Alignment edge, const QString &words) {
        const QRectF box = m_painter.boundingRect(room, static_cast<int>((Qt::AlignLeft | edge).toInt()), words);
        m_painter.fillRect(box.adjusted(-2, 0, 2, 0), m_theme.colours().panel);
        m_painter.setPen(m_theme.colours().muted);
        m_painter.drawText(box, Qt::AlignCenter, words);
    };
    if (above > 0)
        hint(Qt::AlignTop, Words::tr("▲ %n order(s) above", nullptr, above));
    if (below > 0)
        hint(Qt::AlignBottom, Words::tr("▼ %n order(s) below", nullptr, below));
}

void CandlePainter::fills()
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(m_theme.colours().panel, 1));
    for (const ChartMarks::Fill &fill :
         m_scene.marks.fills(m_scene.instrument.id(), timeAt(m_scene.viewport.from()), timeAt(m_scene.viewport.to()))) {
        const double tipY = m_prices.y(fill.ticks);
        const double middle = middleOf(fill.at);
        const double away = fill.side == Side::Buy ? 2 * kMark : -2 * kMark; // a buy points up at its price, a sale down
        m_painter.setBrush(m_theme.side(fill.side));
        m_painter.drawPolygon(
            QPolygonF({QPointF(middle, tipY), QPointF(middle - kMark, tipY + away), QPointF(middle + kMark, tipY + away)}));
    }
    m_painter.restore();
}

/// Signals stand at the edges: buys below, sales above, a pole with a pennant; hollow where nobody acted on it.
void CandlePainter::flags()
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (const ChartMarks::Flag &flag :
         m_scene.marks.flags(m_scene.instrument.id(), timeAt(m_scene.viewport.from()), timeAt(m_scene.viewport.to()))) {
        const QColor colour = m_theme.side(flag.side);
        const double pole = std::round(middleOf(flag.at)) + 0.5;
        const bool isBuy = flag.side == Side::Buy;
        const double foot = isBuy ? m_layout.volume.top() - 1 : m_layout.plot.top() + 1;
        const double up = isBuy ? -1 : 1;
        m_painter.setPen(QPen(colour, 1.5));
        m_painter.setBrush(flag.isActed ? QBrush(colour) : QBrush(m_theme.colours().panel));
        m_painter.drawLine(QPointF(pole, foot), QPointF(pole, foot + up * 4 * kMark));
        m_painter.drawPolygon(QPolygonF({QPointF(pole, foot + up * 4 * kMark), QPointF(pole + 2 * kMark, foot + up * 3 * kMark),
                                         QPointF(pole, foot + up * 2 * kMark)}));
    }
    m_painter.restore();
}

void CandlePainter::lastPrice()
{
    const Candle &last = m_scene.series.candle(m_scene.series.size() - 1);
    const double ticks = static_cast<double>(last.close.value());
    const QColor colour = last.close >= last.open ? m_theme.colours().bid : m_theme.colours().ask;
    const double y = std::clamp(std::round(m_prices.y(ticks)), m_layout.plot.top(), m_layout.volume.top());
    m_painter.setPen(QPen(colour, 1, Qt::DotLine));
    m_painter.drawLine(QPointF(m_layout.plot.left(), y + 0.5), QPointF(m_layout.plot.right(), y + 0.5));
    chartpaint::axisTag(m_painter, m_theme, m_layout.prices, y, price(last.close.value()), colour, m_theme.colours().onFilled);
}

const CandleSeries::Bar *CandlePainter::barAt(double slot) const
{
    for (const CandleSeries::Bar &bar : m_bars)
        if (slot >= static_cast<double>(bar.slot) && slot < static_cast<double>(bar.slot + m_group))
            return &bar;
    return nullptr;
}

void CandlePainter::crosshair()
{
    if (!m_scene.cross || !m_layout.plot.contains(*m_scene.cross)) {
        if (m_bars.empty())
            return;
        QString words = barText(m_bars.back()); // at rest the read-out is of the newest, in one line
        if (QFontMetricsF(m_painter.font()).horizontalAdvance(words) + 2 * Theme::kBetween > m_layout.plot.width())
            words = shortText(m_bars.back());
        chartpaint::readout(m_painter, m_theme, m_layout.plot, {words});
        return;
    }
    const QPointF at = *m_scene.cross;
    const double slot = m_scene.viewport.slotAt(at.x() - m_layout.plot.left());
    chartpaint::cross(m_painter, m_theme, m_layout.plot, at.x(), at.y());
    if (at.y() < m_layout.volume.top()) {
        const auto ticks = static_cast<std::int64_t>(std::llround(m_prices.at(at.y())));
        chartpaint::axisTag(m_painter, m_theme, m_layout.prices, at.y(), price(ticks), m_theme.colours().raised, m_theme.colours().text);
    }
    const UtcTime time = timeAt(std::floor(slot));
    chartpaint::timeTag(m_painter, m_theme, m_layout.times, at.x(),
                        m_scene.zone.dateTime(time).chopped(3) + u' ' + m_scene.zone.zone(time));
    chartpaint::readout(m_painter, m_theme, m_layout.plot, readout(at));
}

QString CandlePainter::barText(const CandleSeries::Bar &bar) const
{
    const UtcTime start = m_scene.series.startOf(bar.slot);
    QString when = m_scene.zone.dateTime(start).chopped(3) + u' ' + m_scene.zone.zone(start);
    if (m_group > 1)
        when = Words::tr("%1, %n candle(s) in one", nullptr, static_cast<int>(bar.count)).arg(when);
    //: time, open, high, low, close, volume of one candle
    return Words::tr("%1  O %2  H %3  L %4  C %5  V %6")
        .arg(when, price(bar.open.value()), price(bar.high.value()), price(bar.low.value()), price(bar.close.value()),
             readQty(m_scene.instrument, bar.volume));
}

/// Where there is little room.
QString CandlePainter::shortText(const CandleSeries::Bar &bar) const
{
    //: close and volume of one candle
    return Words::tr("C %1  V %2").arg(price(bar.close.value()), readQty(m_scene.instrument, bar.volume));
}

QStringList CandlePainter::readout(const QPointF &at) const
{
    const double slot = m_scene.viewport.slotAt(at.x() - m_layout.plot.left());
    const CandleSeries::Bar *bar = barAt(slot);
    if (!bar)
        return {Words::tr("no candle at this time")};
    QStringList lines{barText(*bar)};
    const UtcTime from = m_scene.series.startOf(bar->slot);
    const UtcTime to = m_scene.series.startOf(bar->slot + m_group);
    constexpr qsizetype kMaxLines = 6;
    for (const ChartMarks::Fill &fill : m_scene.marks.fills(m_scene.instrument.id(), from, to))
        //: side, quantity, price, time of one of our fills
        lines.append(Words::tr("filled: %1 %2 at %3, %4")
                         .arg(sentences::word(fill.side), readDecimal(fill.qty), readPrice(m_scene.instrument, fill.price),
                              m_scene.zone.second(fill.at)));
    for (const ChartMarks::Flag &flag : m_scene.marks.flags(m_scene.instrument.id(), from, to)) {
        const QString said = flag.isActed ? Words::tr("signal %1: %2, acted on") : Words::tr("signal %1: %2, not acted on");
        lines.append(said.arg(flag.id.left(16), sentences::word(flag.side)));
    }
    return lines.size() > kMaxLines ? lines.first(kMaxLines) : lines;
}

} // namespace bw
