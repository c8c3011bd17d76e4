// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/widgets/profileframe.h"

#include <QVector>

class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace bw {

class CloseSheet;
class FramePulse;
class PositionCard;
class ProtectSheet;

/// The open instrument's position, in hedge mode both, with what protects it at the venue and what can be done about it. A query that
/// failed reads as "unknown since", never as flat; a change whose answer was lost shows both states that are possible. Confirm steps stand
/// inside the dock. Gui thread.
class PositionPanel final : public ProfileFrame {
    Q_OBJECT
public:
    PositionPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

private:
    void build();
    void connectClient();
    void refresh();
    void showEmpty(bool isEmpty);
    void showOthers();
    void showChanges();
    PositionCard *addCard();
    void close(const Position &position, bool isReverse);
    void protect(const Position &position, bool atBreakEven);
    void say(const QString &words, const char *role);
    void backToPosition();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    QVector<Position> m_positions;
    QVector<AccountChange> m_changes; ///< the open ones, and the last that was refused
    std::optional<UtcTime> m_unknownSince;
    bool m_hasHeard = false;
    QVector<PositionCard *> m_cards;
    QLabel *m_empty = nullptr;
    QLabel *m_others = nullptr;
    QLabel *m_changeWords = nullptr;
    QLabel *m_words = nullptr;
    QVBoxLayout *m_column = nullptr;
    QStackedLayout *m_pages = nullptr;
    CloseSheet *m_close = nullptr;
    ProtectSheet *m_protect = nullptr;
};

} // namespace bw
