// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/keyreport.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace bw {

class Theme;

/// The lines of a connection's check: a light with its word, the name, and one sentence that says what to do. Gui thread. Shows what it is
/// given and asks nobody.
class KeyLines final : public QWidget {
    Q_OBJECT
public:
    KeyLines(const Theme &theme, QWidget *parent);

    /// `world` and `host`: what the sentences speak of.
    void show(const KeyReport &report, const QString &world, const QString &host);
    /// While the answer is awaited, or before anything was asked.
    void showWaiting(const QString &sentence);

private:
    struct Row {
        QLabel *icon, *light, *sentence;
        KeyLine::Light shown = KeyLine::Light::Off;
    };
    void paint(Row &row);
    const Theme &m_theme;
    QVector<Row> m_rows; ///< by KeyLine::Part
};

} // namespace bw
