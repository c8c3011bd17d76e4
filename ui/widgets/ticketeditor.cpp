// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticketeditor.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/models/steptext.h"
#include "ui/models/exitreading.h"
#include "ui/widgets/quantityfield.h"
#include "ui/widgets/slippagefield.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/ticketaccount.h"
#include "ui/widgets/ticketexits.h"
#include "ui/widgets/tickettoggles.h"
#include "ui/widgets/tickettrailing.h"
#include "ui/widgets/tickettrigger.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

TicketEditor::TicketEditor(EngineClient &client, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_account(new TicketAccount(client, theme, this)), m_toggles(new TicketToggles(this)),
      m_trigger(new TicketTrigger(theme, this)), m_price(new StepField(QStringLiteral("ticketPrice"), tr("price"), theme, this)), m_slippage(new SlippageField(theme, this)),
      m_trailing(new TicketTrailing(theme, this)), m_qty(new QuantityField(theme, this)), m_exits(new TicketExits(theme, this)),
      m_postOnly(new QCheckBox(tr("post-only"), this)), m_reduceOnly(new QCheckBox(tr("reduce-only"), this)), m_timeInForce(new QComboBox(this))
{
    setObjectName(QStringLiteral("ticketEditor"));
    build();
    connectAll();
    arrange();
}

void TicketEditor::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_account);
    column->addWidget(m_toggles);
    buildQuotes(m_price->row());
    m_optionRow = buildOptions();
    for (QWidget *row : std::initializer_list<QWidget *>{m_trigger, m_price, m_slippage, m_trailing, m_qty, m_exits, m_optionRow})
        column->addWidget(row);
}

void TicketEditor::buildQuotes(QHBoxLayout *row)
{
    struct Choice {
        Quote quote;
        QString name, text;
    };
    for (const Choice &choice : {Choice{Quote::Bid, QStringLiteral("ticketBid"), tr("bid")}, Choice{Quote::Mid, QStringLiteral("ticketMid"), tr("mid")},
                                 Choice{Quote::Ask, QStringLiteral("ticketAsk"), tr("ask")}}) {
        auto *button = new QPushButton(choice.text, this);
        button->setObjectName(choice.name);
        button->setAutoDefault(false);
        setRole(button, "compact");
        connect(button, &QPushButton::clicked, this, [this, quote = choice.quote] { takeQuote(quote); });
        row->addWidget(button);
        m_quotes.append(button);
    }
}

QWidget *TicketEditor::buildOptions()
{
    m_postOnly->setObjectName(QStringLiteral("ticketPostOnly"));
    m_postOnly->setToolTip(tr("Is cancelled by the venue rather than take from the book."));
    m_reduceOnly->setObjectName(QStringLiteral("ticketReduceOnly"));
    m_reduceOnly->setToolTip(tr("Only shrinks a position that is there."));
    m_timeInForce->setObjectName(QStringLiteral("ticketTif"));
    m_timeInForce->setAccessibleName(tr("Time in force"));
    for (const TimeInForce tif : {TimeInForce::Gtc, TimeInForce::Ioc, TimeInForce::Fok})
        m_timeInForce->addItem(sentences::word(tif), static_cast<int>(tif));
    auto *options = new QWidget(this);
    auto *row = new QHBoxLayout(options);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::kBetween);
    row->addWidget(m_postOnly);
    row->addWidget(m_reduceOnly);
    row->addStretch(1);
    row->addWidget(m_timeInForce);
    return options;
}

void TicketEditor::connectAll()
{
    connect(m_price, &StepField::edited, this, &TicketEditor::onEdit);
    connect(m_qty, &QuantityField::edited, this, [this] {
        if (m_qty->unit() == QtyUnit::Risk)
            m_exits->unfold();
        onEdit();
    });
    connect(m_trigger, &TicketTrigger::edited, this, &TicketEditor::onEdit);
    connect(m_slippage, &SlippageField::edited, this, &TicketEditor::onEdit);
    connect(m_trailing, &TicketTrailing::edited, this, &TicketEditor::onEdit);
    connect(m_exits, &TicketExits::edited, this, &TicketEditor::onEdit);
    connect(m_toggles, &TicketToggles::edited, this, &TicketEditor::onEdit);
    connect(m_postOnly, &QCheckBox::toggled, this, &TicketEditor::onEdit);
    connect(m_reduceOnly, &QCheckBox::toggled, this, &TicketEditor::onEdit);
    connect(m_timeInForce, &QComboBox::currentIndexChanged, this, &TicketEditor::onEdit);
}

TicketForm TicketEditor::form() const
{
    TicketForm form;
    m_toggles->fill(form);
    form.priceText = m_price->text();
    form.qtyText = m_qty->text();
    form.unit = m_qty->unit();
    m_trigger->fill(form);
    m_slippage->fill(form);
    m_trailing->fill(form);
    m_exits->fill(form);
    form.isPostOnly = m_postOnly->isChecked() && hasPrice(form);
    form.isReduceOnly = m_reduceOnly->isChecked();
    form.timeInForce = static_cast<TimeInForce>(m_timeInForce->currentData().toInt());
    return form;
}

