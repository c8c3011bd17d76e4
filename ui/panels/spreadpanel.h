// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "ui/models/spreadseries.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedLayout;

namespace bw {

class EngineClient;
class FramePulse;
class SpreadChart;
class Theme;

/// The spread as a series of its own: now in percent, basis points and price, its mean, and the last five minutes against the
/// threshold. The one consumer of the engine's spread points; takes them even while hidden, paints only while seen. Gui thread.
class SpreadPanel final : public QWidget {
    Q_OBJECT
public:
    SpreadPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void build();
    [[nodiscard]] QLabel *figure(const QString &title, const QString &name, const QString &widest, QHBoxLayout *row);
    void onInstrument(const InstrumentPtr &instrument);
    void drain();
    void look();
    void showFigures(const BookSnapshot *book);

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    SpreadSeries m_series;
    std::vector<SpreadPoint> m_fresh;
    std::uint64_t m_dropped = 0;
    std::optional<InstrumentId> m_instrument;
    SpreadChart *m_chart = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_waiting = nullptr;
    QLabel *m_percent = nullptr;
    QLabel *m_basisPoints = nullptr;
    QLabel *m_absolute = nullptr;
    QLabel *m_mean = nullptr;
    QLabel *m_state = nullptr;
};

} // namespace bw
