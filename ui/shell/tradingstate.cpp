// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tradingstate.h"

#include "ui/models/tradingwords.h"
#include "ui/shell/field.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace bw {

TradingStateField::TradingStateField(EngineClient &client, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_field(new Field(tr("trading"), tradingwords::widest(), theme, this)), m_resume(new QPushButton(tr("Resume"), this))
{
    m_field->setObjectName(QStringLiteral("tradingField"));
    m_resume->setObjectName(QStringLiteral("resumeButton"));
    m_resume->setAutoDefault(false);
    setRole(m_resume, "compact");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::kInside);
    row->addWidget(m_field);
    row->addWidget(m_resume);
    connect(m_resume, &QPushButton::clicked, this, &TradingStateField::resumeRequested);
    connect(&client, &EngineClient::sessionChanged, this, &TradingStateField::onSession);
    connect(&theme, &Theme::changed, this, [this] { onSession(m_client.session()); });
    onSession(client.session());
}

void TradingStateField::onSession(const SessionView &session)
{
    m_field->setValue(tradingwords::word(session), tradingwords::role(session));
    const QString why = tradingwords::sentence(session);
    m_field->setToolTip(why);
    m_resume->setToolTip(tr("Lists what is open, then lets entries out again. %1").arg(why));
    m_resume->setVisible(tradingwords::mayResume(session));
}

} // namespace bw