void TicketEditor::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    m_isQuiet = true;
    m_account->setInstrument(instrument);
    m_qty->setInstrument(instrument);
    m_trigger->setInstrument(instrument);
    m_trailing->setInstrument(instrument);
    m_exits->setInstrument(instrument);
    if (instrument) {
        m_price->setTitle(tr("price, %1").arg(instrument->quoteCoin()));
        m_price->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedPrice(text, *instrument, steps); });
        m_price->setHint(tr("tick %1").arg(instrument->filters().tickSize.toString()));
    }
    if (isSpot(instrument) && form().kind == OrderKind::Trailing)
        m_toggles->setKind(OrderKind::Limit);
    m_isQuiet = false;
    arrange();
    refreshBook();
}

void TicketEditor::setMode(const std::optional<AccountMode> &mode)
{
    m_account->refresh();
    if (m_mode == mode)
        return;
    m_mode = mode;
    onEdit(); // open and close, reduce-only: the same texts may mean another order now
}

void TicketEditor::showReading(const TicketReading &reading)
{
    m_price->setProblem(reading.errors[TicketReading::Price]);
    m_trigger->showReading(reading);
    m_slippage->showReading(reading);
    m_trailing->showReading(reading);
    m_qty->showReading(reading);
    m_exits->showReading(reading);
}

void TicketEditor::setStopWarning(const QString &sentence) { m_exits->setWarning(sentence); }

void TicketEditor::setSide(std::optional<Side> side)
{
    m_toggles->setSide(side);
    onEdit();
}

void TicketEditor::setPrice(PriceTicks price)
{
    if (m_instrument)
        takePrice(m_instrument->priceText(price));
}

/// A price means a limit order, unless the ticket waits for a trigger that has none yet.
void TicketEditor::takePrice(const QString &plain)
{
    m_isQuiet = true;
    if (!hasPrice(form()))
        m_toggles->setKind(OrderKind::Limit);
    m_price->setText(plain);
    m_isQuiet = false;
    onEdit();
}

void TicketEditor::takeQty(const QString &plain) { m_qty->setSize(plain); }

void TicketEditor::clear()
{
    m_isQuiet = true;
    m_price->setText(QString());
    m_qty->clear();
    m_trigger->clear();
    m_slippage->clear();
    m_trailing->clear();
    m_exits->clear();
    m_postOnly->setChecked(false);
    m_reduceOnly->setChecked(false);
    m_toggles->setOpening();
    m_timeInForce->setCurrentIndex(0);
    m_isQuiet = false;
    onEdit();
}

void TicketEditor::focusSide() { m_toggles->focusSide(); }

void TicketEditor::onEdit()
{
    if (m_isQuiet)
        return;
    arrange();
    refreshBook();
    Q_EMIT edited();
}

/// The fields of this kind on this instrument, and no others.
void TicketEditor::arrange()
{
    const TicketForm now = form();
    TicketContext context;
    context.instrument = m_instrument;
    context.mode = m_mode;
    const bool isHedged = isHedge(context) && !isSpot(m_instrument);
    const bool isTrailing = now.kind == OrderKind::Trailing;
    m_toggles->arrange(m_instrument, isHedged);
    m_trigger->setVisible(isConditional(now.kind));
    m_price->setVisible(hasPrice(now));
    m_slippage->setVisible(now.kind == OrderKind::Market);
    m_trailing->setVisible(isTrailing);
    m_qty->setVisible(!isTrailing);
    m_exits->setVisible(!isTrailing && mayHaveExits(now, context));
    m_optionRow->setVisible(!isTrailing);
    m_postOnly->setVisible(hasPrice(now));
    m_reduceOnly->setVisible(!isSpot(m_instrument) && !isHedged);
    m_timeInForce->setVisible(hasPrice(now));
    m_timeInForce->setEnabled(!m_postOnly->isChecked());
}

void TicketEditor::refreshBook()
{
    const auto book = m_client.book().read();
    const bool isUsable = book && m_instrument && book->instrument->id() == m_instrument->id() && book->isLive() && book->hasBothSides();
    for (QPushButton *button : m_quotes) {
        button->setEnabled(isUsable);
        button->setToolTip(isUsable ? QString() : tr("The book is not live: there is no price to take."));
    }
}

void TicketEditor::takeQuote(Quote quote)
{
    refreshBook();
    const auto book = m_client.book().read();
    if (!book || !m_instrument || !(book->instrument->id() == m_instrument->id()) || !book->isLive() || !book->hasBothSides())
        return;
    const PriceTicks bid = book->bids.front().price;
    const PriceTicks ask = book->asks.front().price;
    // Between two ticks the middle goes to the passive side: a buyer bids lower, a seller asks higher.
    const std::int64_t sum = bid.value() + ask.value();
    const PriceTicks mid(form().side == Side::Sell ? (sum + 1) / 2 : sum / 2);
    setPrice(quote == Quote::Bid ? bid : quote == Quote::Ask ? ask : mid);
}

} // namespace bw
