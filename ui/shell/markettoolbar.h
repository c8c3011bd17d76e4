// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QToolBar>
#include <QVector>

class QAction;
class QLabel;

namespace bw {

class Field;
class FramePulse;
class Theme;

/// The line that is always there: profile, symbol, last price with its direction and change, spread, funding with its countdown, mark
/// and index, the state of trading, LOCK and STOP ALL. Where the line is short, the figures that are least needed go first. Looks ten times a second. A figure that is not true now reads as missing or says so. Gui thread.
class MarketToolbar final : public QToolBar {
    Q_OBJECT
public:
    MarketToolbar(EngineClient &client, const Theme &theme, FramePulse &pulse, QAction *lock, QAction *stopAll, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The symbol was clicked: another one may be wanted.
    void symbolPressed();
    void resumeRequested();
    /// The badge was pressed; its menu belongs below this point of the screen.
    void profilePressed(const QPoint &below);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build(QAction *lock, QAction *stopAll);
    void add(Field *field, const QString &objectName);
    void addDesk(QAction *lock, QAction *stopAll);
    void fitRoom();
    void fitInstrument();
    void look();
    void showTicker(const TickerView &ticker);
    void showSpread(const BookSnapshot &book);
    void showMissing();
    void styleFonts();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    Field *m_symbol = nullptr;
    QLabel *m_last = nullptr;
    Field *m_change = nullptr;
    Field *m_spread = nullptr;
    Field *m_funding = nullptr;
    Field *m_mark = nullptr;
    Field *m_index = nullptr;
    QVector<QAction *> m_spare; ///< places of figures that may be left out, the least needed first
};

} // namespace bw
