// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/depthheatmap.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace bw {
namespace {

constexpr double kZoomStep = 1.25;
constexpr std::int64_t kLeastSpan = 20; // ticks
constexpr std::int64_t kWidestSpan = 100'000'000;
constexpr std::array kSpans{120, 240, 480, DepthGrid::kColumns}; // half a minute to five: a young map is not a sliver at the edge

QRgb blend(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return qRgb(mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue()));
}

/// From the ground to the side's colour, and in the last fifth on to the text's: the largest sizes stand out on both themes.
QRgb shadeColour(const ThemeColours &colours, const QColor &side, double strength)
{
    constexpr double kPure = 0.85;
    if (strength <= kPure) // bent, since most sizes of a book are within a few octaves of each other
        return blend(colours.panel, side, 0.05 + 0.95 * std::pow(strength / kPure, 2.6));
    return blend(side, colours.text, (strength - kPure) / (1 - kPure) * 0.75);
}

} // namespace

DepthHeatmap::DepthHeatmap(DepthGrid &grid, const Theme &theme, QWidget *parent) : QWidget(parent), m_grid(grid), m_theme(theme)
{
    setObjectName(QStringLiteral("depthHeatmap"));
    setAccessibleName(tr("Heat map of the order book over the last minutes"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::CrossCursor);
    connect(&theme, &Theme::changed, this, [this] {
        recolour();
        update();
    });
    recolour();
}

QSize DepthHeatmap::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.labelFont());
    return {metrics.averageCharWidth() * 30, metrics.height() * 6};
}

void DepthHeatmap::recolour()
{
    const ThemeColours &colours = m_theme.colours();
    QVector<QRgb> table(256, colours.panel.rgb());
    for (int shade = 1; shade <= DepthGrid::kShades; ++shade) {
        const double strength = static_cast<double>(shade) / DepthGrid::kShades;
        table[shade] = shadeColour(colours, colours.bid, strength);
        table[DepthGrid::kFirstAsk + shade] = shadeColour(colours, colours.ask, strength);
    }
    // Read-only over the grid's bytes: setColorTable() must come before anything could detach it.
    m_image = QImage(m_grid.cells(), DepthGrid::kColumns, DepthGrid::kRows, DepthGrid::kColumns, QImage::Format_Indexed8);
    m_image.setColorTable(table);
}

void DepthHeatmap::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    update();
}

void DepthHeatmap::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    update();
}

int DepthHeatmap::columnsShown() const
{
    for (const int span : kSpans)
        if (m_grid.count() <= span)
            return span;
    return DepthGrid::kColumns;
}

void DepthHeatmap::layOut()
{
    const QFontMetricsF metrics(m_theme.labelFont());
    QString widest = m_instrument ? readPrice(*m_instrument, m_grid.lowOf(0)) : QString();
    for (QChar &c : widest)
        c = c.isDigit() ? QChar(u'0') : c;
    const double right = metrics.horizontalAdvance(widest) + 2 * Theme::kBetween;
    const double bottom = metrics.height() + Theme::kInside;
    m_plot = QRectF(0, 0, std::max(1.0, width() - right), std::max(1.0, height() - bottom));
    m_prices = QRectF(m_plot.right(), 0, right, m_plot.height());
    m_times = QRectF(0, m_plot.bottom() + Theme::kInside / 2.0, width(), bottom);
}

double DepthHeatmap::columnWidth() const { return m_plot.width() / columnsShown(); }

double DepthHeatmap::x(int age) const { return m_plot.right() - (age + 1) * columnWidth(); }

double DepthHeatmap::y(PriceTicks price) const { return m_plot.top() + m_grid.rowAt(price) / m_grid.rows() * m_plot.height(); }

int DepthHeatmap::ageAt(double x) const { return static_cast<int>(std::floor((m_plot.right() - x) / columnWidth())); }

int DepthHeatmap::rowAt(double y) const { return static_cast<int>(std::floor((y - m_plot.top()) / m_plot.height() * m_grid.rows())); }

