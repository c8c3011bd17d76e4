// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "ui/models/timetext.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedLayout;

namespace bw {

class EngineClient;
class FramePulse;
class SpreadChart;
class SpreadFeed;
class SpreadLimits;
class Theme;

/// The spread as a series of its own: now in percent, basis points and price, its mean, and the last five minutes against its limits, which
/// can be changed here. Draws what the feed holds, only while seen. Gui thread.
class SpreadPanel final : public QWidget {
    Q_OBJECT
public:
    SpreadPanel(EngineClient &client, const SpreadFeed &feed, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    void setTimeText(const TimeText &zone);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person chose them here; the engine has been told.
    void limitsChosen(double thresholdPct, double sigmas);

private:
    void build();
    [[nodiscard]] QLabel *figure(const QString &title, const QString &name, const QString &widest, QHBoxLayout *row);
    void onInstrument(const InstrumentPtr &instrument);
    void look();
    void showFigures(const BookSnapshot *book);
    [[nodiscard]] QString stateText(const BookSnapshot *book, bool isLive) const;

    EngineClient &m_client;
    const SpreadFeed &m_feed;
    const Theme &m_theme;
    FramePulse &m_pulse;
    SpreadChart *m_chart = nullptr;
    SpreadLimits *m_limits = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_waiting = nullptr;
    QLabel *m_percent = nullptr;
    QLabel *m_basisPoints = nullptr;
    QLabel *m_absolute = nullptr;
    QLabel *m_mean = nullptr;
    QLabel *m_state = nullptr;
};

} // namespace bw
