// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/messagelist.h"

#include <QFrame>

class QVBoxLayout;

namespace bw {

class Theme;

/// The notices of a MessageList as cards over the right edge of a widget: never modal, never taking the keyboard, only as large as its
/// cards. Shows the newest kShown and says how many more wait. Gui thread; a child of the widget that it lies over. Every text is
/// plain.
class MessageCentre final : public QFrame {
    Q_OBJECT
public:
    static constexpr int kShown = 3;

    MessageCentre(MessageList &messages, const Theme &theme, QWidget *over);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void place();
    void add(QWidget *widget);
    [[nodiscard]] QWidget *makeCard(const MessageList::Item &item);

    MessageList &m_messages;
    const Theme &m_theme;
    QVBoxLayout *m_cards;
};

} // namespace bw
