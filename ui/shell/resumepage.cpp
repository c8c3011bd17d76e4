// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/resumepage.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/openthings.h"
#include "ui/models/standingmodel.h"
#include "ui/models/tradingwords.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {

ResumePage::ResumePage(EngineClient &client, const OpenThings &open, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_open(open), m_standing(new StandingModel(this)), m_summary(roleLabel(QString(), "", this)),
      m_consequence(roleLabel(QString(), "label", this)), m_back(new QPushButton(tr("Stay as it is"), this)),
      m_resume(new QPushButton(tr("Resume trading"), this))
{
    auto *table = new TableView(theme, this);
    table->setObjectName(QStringLiteral("resumeTable"));
    table->setModel(m_standing);
    table->setMinimumHeight(5 * theme.tableRowHeight());
    table->setEmptyText(tr("No order stands and no position is known."));
    m_summary->setObjectName(QStringLiteral("resumeSummary"));
    for (QLabel *label : {m_summary, m_consequence})
        label->setWordWrap(true);
    m_back->setObjectName(QStringLiteral("resumeBack"));
    m_resume->setObjectName(QStringLiteral("resumeNow"));
    for (QPushButton *button : {m_back, m_resume})
        button->setAutoDefault(false);
    setRole(m_resume, "primary");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_back);
    buttons->addWidget(m_resume);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_summary);
    column->addWidget(table, 1);
    column->addWidget(m_consequence);
    column->addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, &ResumePage::cancelled);
    connect(m_resume, &QPushButton::clicked, this, &ResumePage::resumeRequested);
    connect(&open, &OpenThings::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&client, &EngineClient::sessionChanged, this, [this] { refresh(); });
}

void ResumePage::begin()
{
    refresh();
    m_back->setFocus(Qt::OtherFocusReason);
}

void ResumePage::refresh()
{
    m_standing->setRows(m_open.orders(), m_open.positions());
    setText(m_summary, tr("%1 %2", "why trading is stopped, what is open").arg(tradingwords::sentence(m_client.session()), m_open.summary()));
    setRole(m_summary, m_open.positionsUnknownSince() ? "caution" : "");
    setText(m_consequence, m_client.session().isLocked ? tr("Resuming ends the halt. LOCK stays on: entries go out only after it is taken off as well.")
                                                       : tr("Resuming lets entries out again, by hand and from signals. What is listed stays as it is."));
    m_resume->setEnabled(tradingwords::mayResume(m_client.session()));
}

} // namespace bw
