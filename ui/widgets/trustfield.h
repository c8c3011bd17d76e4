// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"

#include <QWidget>

class QLabel;

namespace bw {

class EngineClient;
class FramePulse;
class Theme;

/// How far the open book may be believed: score, word and five steps, with the parts that took points in the tooltip. "not judged" while
/// it is not live. Looks ten times a second. Gui thread.
class TrustField final : public QWidget {
    Q_OBJECT
public:
    TrustField(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// What it says: "97 good ▮▮▮▮▮", "– not judged".
    [[nodiscard]] QString text() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void look();
    void fit();

    EngineClient &m_client;
    const Theme &m_theme;
    QLabel *m_label;
    QLabel *m_value;
};

} // namespace bw
