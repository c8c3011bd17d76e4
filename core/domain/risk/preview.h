// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/impact.h"
#include "core/domain/risk/riskgate.h"

namespace bw {

/// What the ticket shows before anything is sent: the gate's verdicts and a walk of the live book, as of one moment.
/// It may be submitted once, within 5 s (kPreviewLife), and is judged again then.
struct Preview {
    QString id;
    std::uint64_t revision = 0;     ///< of the draft that it answers
    OrderDraft draft;
    Impact impact;                  ///< for a resting limit order: what would fill at once, often nothing
    Decimal notional;               ///< quote coin, at the limit price or the average of the walk; invalid when the book can't say
    Decimal fee;                    ///< estimate: taker rate on what fills at once, maker rate on the rest; invalid when not known
    QString feeCurrency;
    Decimal margin;                 ///< estimate: notional / leverage; invalid when leverage is unknown or spot
    Decimal liquidationPrice = Decimal::invalid(); ///< estimate for the position as it would be; invalid on spot, in portfolio margin, or where it can't be said
    QString liquidationBasis;       ///< what the estimate rests on: "isolated", "cross", "portfolio", "" where there is none
    Decimal lossAtStop = Decimal::invalid();       ///< with a stop loss: price, both fees and slippage; settle coin, on spot quote coin
    bool isStopBeyondLiquidation = false;
    bool wouldCross = false;        ///< a limit order that takes at once
    Verdicts verdicts;
    UtcTime at{};

    [[nodiscard]] bool isSendable() const { return allOk(verdicts); }
};
inline constexpr std::chrono::milliseconds kPreviewLife{5000};

/// Walks the book, prices fee and margin, runs the gate. Pure but for the id given.
[[nodiscard]] Preview makePreview(QString id, const OrderDraft &draft, const RiskContext &context, const RiskGate &gate, UtcTime at);

/// By how many basis points the average price of what would fill at once has become worse since the preview: the walk again, at the click.
/// 0 or less where nothing was to fill or it has become better; invalid when a market order could not fill as far any more.
[[nodiscard]] Decimal movedBps(const Preview &previewed, const RiskContext &now);

} // namespace bw
