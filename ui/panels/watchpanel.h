// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QWidget>

class QAction;
class QLabel;

namespace bw {

class FramePulse;
class LinkBoard;
class TableView;
class Theme;
class WatchModel;

/// The instruments that a person keeps an eye on: Enter or a double click opens one, Delete takes it off, Alt+Up, Alt+Down or dragging
/// moves it. What is opened goes to the list's link group. Tells the engine which to watch. Looks ten times a second. Gui thread.
class WatchPanel final : public QWidget {
    Q_OBJECT
public:
    WatchPanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// As it was kept: shown and told to the engine, without watchListChanged().
    void setWatchList(const QVector<InstrumentId> &ids);
    [[nodiscard]] QVector<InstrumentId> watchList() const;
    /// As it was kept: depth and flow beside each of the first rows; the engine is told by who keeps it.
    void setFullBooks(bool areFull);
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void add(const bw::InstrumentId &id);

Q_SIGNALS:
    void watchListChanged(const QVector<bw::InstrumentId> &ids); ///< by the user
    void fullBooksChosen(bool areFull);

private:
    void build();
    void addKeys();
    void display(const QVector<InstrumentId> &ids);
    void fitColumns();
    void look();
    void open();
    void removeCurrent();
    void moveCurrent(int rows);
    void changed();
    void search();
    void followGroup();
    void showState();

    EngineClient &m_client;
    LinkBoard &m_links;
    const Theme &m_theme;
    FramePulse &m_pulse;
    WatchModel *m_model;
    TableView *m_table = nullptr;
    QAction *m_fullBooks = nullptr;
    QLabel *m_state = nullptr;
    QString m_said; ///< what the last deed came to, until the next
    std::uint64_t m_seen = 0;
};

} // namespace bw
