// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace bw {

class Theme;

/// A muted label over a value, as the toolbar has them. Its width comes from the widest value that it can hold, so that a changing
/// number never moves its neighbour. Gui thread.
class Field final : public QWidget {
    Q_OBJECT
public:
    Field(const QString &label, const QString &widest, const Theme &theme, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setValue(const QString &value, const QString &role = QString()); ///< a role of theme.qss
    /// Widens the field for a longer value than was foreseen; it never narrows.
    void setWidest(const QString &widest);
    [[nodiscard]] QString value() const;

private:
    void fit();
    const Theme &m_theme;
    QLabel *m_label;
    QLabel *m_value;
    QString m_widest;
};

} // namespace bw
