// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/paperwords.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace bw {

class Theme;

/// What paper trading takes for granted, what can be set of it, and the button that begins its account anew, which asks first. In another
/// profile it is there to be read. Gui thread; deletes itself when closed.
class PaperDialog final : public QDialog {
    Q_OBJECT
public:
    /// \a isPaper: the session that is open trades on paper.
    PaperDialog(const PaperSettings &settings, bool isPaper, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void saved(const bw::PaperSettings &settings);
    void resetConfirmed(const bw::PaperSettings &settings); ///< with what stands in the fields

private:
    struct Row {
        PaperField field;
        QLineEdit *edit;
    };
    void addAssumptions(QLayout *column, const Theme &theme);
    void addFields(QGridLayout *grid, const Theme &theme);
    QLineEdit *addEdit(const PaperField &field, const QString &name, const QString &accessible, const Theme &theme);
    [[nodiscard]] bool readAll();
    void save();
    void askReset();

    PaperSettings m_settings;
    QVector<Row> m_rows;
    QLabel *m_problem;
};

} // namespace bw
