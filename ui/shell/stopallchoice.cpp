// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stopallchoice.h"

#include "ui/models/stopallwords.h"
#include "ui/widgets/stopallbutton.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace bw {
namespace {

QPushButton *button(const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(parent);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

QLabel *sentence(QWidget *parent)
{
    QLabel *label = roleLabel(QString(), "label", parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

StopAllChoice::StopAllChoice(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_ours(button(QStringLiteral("stopScopeOurs"), this)), m_account(button(QStringLiteral("stopScopeAccount"), this)),
      m_stop(new StopAllButton(theme, this)), m_drop(button(QStringLiteral("stopDropProtection"), this)), m_stopWords(sentence(this)),
      m_dropWords(sentence(this))
{
    m_stop->setObjectName(QStringLiteral("stopNow"));
    m_ours->setText(tr("Orders of this terminal"));
    m_account->setText(tr("Whole account"));
    auto *scopes = new QHBoxLayout;
    scopes->setSpacing(Theme::kBetween);
    for (QPushButton *scope : {m_ours, m_account}) {
        scope->setCheckable(true);
        scopes->addWidget(scope);
    }
    scopes->addStretch(1);
    setRole(m_drop, "danger");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addLayout(scopes);
    using Pair = std::pair<QPushButton *, QLabel *>;
    for (const auto &[press, words] : {Pair{m_stop, m_stopWords}, Pair{m_drop, m_dropWords}}) {
        column->addSpacing(Theme::kInside);
        column->addWidget(press, 0, Qt::AlignLeft);
        column->addWidget(words);
    }
    column->addStretch(1);
    connect(m_ours, &QPushButton::clicked, this, [this] { setScope(StopAllView::Scope::Ours); });
    connect(m_account, &QPushButton::clicked, this, [this] { setScope(StopAllView::Scope::Account); });
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT stopRequested(m_scope, false); });
    connect(m_drop, &QPushButton::clicked, this, [this] { Q_EMIT stopRequested(m_scope, true); });
    setScope(m_scope);
}

void StopAllChoice::begin()
{
    setScope(StopAllView::Scope::Ours);
    m_stop->setFocus(Qt::OtherFocusReason);
}

void StopAllChoice::setScope(StopAllView::Scope scope)
{
    m_scope = scope;
    m_ours->setChecked(scope == StopAllView::Scope::Ours);
    m_account->setChecked(scope == StopAllView::Scope::Account);
    m_stop->setText(stopallwords::buttonText(scope, false).toUpper());
    m_stop->updateGeometry();
    m_drop->setText(stopallwords::buttonText(scope, true));
    setText(m_stopWords, stopallwords::consequence(scope, false));
    setText(m_dropWords, stopallwords::consequence(scope, true));
}

} // namespace bw
