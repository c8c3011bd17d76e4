// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace bw {

class EngineClient;
class HeadlineModel;
class TableView;
class Theme;

/// Where headlines are typed or pasted, one a line, and listed. What is added goes to the engine, which cleans and judges it; this
/// shows only what comes back. Gui thread.
class HeadlineDesk final : public QWidget {
    Q_OBJECT
public:
    static constexpr qsizetype kMaxLines = 50;    ///< of one paste
    static constexpr qsizetype kMaxLine = 1000;   ///< far above what a headline keeps

    HeadlineDesk(EngineClient &client, HeadlineModel &model, const Theme &theme, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTyped();

    EngineClient &m_client;
    QPlainTextEdit *m_input;
    QPushButton *m_add;
    QLabel *m_note;
};

} // namespace bw
