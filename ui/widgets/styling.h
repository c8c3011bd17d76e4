// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QScrollArea;
class QWidget;

namespace bw {

/// A plain-text label with one of theme.qss's roles: "label", "caution", "danger", "bid", "ask", "empty", or "" for a value.
[[nodiscard]] QLabel *roleLabel(const QString &text, const char *role, QWidget *parent);
/// Changes what the widget is to the style sheet; does nothing when it is that already.
void setRole(QWidget *widget, const char *role);
/// A plain widget in the colour of a panel, not of the window behind it.
void fillAsPanel(QWidget *widget);
/// The scroll area shows what is behind it: call after setWidget(), which fills the content.
void makeTransparent(QScrollArea *area);
/// Sets the text only if it differs, so that an equal text costs no repaint.
void setText(QLabel *label, const QString &text);

} // namespace bw
