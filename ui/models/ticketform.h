// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/domain/order/changedraft.h"
#include "core/domain/risk/riskcontext.h"
#include "core/engine/api/marketviews.h"

#include <QStringList>

#include <array>

namespace bw {

/// What the ticket offers. Stop and TakeProfit wait for a trigger; Trailing is no order but a stop that the venue moves along with a
/// position.
enum class OrderKind : std::uint8_t { Limit, Market, Stop, TakeProfit, Trailing };
/// What the number in the quantity field counts: lots of the instrument, their worth, a share of the available balance as margin at this
/// leverage, or the loss at the stop with both fees and slippage.
enum class QtyUnit : std::uint8_t { Size, Notional, MarginPercent, Risk };

/// What stands in the ticket, as typed. A value.
struct TicketForm {
    std::optional<Side> side; ///< nothing chosen yet: a side is never guessed
    OrderKind kind = OrderKind::Limit;
    bool isLimitOnTrigger = false; ///< of Stop and TakeProfit: else at the market
    QString priceText, qtyText, triggerText, slippageText, takeProfitText, stopLossText;
    QString distanceText, activationText; ///< of Trailing
    QtyUnit unit = QtyUnit::Size;
    SlippageTolerance::Unit slippageUnit = SlippageTolerance::Unit::Percent;
    TriggerBy triggerBy = TriggerBy::LastPrice; ///< of Stop and TakeProfit
    TriggerBy exitsBy = TriggerBy::LastPrice;   ///< of the exits that go out with the order
    StopMode stopMode = StopMode::Full;
    TimeInForce timeInForce = TimeInForce::Gtc;
    bool isPostOnly = false;
    bool isReduceOnly = false; ///< one-way mode
    bool isClose = false;      ///< hedge mode: closes the other side's position instead of opening
    bool isRepeatWanted = false;
    QString signalId;
};

/// What the form is read against, as of now. What is not known is absent, never zero.
struct TicketContext {
    InstrumentPtr instrument;
    std::optional<AccountMode> mode;
    std::shared_ptr<const BookSnapshot> book;   ///< live, of this instrument, with both sides; else null
    std::shared_ptr<const TickerView> ticker;   ///< of this instrument; else null
    std::optional<Wallet> wallet;
    std::optional<QVector<Position>> positions; ///< of this instrument
};

/// What the ticket means: a draft, or one sentence for each thing that is missing or wrong. An empty field is missing, not wrong.
struct TicketReading {
    enum Field { Price, Qty, Trigger, Slippage, TakeProfit, StopLoss, Distance, Activation, FieldCount };
    std::optional<OrderDraft> draft;
    std::optional<StopDraft> trailing;
    std::array<QString, FieldCount> errors;
    QStringList missing;
    std::optional<QtyLots> qty;
    std::optional<Decimal> notional; ///< once quantity and a price stand; of a market order at the present opposite best
    QString triggerHint;             ///< how far away the trigger is
    [[nodiscard]] bool hasError() const;
};

/// Text -> Decimal -> ticks and lots (see steptext.h). A size, price or trigger is never rounded; a size that follows from a worth, a
/// share or a risk is the largest that does not pass it.
[[nodiscard]] TicketReading readTicket(const TicketForm &form, const TicketContext &context);

[[nodiscard]] constexpr bool isConditional(OrderKind kind) { return kind == OrderKind::Stop || kind == OrderKind::TakeProfit; }
[[nodiscard]] constexpr bool hasPrice(const TicketForm &form)
{
    return form.kind == OrderKind::Limit || (isConditional(form.kind) && form.isLimitOnTrigger);
}
/// A trailing stop and reduce-only need a position, spot has none.
[[nodiscard]] bool isSpot(const InstrumentPtr &instrument);
/// False where the mode is not known: the gate says so then.
[[nodiscard]] bool isHedge(const TicketContext &context);

} // namespace bw