void DepthHeatmap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().panel);
    if (m_instrument && !m_grid.isEmpty()) {
        painter.setFont(m_theme.labelFont());
        layOut();
        drawCells(painter);
        drawTimes(painter);
        drawGaps(painter);
        drawPrices(painter);
        drawBest(painter);
        drawLegend(painter);
        drawCross(painter);
    }
    if (hasFocus())
        chartpaint::focusRing(painter, m_theme, rect());
}

/// The ring lies in the image with its newest column anywhere, so the picture is the part up to it and the part behind it.
void DepthHeatmap::drawCells(QPainter &painter)
{
    const int pixels = static_cast<int>(m_plot.width() * devicePixelRatioF());
    if (pixels < columnsShown()) {
        drawSqueezed(painter, std::max(1, pixels));
        return;
    }
    painter.save();
    painter.setClipRect(m_plot);
    const int newest = m_grid.newestPlace();
    const int shown = std::min(m_grid.count(), columnsShown());
    const int right = std::min(shown, newest + 1);
    painter.drawImage(QRectF(x(right - 1), m_plot.top(), right * columnWidth(), m_plot.height()), m_image,
                      QRectF(newest + 1 - right, 0, right, m_grid.rows()));
    if (const int left = shown - right; left > 0)
        painter.drawImage(QRectF(x(shown - 1), m_plot.top(), left * columnWidth(), m_plot.height()), m_image,
                          QRectF(DepthGrid::kColumns - left, 0, left, m_grid.rows()));
    painter.restore();
}

void DepthHeatmap::drawSqueezed(QPainter &painter, int width)
{
    m_grid.squeeze(columnsShown(), width, m_squeezed);
    QImage image(m_squeezed.data(), width, m_grid.rows(), width, QImage::Format_Indexed8);
    image.setColorTable(m_image.colorTable());
    painter.drawImage(m_plot, image);
}

void DepthHeatmap::drawTimes(QPainter &painter) const
{
    // By the columns' own times: a bucket is as long as the engine's timer made it.
    const int shown = std::min(m_grid.count(), columnsShown());
    const auto spacing = shown > 1 ? (m_grid.column(0).at - m_grid.column(shown - 1).at) / (shown - 1) : DepthColumn::kBucket;
    const UtcTime to = m_grid.column(0).at + spacing;
    chartpaint::timeAxis(painter, m_theme,
                         {.plot = QRectF(m_plot.left(), m_plot.bottom() - Theme::kInside, m_plot.width(), Theme::kInside),
                          .labels = m_times,
                          .zoneLeft = m_prices.left() + Theme::kInside,
                          .from = to - spacing * columnsShown(),
                          .to = to,
                          .zone = m_zone});
}

void DepthHeatmap::drawPrices(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const auto low = static_cast<double>(m_grid.lowOf(m_grid.rows() - 1).value());
    const double high = low + static_cast<double>(m_grid.span());
    const int room = std::max(2, static_cast<int>(m_plot.height() / (metrics.height() * 2.5)));
    painter.setPen(m_theme.colours().muted);
    const DepthColumn &newest = m_grid.column(0);
    const double tags = newest.isGap || newest.asks.empty() ? -1e9 : y(newest.asks.front().price);
    for (const std::int64_t ticks : priceTicks(low, high, room)) {
        const double at = y(PriceTicks(ticks));
        painter.fillRect(QRectF(m_prices.left(), std::round(at), Theme::kInside, 1), m_theme.colours().line);
        const bool isUnderTag = at > tags - metrics.height() && at < tags + 2 * metrics.height() + 2; // ask's tag, bid's below it
        if (!isUnderTag && at - metrics.ascent() / 2 >= 0 && at + metrics.descent() < m_plot.bottom())
            painter.drawText(QPointF(m_prices.left() + Theme::kInside + 2, at + metrics.ascent() / 2 - 1),
                             readPrice(*m_instrument, PriceTicks(ticks)));
    }
}

