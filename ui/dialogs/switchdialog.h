// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"

#include <QDialog>

class QLabel;

namespace bw {

class EngineClient;
class OpenThings;
class StandingModel;
class Theme;

/// What stands when a session is about to end for another one, and the question whether to go on: leaving cancels nothing. Its default is to
/// stay. Gui thread; deletes itself when closed.
class SwitchDialog final : public QDialog {
    Q_OBJECT
public:
    /// `account`: the key that the new session will have; "" where it is not another one.
    SwitchDialog(EngineClient &client, const OpenThings &open, Profile to, const QString &account, const Theme &theme, QWidget *parent);
    /// False where nothing stands and no real money is entered: nobody needs to be asked.
    [[nodiscard]] static bool isNeeded(const EngineClient &client, const OpenThings &open, Profile to);

Q_SIGNALS:
    void confirmed();

private:
    void refresh();
    EngineClient &m_client;
    const OpenThings &m_open;
    StandingModel *m_standing;
    QLabel *m_summary;
};

} // namespace bw
