// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QWidget>

class QPushButton;

namespace bw {

class Field;
class Theme;

/// Whether orders go out now: active, exits only, or halted, in words and colour, with Resume beside it while somebody must decide. Always
/// on screen. Gui thread; asks for nothing itself.
class TradingStateField final : public QWidget {
    Q_OBJECT
public:
    TradingStateField(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void resumeRequested();

private:
    void onSession(const SessionView &session);
    EngineClient &m_client;
    Field *m_field;
    QPushButton *m_resume;
};

} // namespace bw
