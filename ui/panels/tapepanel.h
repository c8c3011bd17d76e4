// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/tapemodel.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace bw {

class FramePulse;
class TableView;
class Theme;

/// The open instrument's trades as they come, thirty times a second at most. Stands still while it is paused by the button, under the
/// pointer, or scrolled, and says how many wait. The tape's one consumer: empties its channel, also while it stands. Gui thread.
class TapePanel final : public QWidget {
    Q_OBJECT
public:
    TapePanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Shows market orders of at least this quantity; zero shows all.
    void setFilter(const Decimal &quantity);
    [[nodiscard]] const Decimal &filter() const { return m_model->filter(); }
    void setTimeText(const TimeText &zone);
    [[nodiscard]] bool isPaused() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void filterChanged(const bw::Decimal &quantity); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void look();
    void collect();
    void wait(const TapeEntry &entry);
    void onInstrument(const InstrumentPtr &instrument);
    void onFilterEdited();
    void showState();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    TapeModel *m_model;
    TableView *m_table = nullptr;
    QLineEdit *m_filter = nullptr;
    QPushButton *m_pause = nullptr;
    QLabel *m_state = nullptr;
    std::vector<TapePrint> m_incoming;
    std::vector<TapeEntry> m_waiting;
    std::uint64_t m_waitingCount = 0; ///< with those that no longer fit
    std::uint64_t m_lost = 0;         ///< since the last loss began to be told
    MonoTime m_lostAt{};
    std::optional<MonoTime> m_lastAt; ///< when the newest entry came
    bool m_isOddFrame = false;
    bool m_isUnderPointer = false;
};

} // namespace bw
