// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/candlepainter.h"

#include <QWidget>

namespace bw {

/// The candles of the open instrument: wheel zooms around the pointer, dragging and the arrows pan, + and - zoom, Home shows the oldest,
/// End or a double click follows the last, Ctrl+C copies what is in sight. Draws the view that it is given; asks for older candles when
/// its left edge is reached, and loads nothing itself. Gui thread; owned by its panel.
class CandleChart final : public QWidget {
    Q_OBJECT
public:
    CandleChart(const Theme &theme, const ChartMarks &marks, QWidget *parent = nullptr);

    /// Another instrument or interval starts at its end, at the usual zoom.
    void setView(const std::shared_ptr<const CandleView> &view);
    void setTimeText(const TimeText &zone);
    void follow();
    [[nodiscard]] bool isFollowing() const { return m_viewport.isFollowing(); }
    [[nodiscard]] bool wantsOlder() const;
    [[nodiscard]] const CandleViewport &viewport() const { return m_viewport; }
    /// The bars in sight as tab-separated plain numbers with their heads, times in ISO 8601.
    [[nodiscard]] QString visibleAsText() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void followingChanged(bool isFollowing);
    /// The left edge shows more than there is.
    void olderWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void moved();
    [[nodiscard]] bool handleKey(int key);

    const Theme &m_theme;
    const ChartMarks &m_marks;
    std::shared_ptr<const CandleView> m_view;
    CandleSeries m_series;
    CandleViewport m_viewport;
    CandleLayout m_layout;
    TimeText m_zone;
    std::optional<QPointF> m_cross;
    std::optional<double> m_dragX;
    bool m_wasFollowing = true;
};

} // namespace bw
