// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/limitsdialog.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace bw {

LimitsDialog::LimitsDialog(const RiskLimits &limits, const QString &profile, const Theme &theme, QWidget *parent) : QDialog(parent), m_limits(limits)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("limitsDialog"));
    setWindowTitle(tr("Limits of %1").arg(profile));
    auto *about = roleLabel(tr("Every entry of the profile %1 is measured against these, by hand and automatic. Orders that only reduce a position, and "
                               "cancels, are never held up by them.").arg(profile), "label", this);
    about->setWordWrap(true);
    auto *content = new QWidget(this);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, Theme::kBetween, 0);
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(3, 1);
    for (const LimitField &field : limitFields())
        addRow(field, grid, theme);
    grid->setRowStretch(grid->rowCount(), 1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    makeTransparent(scroll);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    QPushButton *usual = buttons->addButton(tr("Usual values"), QDialogButtonBox::ResetRole);
    usual->setObjectName(QStringLiteral("limitsUsual"));
    usual->setToolTip(tr("Fills in the values of a first start; they hold only once they are saved."));
    for (auto *button : buttons->buttons())
        button->setIcon(QIcon()); // the style's own are of another family
    connect(buttons, &QDialogButtonBox::accepted, this, &LimitsDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(usual, &QPushButton::clicked, this, [this] { fill(RiskLimits()); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addWidget(about);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    fill(limits);
    const int em = fontMetrics().averageCharWidth();
    resize(130 * em, 34 * fontMetrics().height());
}

void LimitsDialog::addRow(const LimitField &field, QGridLayout *grid, const Theme &theme)
{
    const int at = 2 * static_cast<int>(m_rows.size());
    auto *label = roleLabel(field.label, "", this);
    Row row{field, new QLineEdit(this), roleLabel(QString(), "danger", this)};
    row.edit->setObjectName(QStringLiteral("limit.") + field.name);
    row.edit->setAccessibleName(field.label);
    row.edit->setAccessibleDescription(field.explanation);
    row.edit->setFont(theme.numberFont());
    row.edit->setAlignment(Qt::AlignRight);
    row.edit->setMaxLength(20);
    row.edit->setFixedWidth(QFontMetrics(theme.numberFont()).horizontalAdvance(u'0') * 14);
    label->setBuddy(row.edit);
    auto *why = roleLabel(field.explanation, "label", this);
    why->setWordWrap(true);
    why->setFont(theme.labelFont());
    row.problem->setObjectName(row.edit->objectName() + QStringLiteral("Problem"));
    row.problem->setWordWrap(true);
    row.problem->setFont(theme.labelFont());
    grid->addWidget(label, at, 0);
    grid->addWidget(row.edit, at, 1);
    grid->addWidget(roleLabel(field.unit, "label", this), at, 2);
    grid->addWidget(why, at, 3);
    grid->addWidget(row.problem, at + 1, 1, 1, 3);
    const qsizetype number = m_rows.size();
    connect(row.edit, &QLineEdit::textChanged, this, [this, number] { judge(m_rows[number]); });
    m_rows.append(row);
}

void LimitsDialog::fill(const RiskLimits &limits)
{
    for (const Row &row : m_rows) {
        row.edit->setText(limitText(row.field, limits));
        judge(row);
    }
}

bool LimitsDialog::judge(const Row &row)
{
    const QString problem = limitProblem(row.field, row.edit->text());
    setText(row.problem, problem);
    row.problem->setVisible(!problem.isEmpty());
    const QString state = problem.isEmpty() ? QString() : QStringLiteral("bad");
    if (row.edit->property("state").toString() != state) {
        row.edit->setProperty("state", state);
        row.edit->style()->unpolish(row.edit);
        row.edit->style()->polish(row.edit);
    }
    return problem.isEmpty();
}

void LimitsDialog::save()
{
    RiskLimits limits = m_limits; // what has no row stays
    for (const Row &row : m_rows) {
        if (!judge(row)) {
            row.edit->setFocus();
            return;
        }
        applyLimit(row.field, row.edit->text(), limits);
    }
    Q_EMIT saved(limits);
    close();
}

} // namespace bw
