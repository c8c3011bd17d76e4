// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/timetext.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace bw {

class FramePulse;
class HistoryChart;
class Theme;

/// The past of a pair's book, through the relay: which pair, from when, how long; what is being read, what it brought, or why nothing.
/// Looks ten times a second while seen. Gui thread.
class HistoryPanel final : public QWidget {
    Q_OBJECT
public:
    HistoryPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Its address and its table of pairs; those of the open coin stand first.
    void setRelay(const RelaySettings &relay);
    void setTimeText(const TimeText &zone);
    void setMinutes(int minutes); ///< one of those that are offered
    /// The day at whose beginning a first question is aimed: the first of the month, which the relay's source gives without a key.
    void aimAt(UtcTime now);

Q_SIGNALS:
    void minutesChosen(int minutes);

private:
    void build();
    void offerPairs();
    void ask();
    void look();
    void showState();
    [[nodiscard]] QString sentenceOf(const HistoryView &view) const;
    [[nodiscard]] bool isBusy() const;

    EngineClient &m_client;
    const Theme &m_theme;
    RelaySettings m_relay;
    TimeText m_zone;
    std::shared_ptr<const HistoryView> m_view;
    std::uint64_t m_seen = 0;
    QVector<RelayPair> m_offered;
    QComboBox *m_pair = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QComboBox *m_length = nullptr;
    QPushButton *m_load = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_words = nullptr;
    HistoryChart *m_chart = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace bw