void DepthHeatmap::drawGaps(QPainter &painter) const
{
    const int shown = std::min(m_grid.count(), columnsShown());
    for (int age = 0; age < shown; ++age) {
        if (!m_grid.column(age).isGap)
            continue;
        const int newest = age;
        while (age + 1 < shown && m_grid.column(age + 1).isGap)
            ++age;
        const QRectF band(x(age), m_plot.top(), (age - newest + 1) * columnWidth(), m_plot.height());
        chartpaint::gap(painter, m_theme, band, tr("no data %1").arg(readAge(DepthColumn::kBucket * (age - newest + 1))));
    }
}

void DepthHeatmap::drawBest(QPainter &painter) const
{
    painter.save();
    painter.setClipRect(m_plot);
    painter.setPen(QPen(m_theme.colours().text, 1));
    const int shown = std::min(m_grid.count(), columnsShown());
    for (const Side side : {Side::Buy, Side::Sell}) {
        QPolygonF line;
        for (int age = 0; age <= shown; ++age) {
            const auto *levels = age < shown ? &(side == Side::Buy ? m_grid.column(age).bids : m_grid.column(age).asks) : nullptr;
            if (!levels || m_grid.column(age).isGap || levels->empty()) {
                painter.drawPolyline(line);
                line.clear();
                continue;
            }
            // The lower edge of the bid's tick and the upper edge of the ask's: what lies between is the spread.
            const double at = y(levels->front().price + PriceTicks(side == Side::Buy ? 1 : 0));
            line << QPointF(x(age) + columnWidth(), at) << QPointF(x(age), at);
        }
    }
    painter.restore();
    const DepthColumn &newest = m_grid.column(0);
    if (newest.isGap || newest.bids.empty() || newest.asks.empty())
        return;
    const double height = QFontMetricsF(painter.font()).height() + 2;
    const double ask = y(newest.asks.front().price);
    const double bid = std::max(y(newest.bids.front().price), ask + height); // the two tags never cover each other
    const ThemeColours &colours = m_theme.colours();
    chartpaint::axisTag(painter, m_theme, m_prices, ask, readPrice(*m_instrument, newest.asks.front().price), colours.ask,
                        colours.onFilled);
    chartpaint::axisTag(painter, m_theme, m_prices, bid, readPrice(*m_instrument, newest.bids.front().price), colours.bid,
                        colours.onFilled);
}

/// Two bars from the weakest to the strongest shade, with the sizes that they stand for.
void DepthHeatmap::drawLegend(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const std::int64_t most = m_grid.largest().value();
    const QString least = readQty(*m_instrument, QtyLots(std::max<std::int64_t>(1, most >> DepthGrid::kOctaves)));
    //: sizes in the base coin, of the weakest shade
    const QString left = tr("≤ %1").arg(least);
    const QString right = readQty(*m_instrument, QtyLots(most)) + u' ' + m_instrument->baseCoin();
    const double bar = metrics.averageCharWidth() * 10;
    const double width = metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right) + bar + 4 * Theme::kInside;
    if (width + 2 * Theme::kBetween > m_plot.width() || m_plot.height() < metrics.height() * 5)
        return;
    const QRectF box(m_plot.right() - width - Theme::kBetween, m_plot.bottom() - metrics.height() - 2 * Theme::kBetween, width,
                     metrics.height() + Theme::kInside);
    painter.fillRect(box, m_theme.colours().panel);
    painter.setPen(m_theme.colours().muted);
    const QRectF words = box.adjusted(Theme::kInside, 0, -Theme::kInside, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, left);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, right);
    QRectF half(words.left() + metrics.horizontalAdvance(left) + Theme::kInside, box.top() + 3, bar, (box.height() - 6) / 2 - 0.5);
    for (const int first : {0, DepthGrid::kFirstAsk}) {
        QLinearGradient shades(half.topLeft(), half.topRight());
        for (int stop = 0; stop <= 8; ++stop)
            shades.setColorAt(stop / 8.0, QColor::fromRgb(m_image.color(first + 1 + stop * (DepthGrid::kShades - 1) / 8)));
        painter.fillRect(half, shades);
        half.translate(0, half.height() + 1);
    }
}

