// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/candlechart.h"

#include "ui/widgets/chartpaint.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr double kZoomStep = 1.25; // a notch of the wheel, a press of a key

bool isSameChart(const CandleView *a, const CandleView *b)
{
    return a && b && a->instrument && b->instrument && a->instrument->id() == b->instrument->id() && a->interval == b->interval;
}

} // namespace

CandleChart::CandleChart(const Theme &theme, const ChartMarks &marks, QWidget *parent) : QWidget(parent), m_theme(theme), m_marks(marks)
{
    setObjectName(QStringLiteral("candleChart"));
    setAccessibleName(tr("Candles"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::CrossCursor);
    connect(&theme, &Theme::changed, this, [this] {
        layOut();
        update();
    });
}

QSize CandleChart::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.labelFont());
    return {metrics.averageCharWidth() * 30, metrics.height() * 6};
}

void CandleChart::setView(const std::shared_ptr<const CandleView> &view)
{
    const bool isSame = isSameChart(m_view.get(), view.get());
    m_view = view;
    if (!view || !view->instrument) {
        m_series.clear();
        update();
        return;
    }
    m_series.set(view);
    if (!m_series.isEmpty())
        m_viewport.setSlots(m_series.firstSlot(), m_series.lastSlot());
    layOut();
    if (!isSame)
        m_viewport.reset();
    if (!m_series.isEmpty())
        setAccessibleDescription(tr("last price %1").arg(view->instrument->priceText(m_series.candle(m_series.size() - 1).close)));
    moved();
}

void CandleChart::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    update();
}

void CandleChart::follow()
{
    m_viewport.follow();
    moved();
}

bool CandleChart::wantsOlder() const
{
    return m_view && !m_series.isEmpty() && !m_view->hasAllHistory && !m_view->isLoadingOlder && m_viewport.reachesOldest();
}

void CandleChart::layOut()
{
    m_layout = CandlePainter::layOut(size(), m_theme, m_series, m_view ? m_view->instrument.get() : nullptr);
    m_viewport.setWidth(m_layout.plot.width());
}

/// After anything that may show other candles.
void CandleChart::moved()
{
    update();
    if (m_viewport.isFollowing() != m_wasFollowing) {
        m_wasFollowing = m_viewport.isFollowing();
        Q_EMIT followingChanged(m_wasFollowing);
    }
    if (wantsOlder())
        Q_EMIT olderWanted();
}

void CandleChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().panel);
    if (m_view && m_view->instrument && !m_series.isEmpty()) {
        const CandleScene scene{.series = m_series,
                                .viewport = m_viewport,
                                .marks = m_marks,
                                .instrument = *m_view->instrument,
                                .zone = m_zone,
                                .cross = m_dragX ? std::nullopt : m_cross,
                                .isLoadingOlder = m_view->isLoadingOlder,
                                .hasAllHistory = m_view->hasAllHistory};
        CandlePainter(painter, m_theme, scene, m_layout).paint();
    }
    if (hasFocus())
        chartpaint::focusRing(painter, m_theme, rect());
}

void CandleChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
    moved();
}

void CandleChart::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y()))
        m_viewport.pan(turned.x()); // a touch pad's sideways move
    else
        m_viewport.zoom(std::min(event->position().x(), m_layout.plot.right()), std::pow(kZoomStep, turned.y() / 120.0));
    event->accept();
    moved();
}

void CandleChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragX = event->position().x();
}

void CandleChart::mouseMoveEvent(QMouseEvent *event)
{
    m_cross = event->position();
    if (!m_dragX) {
        update();
        return;
    }
    m_viewport.pan(event->position().x() - *m_dragX);
    m_dragX = event->position().x();
    moved();
}

void CandleChart::mouseReleaseEvent(QMouseEvent *)
{
    m_dragX.reset();
    update();
}

void CandleChart::mouseDoubleClickEvent(QMouseEvent *) { follow(); }

void CandleChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_cross.reset();
    update();
}

void CandleChart::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(visibleAsText());
    else if (handleKey(event->key()))
        moved();
    else
        QWidget::keyPressEvent(event);
}

bool CandleChart::handleKey(int key)
{
    const double width = m_viewport.width();
    // While following, the last candle stays where it is.
    const double around = m_viewport.isFollowing() ? width : width / 2;
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: m_viewport.zoom(around, kZoomStep); return true;
    case Qt::Key_Minus: m_viewport.zoom(around, 1 / kZoomStep); return true;
    case Qt::Key_Left: m_viewport.pan(width / 10); return true;
    case Qt::Key_Right: m_viewport.pan(-width / 10); return true;
    case Qt::Key_PageUp: m_viewport.pan(width * 0.9); return true;
    case Qt::Key_PageDown: m_viewport.pan(-width * 0.9); return true;
    case Qt::Key_Home: m_viewport.toOldest(); return true;
    case Qt::Key_End: m_viewport.follow(); return true;
    default: return false;
    }
}

QString CandleChart::visibleAsText() const
{
    QStringList lines{QStringLiteral("start\topen\thigh\tlow\tclose\tvolume")};
    if (!m_view || !m_view->instrument)
        return lines.constFirst();
    const Instrument &of = *m_view->instrument;
    for (const CandleSeries::Bar &bar : m_series.bars(m_viewport.from(), m_viewport.to(), m_viewport.group()))
        lines.append(QStringList{toIso8601(m_series.startOf(bar.slot)), of.priceText(bar.open), of.priceText(bar.high),
                                 of.priceText(bar.low), of.priceText(bar.close), of.qtyText(bar.volume)}
                         .join(u'\t'));
    return lines.join(u'\n');
}

} // namespace bw
