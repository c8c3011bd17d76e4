// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace bw {

/// F1: the keys of the window. Not modal; deletes itself when closed.
class KeysDialog final : public QDialog {
    Q_OBJECT
public:
    explicit KeysDialog(QWidget *parent = nullptr);
};

} // namespace bw
