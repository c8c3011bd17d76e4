// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/confirmtext.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace bw {

class PreviewTalk;
class Theme;

/// The confirm step inside the ticket's dock: exactly what was reviewed, and nothing newer. Cancel has the focus; Enter never sends,
/// wherever the focus is; Ctrl+Enter or the button sends once. Too old a preview can't be sent from here; a change of protection has no
/// preview and does not age. Asks for the send by signal and sends nothing itself. Gui thread.
class ConfirmSheet final : public QWidget {
    Q_OBJECT
public:
    /// A second click of a double click on "Review order" must not reach "Send", wherever it lies.
    static constexpr std::chrono::milliseconds kGrace{400};

    ConfirmSheet(const PreviewTalk &talk, const Clock &clock, const Theme &theme, QWidget *parent = nullptr);

    /// Shows the talk's preview and takes the focus.
    void review(const SessionView &session);
    void review(const StopDraft &stop, const SessionView &session);
    /// The venue is asked what it reckons of the order that is shown.
    void expectPreCheck();
    /// Its answer; one about another preview says nothing here.
    void showPreCheck(const QString &previewId, const QString &words);
    /// Once a frame: the preview ages.
    void tick();

Q_SIGNALS:
    void sendRequested(const QString &previewId);
    void changeRequested(const bw::StopDraft &stop);
    void cancelled();
    void reviewAgainRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row {
        QLabel *label;
        QLabel *value;
    };
    void build();
    QLayout *buildButtons();
    void addRow();
    void showLine(const Row &row, const ConfirmText::Line &line);
    void show(const ConfirmText &text);
    void showSending();
    [[nodiscard]] bool isTooOld() const;
    bool onEnter(Qt::KeyboardModifiers modifiers);
    void send();

    const PreviewTalk &m_talk;
    const Clock &m_clock;
    const Theme &m_theme;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_grid = nullptr;
    QVector<Row> m_rows;
    qsizetype m_lineCount = 0; ///< of what goes out; the row below them is the venue's check
    QLabel *m_title = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_again = nullptr;
    QString m_previewId;
    std::optional<StopDraft> m_stop; ///< what is reviewed instead of a preview
    MonoTime m_shownAt{};
    std::optional<MonoTime> m_enterAt; ///< when Enter alone was pressed last
    bool m_isSpent = true;
};

} // namespace bw
