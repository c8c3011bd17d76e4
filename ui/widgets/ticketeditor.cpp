// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticketeditor.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {
namespace {

QPushButton *toggle(const QString &name, const QString &text, QButtonGroup *group, int id, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setAutoDefault(false);
    group->addButton(button, id);
    return button;
}

} // namespace

TicketEditor::TicketEditor(EngineClient &client, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_sides(new QButtonGroup(this)), m_types(new QButtonGroup(this)),
      m_price(new StepField(QStringLiteral("ticketPrice"), tr("price"), theme, this)),
      m_qty(new StepField(QStringLiteral("ticketQty"), tr("quantity"), theme, this)), m_postOnly(new QCheckBox(tr("post-only"), this)),
      m_reduceOnly(new QCheckBox(tr("reduce-only"), this)), m_timeInForce(new QComboBox(this))
{
    setObjectName(QStringLiteral("ticketEditor"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addLayout(buildToggles());
    buildQuotes(m_price->row());
    column->addWidget(m_price);
    column->addWidget(m_qty);
    column->addLayout(buildOptions());
    connect(m_price, &StepField::edited, this, &TicketEditor::onEdit);
    connect(m_qty, &StepField::edited, this, &TicketEditor::onEdit);
    connect(m_sides, &QButtonGroup::idClicked, this, &TicketEditor::onEdit);
    connect(m_types, &QButtonGroup::idClicked, this, &TicketEditor::onEdit);
    connect(m_postOnly, &QCheckBox::toggled, this, &TicketEditor::onEdit);
    connect(m_reduceOnly, &QCheckBox::toggled, this, &TicketEditor::onEdit);
    connect(m_timeInForce, &QComboBox::currentIndexChanged, this, &TicketEditor::onEdit);
    showToggles();
}

QLayout *TicketEditor::buildToggles()
{
    auto *sides = new QHBoxLayout;
    sides->setSpacing(Theme::kInside);
    sides->addWidget(toggle(QStringLiteral("ticketBuy"), tr("Buy / long"), m_sides, static_cast<int>(Side::Buy), this));
    sides->addWidget(toggle(QStringLiteral("ticketSell"), tr("Sell / short"), m_sides, static_cast<int>(Side::Sell), this));
    auto *types = new QHBoxLayout;
    types->setSpacing(Theme::kInside);
    auto *limit = toggle(QStringLiteral("ticketLimit"), tr("Limit"), m_types, static_cast<int>(OrderType::Limit), this);
    limit->setChecked(true);
    types->addWidget(limit);
    types->addWidget(toggle(QStringLiteral("ticketMarket"), tr("Market"), m_types, static_cast<int>(OrderType::Market), this));
    auto *both = new QVBoxLayout;
    both->setSpacing(Theme::kInside);
    both->addLayout(sides);
    both->addLayout(types);
    return both;
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

QLayout *TicketEditor::buildOptions()
{
    m_postOnly->setObjectName(QStringLiteral("ticketPostOnly"));
    m_postOnly->setToolTip(tr("Is cancelled by the venue rather than take from the book."));
    m_reduceOnly->setObjectName(QStringLiteral("ticketReduceOnly"));
    m_reduceOnly->setToolTip(tr("Only shrinks a position that is there."));
    m_timeInForce->setObjectName(QStringLiteral("ticketTif"));
    m_timeInForce->setAccessibleName(tr("Time in force"));
    for (const TimeInForce tif : {TimeInForce::Gtc, TimeInForce::Ioc, TimeInForce::Fok})
        m_timeInForce->addItem(sentences::word(tif), static_cast<int>(tif));
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::kBetween);
    row->addWidget(m_postOnly);
    row->addWidget(m_reduceOnly);
    row->addStretch(1);
    row->addWidget(m_timeInForce);
    return row;
}

TicketForm TicketEditor::form() const
{
    TicketForm form;
    if (m_sides->checkedId() >= 0)
        form.side = static_cast<Side>(m_sides->checkedId());
    form.type = static_cast<OrderType>(m_types->checkedId());
    form.priceText = m_price->text();
    form.qtyText = m_qty->text();
    form.isPostOnly = m_postOnly->isChecked() && form.type == OrderType::Limit;
    form.isReduceOnly = m_reduceOnly->isChecked();
    form.timeInForce = static_cast<TimeInForce>(m_timeInForce->currentData().toInt());
    return form;
}

void TicketEditor::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    if (instrument) {
        m_price->setTitle(tr("price, %1").arg(instrument->quoteCoin()));
        m_price->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedPrice(text, *instrument, steps); });
        m_qty->setTitle(tr("quantity, %1").arg(instrument->id().category == Category::Inverse ? QStringLiteral("USD") : instrument->baseCoin()));
        m_qty->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedQty(text, *instrument, steps); });
        m_price->setHint(tr("tick %1").arg(instrument->filters().tickSize.toString()));
    }
    refreshBook();
}

void TicketEditor::showReading(const TicketReading &reading)
{
    m_price->setProblem(reading.priceError);
    m_qty->setProblem(reading.qtyError);
    if (!m_instrument)
        return;
    const QString lot = m_instrument->filters().lotSize.toString();
    const QString coin = m_instrument->id().category == Category::Inverse ? QStringLiteral("USD") : m_instrument->quoteCoin();
    m_qty->setHint(reading.notional ? tr("worth %1 %2").arg(readDecimal(*reading.notional, 2), coin) : tr("lot %1").arg(lot));
}

void TicketEditor::setSide(std::optional<Side> side)
{
    if (side) {
        m_sides->button(static_cast<int>(*side))->setChecked(true);
    } else if (auto *checked = m_sides->checkedButton()) {
        m_sides->setExclusive(false); // an exclusive group has no way back to "none"
        checked->setChecked(false);
        m_sides->setExclusive(true);
    }
    onEdit();
}

void TicketEditor::setPrice(PriceTicks price)
{
    if (!m_instrument)
        return;
    m_isQuiet = true;
    m_types->button(static_cast<int>(OrderType::Limit))->setChecked(true); // a price means a limit order
    m_price->setText(m_instrument->priceText(price));
    m_isQuiet = false;
    onEdit();
}

void TicketEditor::clear()
{
    m_isQuiet = true;
    m_price->setText(QString());
    m_qty->setText(QString());
    m_postOnly->setChecked(false);
    m_reduceOnly->setChecked(false);
    m_timeInForce->setCurrentIndex(0);
    m_isQuiet = false;
    onEdit();
}

void TicketEditor::focusSide()
{
    auto *checked = m_sides->checkedButton();
    (checked ? checked : m_sides->button(static_cast<int>(Side::Buy)))->setFocus(Qt::OtherFocusReason);
}

void TicketEditor::onEdit()
{
    if (m_isQuiet)
        return;
    showToggles();
    refreshBook();
    Q_EMIT edited();
}

void TicketEditor::showToggles()
{
    for (const Side side : {Side::Buy, Side::Sell}) {
        auto *button = m_sides->button(static_cast<int>(side));
        setRole(button, !button->isChecked() ? "" : side == Side::Buy ? "buy" : "sell");
    }
    const bool isLimit = form().type == OrderType::Limit;
    m_price->setEnabled(isLimit);
    m_postOnly->setEnabled(isLimit);
    m_timeInForce->setEnabled(isLimit && !m_postOnly->isChecked());
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
