// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticketaccount.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/changewatch.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/steptext.h"
#include "ui/models/tradewords.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

TicketAccount::TicketAccount(EngineClient &client, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_watch(new ChangeWatch(client, AccountChange::Kind::Leverage, this))
{
    setObjectName(QStringLiteral("ticketAccount"));
    build(theme);
    connect(m_leverage, &QPushButton::toggled, this, &TicketAccount::toggleEditor);
    connect(m_set, &QPushButton::clicked, this, &TicketAccount::ask);
    connect(m_field, &StepField::edited, this, [this] { m_field->setProblem({}); });
    connect(m_watch, &ChangeWatch::wordsChanged, this, &TicketAccount::showWords);
    connect(m_watch, &ChangeWatch::answered, this, [this](bool isTaken) { m_leverage->setChecked(m_leverage->isChecked() && !isTaken); });
    toggleEditor(false);
    showWords();
}

void TicketAccount::build(const Theme &theme)
{
    m_mode = new ElidedLabel(this);
    m_mode->setObjectName(QStringLiteral("ticketMode"));
    m_mode->setFont(theme.labelFont());
    setRole(m_mode, "label");
    m_leverage = new QPushButton(this);
    m_leverage->setObjectName(QStringLiteral("ticketLeverage"));
    m_leverage->setCheckable(true);
    m_leverage->setAutoDefault(false);
    setRole(m_leverage, "compact");
    m_field = new StepField(QStringLiteral("ticketLeverageEdit"), tr("leverage"), theme, this);
    m_field->setStepper([](const QString &text, std::int64_t steps) { return steppedAmount(text, Decimal(1), steps); });
    m_set = new QPushButton(tr("Set"), this);
    m_set->setObjectName(QStringLiteral("ticketLeverageSet"));
    m_set->setAutoDefault(false);
    m_set->setToolTip(tr("Asks the venue at once. It changes the margin of the position that is there, too."));
    m_field->row()->addWidget(m_set);
    m_words = roleLabel(QString(), "label", this);
    m_words->setObjectName(QStringLiteral("ticketLeverageWords"));
    m_words->setFont(theme.labelFont());
    m_words->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::kBetween);
    line->addWidget(m_mode, 1);
    line->addWidget(m_leverage);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addLayout(line);
    column->addWidget(m_field);
    column->addWidget(m_words);
}

void TicketAccount::setInstrument(const InstrumentPtr &instrument)
{
    const bool isOther = !m_instrument || !instrument || !(m_instrument->id() == instrument->id());
    m_instrument = instrument;
    if (isOther) {
        m_leverage->setChecked(false);
        m_watch->clear();
    }
    refresh();
}

void TicketAccount::refresh()
{
    const bool isContract = m_instrument && m_instrument->id().category != Category::Spot;
    setVisible(isContract);
    if (!isContract)
        return;
    const auto &known = m_client.trade().accountMode();
    const bool isOurs = known && known->instrument && known->instrument->id() == m_instrument->id();
    const AccountMode mode = isOurs ? *known : AccountMode();
    const QString position = !mode.isHedge ? tr("position mode not known") : *mode.isHedge ? tr("hedge mode") : tr("one-way");
    const QString margin = mode.marginMode ? sentences::word(*mode.marginMode) : tr("margin mode not known");
    //: %1 is the position mode, %2 the margin mode
    bw::setText(m_mode, mode.isHedge || mode.marginMode ? tr("%1 · %2").arg(position, margin) : tr("account mode not known yet"));
    const bool isPortfolio = mode.marginMode == MarginMode::Portfolio;
    //: the leverage
    QString leverage = mode.leverage ? tr("%1×").arg(readDecimal(mode.leverage->normalized())) : kMissing.toString();
    if (mode.leverage && mode.shortLeverage && *mode.leverage != *mode.shortLeverage) //: leverage of the long and of the short position
        leverage = tr("%1× long, %2× short").arg(readDecimal(mode.leverage->normalized()), readDecimal(mode.shortLeverage->normalized()));
    m_leverage->setText(leverage);
    m_leverage->setEnabled(!isPortfolio && mode.leverage.has_value());
    m_leverage->setAccessibleName(tr("Leverage %1").arg(leverage));
    m_leverage->setToolTip(isPortfolio ? tr("In portfolio margin there is no leverage of one instrument.")
                           : mode.leverage ? tr("Change the leverage of %1").arg(m_instrument->id().symbol)
                                           : tr("The leverage is not known now: the venue has not answered yet."));
    if (!m_leverage->isEnabled())
        m_leverage->setChecked(false);
}

void TicketAccount::toggleEditor(bool isOpen)
{
    m_field->setVisible(isOpen);
    if (!isOpen)
        return;
    m_watch->clear();
    const auto &mode = m_client.trade().accountMode();
    m_field->setText(mode && mode->leverage ? mode->leverage->normalized().toString() : QString());
    const auto &most = m_instrument ? m_instrument->filters().maxLeverage : std::optional<Decimal>();
    m_field->setHint(most ? tr("1 to %1").arg(readDecimal(most->normalized())) : QString());
    m_field->edit()->selectAll();
    m_field->setFocus();
}

void TicketAccount::ask()
{
    QString problem;
    const auto value = readAmountText(m_field->text(), QStringLiteral("10"), problem);
    const auto &most = m_instrument->filters().maxLeverage;
    if (value && (*value < Decimal(1) || (most && *value > *most)))
        problem = most ? tr("It must be 1 to %1.").arg(readDecimal(most->normalized())) : tr("It must be 1 at least.");
    else if (!value && problem.isEmpty())
        problem = tr("Enter a leverage.");
    m_field->setProblem(problem);
    if (problem.isEmpty() && !m_watch->request(LeverageDraft{m_instrument, value->normalized()}))
        m_field->setProblem(tr("An earlier change is still on its way. Wait for its answer."));
}

void TicketAccount::showWords()
{
    bw::setText(m_words, m_watch->words());
    setRole(m_words, m_watch->tone() == Tone::Danger ? "danger" : m_watch->tone() == Tone::Caution ? "caution" : "label");
    m_words->setVisible(!m_watch->words().isEmpty());
}

} // namespace bw
