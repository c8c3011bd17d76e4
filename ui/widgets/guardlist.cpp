// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/guardlist.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace bw {

namespace {

/// At most five digits that count: a guard's figure is read at a glance; a screen reader says the whole of it.
QString shortNumber(const QString &plain)
{
    const auto number = Decimal::parse(plain);
    if (!number)
        return readNumber(plain);
    const auto whole = number->abs().rounded(0, Rounding::Zero).toString();
    const int places = std::clamp(5 - static_cast<int>(whole.size()), 0, number->scale());
    return readDecimal(number->rounded(places, Rounding::HalfEven).normalized());
}

} // namespace

GuardList::GuardList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("ticketGuards"));
    setAccessibleName(tr("Guards"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(Theme::kBetween);
    m_grid->setVerticalSpacing(1);
    m_grid->setColumnStretch(1, 0);
    m_grid->setColumnStretch(2, 1);
}

void GuardList::setVerdicts(const QVector<Verdict> &verdicts)
{
    QVector<Verdict> sorted = verdicts;
    std::stable_partition(sorted.begin(), sorted.end(), [](const Verdict &verdict) { return !verdict.ok; }); // a low dock shows the red ones
    while (m_rows.size() < sorted.size())
        addRow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const bool isUsed = i < sorted.size();
        m_remedies[i] = isUsed ? remedyOf(sorted[i]) : std::nullopt;
        row.mark->setVisible(isUsed);
        row.name->setVisible(isUsed);
        row.values->setVisible(isUsed);
        row.remedy->setVisible(isUsed && !sorted[i].ok);
        row.button->setVisible(m_remedies[i].has_value());
        if (m_remedies[i])
            row.button->setText(m_remedies[i]->text);
        if (isUsed)
            show(row, sorted[i]);
    }
}

void GuardList::setWaiting()
{
    for (const Row &row : m_rows) {
        setText(row.mark, QStringLiteral("\u00b7"));
        row.mark->setAccessibleName(tr("not judged yet"));
        setRole(row.mark, "label");
        setText(row.values, kMissing.toString());
        row.remedy->hide();
        row.button->hide();
    }
    std::fill(m_remedies.begin(), m_remedies.end(), std::nullopt);
}

void GuardList::addRow()
{
    const qsizetype number = m_rows.size();
    const int at = 3 * static_cast<int>(number);
    const Row row{roleLabel(QString(), "bid", this), new ElidedLabel(this), new ElidedLabel(this), roleLabel(QString(), "danger", this),
                  new QPushButton(this)};
    row.button->setObjectName(QStringLiteral("guardRemedy%1").arg(number));
    row.button->setAutoDefault(false);
    setRole(row.button, "compact");
    connect(row.button, &QPushButton::clicked, this, [this, number] {
        if (const auto remedy = m_remedies[number])
            Q_EMIT remedyChosen(*remedy);
    });
    row.values->setFont(m_theme.numberFont());
    row.values->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRole(row.values, "label");
    row.remedy->setWordWrap(true);
    row.remedy->setFont(m_theme.labelFont());
    m_grid->addWidget(row.mark, at, 0);
    m_grid->addWidget(row.name, at, 1);
    m_grid->addWidget(row.values, at, 2);
    m_grid->addWidget(row.remedy, at + 1, 1, 1, 2);
    m_grid->addWidget(row.button, at + 2, 1, 1, 2, Qt::AlignLeft);
    m_rows.append(row);
    m_remedies.append(std::nullopt);
}

void GuardList::show(const Row &row, const Verdict &verdict) const
{
    setText(row.mark, verdict.ok ? QStringLiteral("\u2713") : QStringLiteral("\u2717"));
    row.mark->setAccessibleName(verdict.ok ? tr("passed") : tr("failed"));
    setRole(row.mark, verdict.ok ? "bid" : "danger");
    setText(row.name, sentences::ruleName(verdict.rule));
    const bool isExact = verdict.rule == RuleId::TickLot; // a price rounded for reading would be another price
    const QString measured = isExact ? readNumber(verdict.measured) : shortNumber(verdict.measured);
    const QString limit = isExact ? readNumber(verdict.limit) : shortNumber(verdict.limit);
    if (measured == limit || limit.isEmpty())
        setText(row.values, measured);
    else //: a guard's row: what was measured, what is allowed
        setText(row.values, measured.isEmpty() ? tr("max %1").arg(limit) : tr("%1 / %2").arg(measured, limit));
    row.values->setAccessibleDescription(tr("%1, limit %2").arg(readNumber(verdict.measured), readNumber(verdict.limit)));
    setText(row.remedy, sentences::of(verdict));
}

} // namespace bw
