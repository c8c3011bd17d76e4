// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/candlepainter.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr double kVolumeShare = 0.18;
constexpr double kHeadroom = 0.06; // of the price range, above and below
constexpr double kHollowWidth = 5; // px of body: from here on rising bars are hollow

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::CandleChart)
};

/// Rectangles of two kinds, drawn in two calls: painters are slow at changing colours and fast at repeating.
struct Batch {
    QVector<QRectF> up, down;
    void add(bool isUp, const QRectF &rect) { (isUp ? up : down).append(rect); }
    void draw(QPainter &painter, const QColor &upColour, const QColor &downColour) const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(upColour);
        painter.drawRects(up);
        painter.setBrush(downColour);
        painter.drawRects(down);
    }
};

/// Opaque, for what is drawn by the hundred: a translucent rectangle costs the painter many times a plain one.
QColor faded(const QColor &colour, const QColor &ground, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1 - share))); };
    return QColor(mix(colour.red(), ground.red()), mix(colour.green(), ground.green()), mix(colour.blue(), ground.blue()));
}

bool isRising(const CandleSeries::Bar &bar) { return bar.close >= bar.open; }

} // namespace

CandlePainter::CandlePainter(QPainter &painter, const Theme &theme, const CandleScene &scene, const CandleLayout &layout)
    : m_painter(painter), m_theme(theme), m_scene(scene), m_layout(layout), m_group(scene.viewport.group())
{ }

CandleLayout CandlePainter::layOut(const QSizeF &size, const Theme &theme, const CandleSeries &series, const Instrument *instrument)
{
    const QFontMetricsF metrics(theme.labelFont());
    QString widest = QStringLiteral("00 000.0");
    if (instrument && !series.isEmpty()) {
        widest = readPrice(*instrument, series.candle(series.size() - 1).high);
        for (QChar &c : widest)
            c = c.isDigit() ? QChar(u'0') : c;
    }
    const double right = metrics.horizontalAdvance(widest) + 2 * Theme::kBetween;
    const double bottom = metrics.height() + Theme::kInside;
    CandleLayout layout;
    layout.plot = QRectF(0, 0, std::max(1.0, size.width() - right), std::max(1.0, size.height() - bottom));
    layout.prices = QRectF(layout.plot.right(), 0, right, layout.plot.height());
    layout.times = QRectF(0, layout.plot.bottom() + Theme::kInside / 2.0, size.width(), bottom);
    layout.volume = layout.plot;
    layout.volume.setTop(std::round(layout.plot.bottom() - kVolumeShare * layout.plot.height()));
    return layout;
}

void CandlePainter::paint()
{
    m_painter.setFont(m_theme.labelFont());
    m_bars = m_scene.series.bars(m_scene.viewport.from(), m_scene.viewport.to(), m_group);
    measure();
    placeTags();
    grid();
    m_painter.save();
    m_painter.setClipRect(m_layout.plot);
    gaps();
    history();
    volumes();
    bars();
    fills();
    flags();
    m_painter.restore();
    orders();
    lastPrice();
    crosshair();
}

bool CandlePainter::isInSight(const CandleSeries::Bar &bar) const
{
    return static_cast<double>(bar.slot + m_group) > m_scene.viewport.from() && static_cast<double>(bar.slot) < m_scene.viewport.to();
}

void CandlePainter::measure()
{
    double low = 0;
    double high = 0;
    bool isFirst = true;
    for (const CandleSeries::Bar &bar : m_bars) {
        if (!isInSight(bar))
            continue;
        const auto barLow = static_cast<double>(bar.low.value());
        const auto barHigh = static_cast<double>(bar.high.value());
        low = isFirst ? barLow : std::min(low, barLow);
        high = isFirst ? barHigh : std::max(high, barHigh);
        m_mostVolume = std::max(m_mostVolume, static_cast<double>(bar.volume.value()));
        isFirst = false;
    }
    const double room = std::max(1.0, (high - low) * kHeadroom);
    const double line = QFontMetricsF(m_painter.font()).height() + 2 * Theme::kInside; // the read-out at rest stands above the candles
    m_prices = PriceScale(low - room, high + room, m_layout.plot.top() + line, m_layout.volume.top());
}

void CandlePainter::placeTags()
{
    m_orders = m_scene.marks.orders(m_scene.instrument.id());
    for (const ChartMarks::OrderLine &order : m_orders)
        m_tags.push_back(m_prices.y(static_cast<double>(order.price.value())));
    m_tags.push_back(m_prices.y(static_cast<double>(m_scene.series.candle(m_scene.series.size() - 1).close.value())));
}

QString CandlePainter::price(std::int64_t ticks) const { return readPrice(m_scene.instrument, PriceTicks(ticks)); }

UtcTime CandlePainter::timeAt(double slot) const
{
    const double length = static_cast<double>(std::chrono::milliseconds(lengthOf(m_scene.series.interval())).count());
    return fromMs(static_cast<std::int64_t>(std::llround(slot * length)));
}

double CandlePainter::middleOf(UtcTime at) const { return x(static_cast<double>(m_scene.series.slotOf(at)) + 0.5); }

