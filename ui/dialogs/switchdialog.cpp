// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/switchdialog.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/openthings.h"
#include "ui/models/sentences.h"
#include "ui/models/standingmodel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace bw {

namespace {

bool livesInProcess(const SessionView &session) { return session.profile == Profile::Sandbox || session.profile == Profile::Paper; }

QString consequence(const SessionView &session, int unknown, int changes)
{
    if (session.profile == Profile::Sandbox)
        return SwitchDialog::tr("The sandbox ends with its session: what is listed is gone then, and was never money.");
    if (session.profile == Profile::Paper)
        return SwitchDialog::tr("Paper orders are matched only while a paper session runs.");
    QStringList sentences{SwitchDialog::tr("Leaving cancels nothing: what is listed stays at the venue, and nobody watches it from here until you come back.")};
    if (unknown > 0)
        sentences.append(SwitchDialog::tr("UNKNOWN orders are asked after again when this profile is opened."));
    if (changes > 0)
        sentences.append(SwitchDialog::tr("%n change(s) of stops, leverage or mode may or may not have taken effect.", nullptr, changes));
    return sentences.join(u' ');
}

} // namespace

bool SwitchDialog::isNeeded(const EngineClient &client, const OpenThings &open, Profile to)
{
    const bool isEmpty = open.orders().isEmpty() && open.positions().isEmpty() && open.unsettledChanges() == 0;
    const bool isUncertain = open.positionsUnknownSince() && !livesInProcess(client.session());
    return !isEmpty || isUncertain || (to == Profile::Live && client.session().profile != Profile::Live);
}

SwitchDialog::SwitchDialog(EngineClient &client, const OpenThings &open, Profile to, const QString &account, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_client(client), m_open(open), m_standing(new StandingModel(this)), m_summary(roleLabel(QString(), "", this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("switchDialog"));
    const QString target = account.isEmpty() ? sentences::word(to) : tr("%1 \u00B7 %2", "profile, account").arg(sentences::word(to), account);
    setWindowTitle(tr("Open %1?").arg(target));
    auto *table = new TableView(theme, this);
    table->setObjectName(QStringLiteral("switchTable"));
    table->setModel(m_standing);
    table->setMinimumHeight(6 * theme.tableRowHeight());
    table->setEmptyText(tr("No order stands and no position is known."));
    m_summary->setObjectName(QStringLiteral("switchSummary"));
    m_summary->setWordWrap(true);
    const auto orders = open.orders();
    const auto unknown = std::count_if(orders.begin(), orders.end(), [](const Order &order) { return order.state == OrderState::Unknown; });
    auto *what = roleLabel(consequence(client.session(), static_cast<int>(unknown), open.unsettledChanges()), unknown > 0 || open.unsettledChanges() > 0 ? "caution" : "label", this);
    what->setObjectName(QStringLiteral("switchConsequence"));
    what->setWordWrap(true);
    auto *real = roleLabel(tr("LIVE is real money."), "danger", this);
    real->setVisible(to == Profile::Live);
    auto *stay = new QPushButton(tr("Stay in %1").arg(sentences::word(client.session().profile)), this);
    stay->setObjectName(QStringLiteral("switchStay"));
    stay->setDefault(true);
    auto *go = new QPushButton(tr("Open %1").arg(target), this);
    go->setObjectName(QStringLiteral("switchGo"));
    go->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addStretch(1);
    buttons->addWidget(go);
    buttons->addWidget(stay);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_summary);
    column->addWidget(table, 1);
    column->addWidget(what);
    column->addWidget(real);
    column->addLayout(buttons);
    connect(stay, &QPushButton::clicked, this, &QDialog::close);
    connect(go, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed();
        close();
    });
    connect(&open, &OpenThings::changed, this, &SwitchDialog::refresh);
    refresh();
    resize(100 * fontMetrics().averageCharWidth(), 20 * fontMetrics().height());
    stay->setFocus(Qt::OtherFocusReason);
}

void SwitchDialog::refresh()
{
    m_standing->setRows(m_open.orders(), m_open.positions());
    setText(m_summary, m_open.summary());
    setRole(m_summary, m_open.positionsUnknownSince() ? "caution" : "");
}

} // namespace bw
