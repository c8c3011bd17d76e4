// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/preview.h"
#include "core/engine/api/sessionview.h"

#include <QWidget>

#include <array>

class QLabel;
class QPushButton;

namespace bw {

class ElidedLabel;
class PreviewTalk;
class Theme;

/// The confirm step inside the ticket's dock: exactly the preview that was reviewed, and nothing newer. Cancel has the focus; Enter
/// never sends, wherever the focus is; Ctrl+Enter or the button sends this preview once. Too old a preview can't be sent from here.
/// Asks for the send by signal and sends nothing itself. Gui thread.
class ConfirmSheet final : public QWidget {
    Q_OBJECT
public:
    /// A second click of a double click on "Review order" must not reach "Send", wherever it lies.
    static constexpr std::chrono::milliseconds kGrace{400};

    ConfirmSheet(const PreviewTalk &talk, const Clock &clock, const Theme &theme, QWidget *parent = nullptr);

    /// Shows the talk's preview and takes the focus.
    void review(const SessionView &session);
    /// Once a frame: the preview ages.
    void tick();
    /// The preview was handed on: nothing here can be pressed but the way back.
    void showSending();
    [[nodiscard]] const QString &previewId() const { return m_previewId; }

Q_SIGNALS:
    void sendRequested(const QString &previewId);
    void cancelled();
    void reviewAgainRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum Line { Profile, Symbol, Order, Quantity, Price, Notional, Fee, Options, LineCount };
    void build();
    void fill(const Preview &preview, const SessionView &session);
    bool onEnter(Qt::KeyboardModifiers modifiers);
    void send();

    const PreviewTalk &m_talk;
    const Clock &m_clock;
    const Theme &m_theme;
    std::array<QLabel *, LineCount> m_labels{};
    std::array<ElidedLabel *, LineCount> m_values{};
    QLabel *m_title = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_again = nullptr;
    QString m_previewId;
    MonoTime m_shownAt{};
    bool m_isSpent = true;
};

} // namespace bw