void CandlePainter::grid()
{
    const QFontMetricsF metrics(m_painter.font());
    const double height = m_layout.volume.top() - m_layout.plot.top();
    const int room = std::max(2, static_cast<int>(height / (metrics.height() * 2.5)));
    for (const std::int64_t ticks : priceTicks(m_prices.low(), m_prices.high(), room)) {
        const double y = std::round(m_prices.y(static_cast<double>(ticks)));
        m_painter.fillRect(QRectF(m_layout.plot.left(), y, m_layout.plot.width(), 1), m_theme.colours().line);
        m_painter.setPen(m_theme.colours().muted);
        if (std::any_of(m_tags.begin(), m_tags.end(), [&](double tag) { return std::abs(tag - y) < metrics.height(); }))
            continue;
        if (y - metrics.ascent() / 2 >= 0 && y + metrics.descent() < m_layout.volume.top())
            m_painter.drawText(QPointF(m_layout.prices.left() + Theme::kInside + 1, y + metrics.ascent() / 2 - 1), price(ticks));
    }
    if (m_mostVolume > 0 && m_layout.volume.height() > metrics.height() * 1.5) {
        m_painter.setPen(m_theme.colours().muted);
        const QString most = readCompact(m_scene.instrument.qty(QtyLots(static_cast<std::int64_t>(m_mostVolume))));
        m_painter.drawText(QPointF(m_layout.prices.left() + Theme::kInside + 1, m_layout.volume.top() + 2 + metrics.ascent()), most);
    }
    chartpaint::timeAxis(m_painter, m_theme,
                         {.plot = m_layout.plot,
                          .labels = m_layout.times,
                          .zoneLeft = m_layout.prices.left() + Theme::kInside,
                          .from = timeAt(m_scene.viewport.from()),
                          .to = timeAt(m_scene.viewport.to()),
                          .zone = m_scene.zone});
}

void CandlePainter::gaps()
{
    for (const CandleSeries::Gap &gap : CandleSeries::gaps(m_bars, m_group)) {
        const QRectF band(QPointF(x(static_cast<double>(gap.from)), m_layout.plot.top()),
                          QPointF(x(static_cast<double>(gap.to)), m_layout.plot.bottom()));
        const QRectF seen = band.intersected(m_layout.plot);
        if (!seen.isEmpty())
            chartpaint::gap(m_painter, m_theme, seen, Words::tr("no data"));
    }
}

/// What lies before the first candle: not a gap, but nothing yet, or nothing at all.
void CandlePainter::history()
{
    const double edge = x(static_cast<double>(m_scene.series.firstSlot())) - Theme::kBetween;
    const QString words = m_scene.isLoadingOlder ? Words::tr("reading older candles")
        : m_scene.hasAllHistory                  ? Words::tr("the history begins here")
                                                 : QString();
    if (words.isEmpty() || QFontMetricsF(m_painter.font()).horizontalAdvance(words) > edge)
        return;
    m_painter.setPen(m_theme.colours().muted);
    m_painter.drawText(QRectF(0, m_layout.plot.top(), edge, m_layout.volume.top()), Qt::AlignRight | Qt::AlignVCenter, words);
}

void CandlePainter::volumes()
{
    if (m_mostVolume <= 0)
        return;
    const double width = static_cast<double>(m_group) * m_scene.viewport.slotWidth();
    Batch batch;
    for (const CandleSeries::Bar &bar : m_bars) {
        const double height = static_cast<double>(bar.volume.value()) / m_mostVolume * (m_layout.volume.height() - 2);
        const double left = std::floor(x(static_cast<double>(bar.slot)));
        batch.add(isRising(bar), QRectF(left, m_layout.volume.bottom() - height, std::max(1.0, std::floor(width * 0.8)), height));
    }
    const ThemeColours &colours = m_theme.colours();
    batch.draw(m_painter, faded(colours.bid, colours.panel, 0.35), faded(colours.ask, colours.panel, 0.35));
}

void CandlePainter::bars()
{
    const double width = static_cast<double>(m_group) * m_scene.viewport.slotWidth();
    double body = width < 3 ? 1 : std::max(1.0, std::floor(width * 0.7));
    if (body > 2 && std::fmod(body, 2) == 0)
        --body; // odd, so that the wick stands in the middle
    Batch solid;
    QVector<QRectF> hollow;
    for (const CandleSeries::Bar &bar : m_bars) {
        const bool isUp = isRising(bar);
        const double middle = std::floor(x(static_cast<double>(bar.slot)) + width / 2);
        const double high = std::round(m_prices.y(static_cast<double>(bar.high.value())));
        const double low = std::round(m_prices.y(static_cast<double>(bar.low.value())));
        solid.add(isUp, QRectF(middle, high, 1, std::max(1.0, low - high + 1)));
        if (body <= 1)
            continue;
        const double top = std::round(m_prices.y(static_cast<double>(std::max(bar.open, bar.close).value())));
        const double bottom = std::round(m_prices.y(static_cast<double>(std::min(bar.open, bar.close).value())));
        const QRectF rect(middle - (body - 1) / 2, top, body, std::max(1.0, bottom - top + 1));
        solid.add(isUp, rect);
        if (isUp && body >= kHollowWidth && rect.height() >= 3)
            hollow.append(rect.adjusted(1, 1, -1, -1));
    }
    const ThemeColours &colours = m_theme.colours();
    solid.draw(m_painter, colours.bid, colours.ask);
    m_painter.setBrush(colours.panel);
    m_painter.drawRects(hollow);
}

} // namespace bw
