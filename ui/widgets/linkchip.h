// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/linkboard.h"

#include <QToolButton>

namespace bw {

class Theme;

/// The mark of a panel's link group: its number on the group's colour, a dash for none, and the menu to change it. Gui thread.
class LinkChip final : public QToolButton {
    Q_OBJECT
public:
    /// `meaning` says what this panel does in a group.
    LinkChip(LinkBoard &links, LinkBoard::Panel panel, const QString &meaning, const Theme &theme, QWidget *parent = nullptr);

private:
    void offer();
    void refresh();
    [[nodiscard]] QIcon iconOf(int group) const;
    [[nodiscard]] static QString nameOf(int group);

    LinkBoard &m_links;
    const LinkBoard::Panel m_panel;
    const QString m_meaning;
    const Theme &m_theme;
};

} // namespace bw
