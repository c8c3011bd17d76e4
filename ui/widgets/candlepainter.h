// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candleseries.h"
#include "ui/models/candleviewport.h"
#include "ui/models/chartmarks.h"
#include "ui/models/pricescale.h"
#include "ui/models/timetext.h"

#include <QPointF>
#include <QRectF>

#include <optional>

class QPainter;

namespace bw {

class Theme;

/// Where the parts of a candle chart lie.
struct CandleLayout {
    QRectF plot; ///< prices
    QRectF volume; ///< the lowest part of the plot
    QRectF prices; ///< the axis on the right
    QRectF times; ///< the axis below
};

/// What one picture of a candle chart is made of.
struct CandleScene {
    const CandleSeries &series;
    const CandleViewport &viewport;
    const ChartMarks &marks;
    const Instrument &instrument;
    TimeText zone;
    std::optional<QPointF> cross; ///< under the pointer
    bool isLoadingOlder = false;
    bool hasAllHistory = false;
};

/// Draws one picture of a candle chart and is gone: bars, volume, gaps, axes, our orders, fills and signals, the crosshair with its
/// read-out. Joins candles to bars by the viewport, so the cost follows the pixels and not the candles. Gui thread; keeps nothing.
class CandlePainter final {
public:
    CandlePainter(QPainter &painter, const Theme &theme, const CandleScene &scene, const CandleLayout &layout);
    void paint();

    /// The axis is as wide as the widest price of the series.
    [[nodiscard]] static CandleLayout layOut(const QSizeF &size, const Theme &theme, const CandleSeries &series,
                                             const Instrument *instrument);

private:
    void measure();
    void placeTags();
    void grid();
    void gaps();
    void bars();
    void volumes();
    void history();
    void orders();
    void fills();
    void flags();
    void lastPrice();
    void crosshair();
    [[nodiscard]] QStringList readout(const QPointF &at) const;
    [[nodiscard]] QString barText(const CandleSeries::Bar &bar) const;
    [[nodiscard]] QString shortText(const CandleSeries::Bar &bar) const;
    [[nodiscard]] bool isInSight(const CandleSeries::Bar &bar) const;
    [[nodiscard]] const CandleSeries::Bar *barAt(double slot) const;
    [[nodiscard]] double x(double slot) const { return m_layout.plot.left() + m_scene.viewport.x(slot); }
    [[nodiscard]] double middleOf(UtcTime at) const;
    [[nodiscard]] UtcTime timeAt(double slot) const;
    [[nodiscard]] QString price(std::int64_t ticks) const;

    QPainter &m_painter;
    const Theme &m_theme;
    const CandleScene &m_scene;
    const CandleLayout &m_layout;
    const std::int64_t m_group;
    std::vector<CandleSeries::Bar> m_bars;
    PriceScale m_prices;
    std::vector<ChartMarks::OrderLine> m_orders; ///< of this instrument
    std::vector<double> m_tags; ///< y of the tags on the price axis: labels keep away from them
    double m_mostVolume = 0;
};

} // namespace bw