QStringList DepthHeatmap::wordsAt(const QPointF &at) const
{
    const int age = ageAt(at.x());
    const int row = rowAt(at.y());
    if (!m_instrument || !m_plot.contains(at) || age < 0 || age >= m_grid.count())
        return {};
    const DepthColumn &column = m_grid.column(age);
    const QString time = m_zone.second(column.at) + u' ' + m_zone.zone(column.at);
    if (column.isGap)
        return {tr("%1: no true book at this time").arg(time)};
    const PriceTicks low = m_grid.lowOf(row);
    const PriceTicks high = low + PriceTicks(m_grid.step() - 1);
    const QString prices = low == high ? readPrice(*m_instrument, low)
                                       : tr("%1 to %2", "prices").arg(readPrice(*m_instrument, low), readPrice(*m_instrument, high));
    QStringList sizes;
    for (const Side side : {Side::Buy, Side::Sell}) {
        const QtyLots size = m_grid.sizeAt(age, row, side);
        if (!size.isZero())
            sizes.append((side == Side::Buy ? tr("bids %1 %2", "size, coin") : tr("asks %1 %2", "size, coin"))
                             .arg(readQty(*m_instrument, size), m_instrument->baseCoin()));
    }
    return {time + QStringLiteral(" \u00B7 ") + prices,
            sizes.isEmpty() ? tr("nothing known to rest here") : sizes.join(QStringLiteral(" \u00B7 "))};
}

void DepthHeatmap::drawCross(QPainter &painter) const
{
    if (!m_cross || !m_plot.contains(*m_cross))
        return;
    chartpaint::cross(painter, m_theme, m_plot, m_cross->x(), m_cross->y());
    const PriceTicks price = m_grid.lowOf(rowAt(m_cross->y()));
    chartpaint::axisTag(painter, m_theme, m_prices, m_cross->y(), readPrice(*m_instrument, price), m_theme.colours().raised,
                        m_theme.colours().text);
    chartpaint::readout(painter, m_theme, m_plot, wordsAt(*m_cross));
}

QString DepthHeatmap::columnAsText() const
{
    if (!m_instrument || m_grid.isEmpty())
        return {};
    const int age = m_cross ? std::clamp(ageAt(m_cross->x()), 0, m_grid.count() - 1) : 0;
    QStringList lines{toIso8601(m_grid.column(age).at), QStringLiteral("price\tbids\tasks")};
    for (int row = 0; row < m_grid.rows(); ++row) {
        const QtyLots bids = m_grid.sizeAt(age, row, Side::Buy);
        const QtyLots asks = m_grid.sizeAt(age, row, Side::Sell);
        if (!bids.isZero() || !asks.isZero())
            lines.append(
                QStringList{m_instrument->priceText(m_grid.lowOf(row)), m_instrument->qtyText(bids), m_instrument->qtyText(asks)}.join(
                    u'\t'));
    }
    return lines.join(u'\n');
}

void DepthHeatmap::zoom(double factor)
{
    const double span = static_cast<double>(m_grid.span()) / factor;
    m_grid.setSpan(std::clamp(static_cast<std::int64_t>(std::llround(span)), kLeastSpan, kWidestSpan));
    update();
}

void DepthHeatmap::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        zoom(std::pow(kZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void DepthHeatmap::mouseMoveEvent(QMouseEvent *event)
{
    m_cross = event->position();
    update();
}

void DepthHeatmap::mouseDoubleClickEvent(QMouseEvent *)
{
    m_grid.setSpan(std::nullopt);
    update();
}

void DepthHeatmap::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_cross.reset();
    update();
}

void DepthHeatmap::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(columnAsText());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(kZoomStep); break;
    case Qt::Key_Minus: zoom(1 / kZoomStep); break;
    case Qt::Key_Space:
        m_grid.setSpan(std::nullopt);
        update();
        break;
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace bw
