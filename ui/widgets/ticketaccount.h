// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace bw {

class ChangeWatch;
class ElidedLabel;
class EngineClient;
class StepField;
class Theme;

/// How the venue treats positions in the open instrument: position mode, margin mode, leverage; and the leverage changed from here. What is
/// not known reads so. Says what became of a change, both values while it is unknown. Gui thread.
class TicketAccount final : public QWidget {
    Q_OBJECT
public:
    TicketAccount(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void refresh(); ///< after a new word of the account's mode

private:
    void build(const Theme &theme);
    void toggleEditor(bool isOpen);
    void ask();
    void showWords();

    EngineClient &m_client;
    ChangeWatch *m_watch;
    InstrumentPtr m_instrument;
    ElidedLabel *m_mode = nullptr;
    QPushButton *m_leverage = nullptr;
    StepField *m_field = nullptr;
    QPushButton *m_set = nullptr;
    QLabel *m_words = nullptr;
};

} // namespace bw
