// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/paperdialog.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace bw {

PaperDialog::PaperDialog(const PaperSettings &settings, bool isPaper, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_settings(settings), m_problem(roleLabel(QString(), "danger", this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("paperDialog"));
    setWindowTitle(tr("Paper trading"));
    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, Theme::kBetween, 0);
    inner->setSpacing(Theme::kInside);
    addAssumptions(inner, theme);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setVerticalSpacing(Theme::kInside);
    grid->setColumnStretch(3, 1);
    addFields(grid, theme);
    inner->addLayout(grid);
    inner->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    makeTransparent(scroll);
    m_problem->setObjectName(QStringLiteral("paperProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    QPushButton *reset = buttons->addButton(tr("Reset the account…"), QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("paperReset"));
    reset->setEnabled(isPaper);
    reset->setToolTip(isPaper ? tr("Begins anew with the starting balance; asks first.") : tr("Only while the profile paper is open."));
    for (auto *button : buttons->buttons()) {
        button->setIcon(QIcon());
        if (auto *push = qobject_cast<QPushButton *>(button))
            push->setAutoDefault(false);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &PaperDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(reset, &QPushButton::clicked, this, &PaperDialog::askReset);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addWidget(scroll, 1);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    resize(112 * fontMetrics().averageCharWidth(), 38 * fontMetrics().height());
}

void PaperDialog::addAssumptions(QLayout *column, const Theme &theme)
{
    auto *head = roleLabel(tr("What paper fills rest on"), "", this);
    head->setFont(theme.valueFont());
    column->addWidget(head);
    for (const QString &sentence : paperAssumptions(m_settings)) {
        auto *line = roleLabel(QStringLiteral("\u2022 ") + sentence, "label", this);
        line->setObjectName(QStringLiteral("paperAssumption"));
        line->setWordWrap(true);
        column->addWidget(line);
    }
}

QLineEdit *PaperDialog::addEdit(const PaperField &field, const QString &name, const QString &accessible, const Theme &theme)
{
    auto *edit = new QLineEdit(paperText(field, m_settings), this);
    edit->setObjectName(QStringLiteral("paper.") + name);
    edit->setAccessibleName(accessible);
    edit->setFont(theme.numberFont());
    edit->setAlignment(Qt::AlignRight);
    edit->setMaxLength(16);
    edit->setFixedWidth(QFontMetrics(theme.numberFont()).horizontalAdvance(u'0') * 13);
    m_rows.append({field, edit});
    return edit;
}

void PaperDialog::addFields(QGridLayout *grid, const Theme &theme)
{
    const auto addRow = [&](const QString &label, QLineEdit *edit, const QString &unit) {
        const int row = grid->rowCount();
        grid->addWidget(roleLabel(label, "", this), row, 0);
        grid->addWidget(edit, row, 1);
        grid->addWidget(roleLabel(unit, "label", this), row, 2, 1, 2);
    };
    addRow(tr("Latency"), addEdit({PaperField::Kind::Latency}, QStringLiteral("latency"), tr("Latency in milliseconds"), theme), tr("ms from an order's arrival to its match"));
    addRow(tr("Starting balance"), addEdit({PaperField::Kind::Balance}, QStringLiteral("balance"), tr("Starting balance in USDT"), theme), tr("USDT, of the next reset"));
    const int head = grid->rowCount();
    grid->addWidget(roleLabel(tr("Fees, per cent"), "", this), head, 0);
    grid->addWidget(roleLabel(tr("maker"), "label", this), head, 1, Qt::AlignRight);
    grid->addWidget(roleLabel(tr("taker"), "label", this), head, 2, Qt::AlignRight);
    const std::pair<Category, QString> categories[] = {{Category::Linear, tr("Linear contracts")}, {Category::Inverse, tr("Inverse contracts")}, {Category::Spot, tr("Spot")}};
    for (const auto &[category, label] : categories) {
        const int row = grid->rowCount();
        grid->addWidget(roleLabel(label, "", this), row, 0);
        grid->addWidget(addEdit({PaperField::Kind::Fee, category, true}, toName(category) + QStringLiteral(".maker"), tr("Maker fee of %1 in per cent").arg(label), theme), row, 1);
        grid->addWidget(addEdit({PaperField::Kind::Fee, category, false}, toName(category) + QStringLiteral(".taker"), tr("Taker fee of %1 in per cent").arg(label), theme), row, 2);
    }
}

bool PaperDialog::readAll()
{
    for (const Row &row : std::as_const(m_rows)) {
        const QString problem = takePaperText(row.field, row.edit->text(), m_settings);
        setText(m_problem, problem.isEmpty() ? QString() : tr("%1: %2", "field, what it has to be").arg(row.edit->accessibleName(), problem));
        m_problem->setVisible(!problem.isEmpty());
        if (problem.isEmpty())
            continue;
        row.edit->setFocus();
        return false;
    }
    return true;
}

void PaperDialog::save()
{
    if (!readAll())
        return;
    Q_EMIT saved(m_settings);
    close();
}

void PaperDialog::askReset()
{
    if (!readAll())
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Reset the paper account?"),
                                tr("Every open order of the paper account is cancelled, its positions and its history are forgotten, and it begins again with %1 USDT. "
                                   "This can't be undone.").arg(readDecimal(m_settings.balanceUsdt, 2)),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("paperResetQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QAbstractButton *yes = box->addButton(tr("Reset the account"), QMessageBox::DestructiveRole);
    QPushButton *no = box->addButton(tr("No"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(box, &QMessageBox::buttonClicked, this, [this, yes](const QAbstractButton *button) {
        if (button != yes)
            return;
        Q_EMIT resetConfirmed(m_settings);
        close();
    });
    box->setModal(false); // STOP ALL works beside it
    box->show();
}

} // namespace bw
