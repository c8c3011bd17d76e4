// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticketfoot.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

TicketFoot::TicketFoot(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_result(roleLabel(QString(), "label", this)), m_blocked(roleLabel(QString(), "label", this)),
      m_review(new QPushButton(tr("Review order (F9)"), this))
{
    m_blocked->setObjectName(QStringLiteral("ticketBlocked"));
    m_result->setObjectName(QStringLiteral("ticketResult"));
    for (QLabel *label : {m_blocked, m_result}) {
        label->setWordWrap(true);
        label->setFont(theme.labelFont());
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    // Room for two lines, so that the button stays where it is while the words change.
    m_blocked->setMinimumHeight(2 * QFontMetrics(m_blocked->font()).lineSpacing());
    m_result->hide();
    m_review->setObjectName(QStringLiteral("ticketReview"));
    m_review->setAutoDefault(false);
    setRole(m_review, "primary");
    auto *clear = new QPushButton(tr("Clear"), this);
    clear->setObjectName(QStringLiteral("ticketClear"));
    clear->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_review, 1);
    buttons->addWidget(clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kInside, Theme::kAround, Theme::kBetween);
    column->setSpacing(Theme::kInside);
    column->addWidget(m_result);
    column->addWidget(m_blocked);
    column->addLayout(buttons);
    connect(m_review, &QPushButton::clicked, this, &TicketFoot::reviewPressed);
    connect(clear, &QPushButton::clicked, this, &TicketFoot::clearPressed);
}

void TicketFoot::setResult(const QString &words, Tone tone)
{
    bw::setText(m_result, words);
    setRole(m_result, tone == Tone::Danger ? "danger" : tone == Tone::Caution ? "caution" : "label");
    m_result->setVisible(!words.isEmpty());
}

void TicketFoot::setObjections(const QStringList &reasons, bool isGuard, const QString &ready)
{
    m_review->setEnabled(reasons.isEmpty());
    QString list;
    for (const QString &reason : reasons)
        list += QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped());
    m_review->setToolTip(list);
    m_review->setAccessibleDescription(reasons.join(u' '));
    if (reasons.isEmpty())
        bw::setText(m_blocked, ready);
    else if (reasons.size() == 1)
        bw::setText(m_blocked, reasons.first());
    else
        bw::setText(m_blocked, tr("%1 And %n more.", nullptr, static_cast<int>(reasons.size()) - 1).arg(reasons.first()));
    setRole(m_blocked, isGuard && !reasons.isEmpty() ? "danger" : "label");
}

} // namespace bw
