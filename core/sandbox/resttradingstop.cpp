// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RestPosition's position/trading-stop: exits of a position that stands.
#include "core/sandbox/restposition.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

Answer RestPosition::tradingStop(const Call &call)
{
    const auto instrument = m_form.contract(call.fields);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    Account &account = *call.account;
    const int idx = intOf(call.fields.value(QLatin1StringView("positionIdx")), 0);
    if (!account.hasIndex((*instrument)->id(), idx))
        return refuse(code::Parameter, QStringLiteral("position idx not match position mode"));
    Position &position = account.position(*instrument, idx);
    if (position.size.isZero())
        return refuse(code::Parameter, QStringLiteral("can not set tp/sl/ts for zero position"));
    const QString mode = call.text(QLatin1StringView("tpslMode"));
    if (mode.isEmpty())
        return refuse(code::StopNotModified); // what Bybit says as well when a field is missing
    if (mode != QLatin1StringView("Full") && mode != QLatin1StringView("Partial"))
        return refuse(code::Parameter, QStringLiteral("TpslMode invalid"));
    return mode == QLatin1StringView("Partial") ? partialStop(call, position) : fullStop(call, position);
}

/// Changes the pair of the whole position: what is not named stays, "0" goes.
Answer RestPosition::fullStop(const Call &call, Position &position)
{
    const Instrument &i = *position.instrument;
    const auto exits = m_form.exits(i, call.fields, position.exits, false);
    const auto trailText = call.fields.value(QLatin1StringView("trailingStop"));
    const auto trail = m_form.optionalPrice(i, trailText), activeAt = m_form.optionalPrice(i, call.fields.value(QLatin1StringView("activePrice")));
    if (!exits || !trail || !activeAt)
        return tl::unexpected<Refusal>(!exits ? exits.error() : !trail ? trail.error() : activeAt.error());
    const bool isLong = position.size.value() > 0;
    if (const auto judged = m_form.judgeExits(i, isLong, *exits, position.exits, std::nullopt); !judged)
        return tl::unexpected<Refusal>(judged.error());
    const Decimal last = m_valuation.last(i);
    if (*trail && i.price(**trail) >= last)
        return refuse(code::Parameter, QStringLiteral("TrailingStop invalid"));
    if (*activeAt && (isLong ? i.price(**activeAt) <= last : i.price(**activeAt) >= last))
        return refuse(code::Parameter, QStringLiteral("ActivePrice: should be on the profitable side of the base price %1").arg(plain(last)));
    const bool namesTrail = !trailText.toString().isEmpty();
    const std::optional<PriceTicks> newTrail = namesTrail ? *trail : position.trailingStop;
    const bool isTrailSame = newTrail == position.trailingStop && (!newTrail || !*activeAt);
    if (*exits == position.exits && isTrailSame)
        return refuse(code::StopNotModified);
    m_stops.setExits(*call.account, position, *exits, newTrail, *activeAt);
    return QJsonObject();
}

/// Only ever adds.
Answer RestPosition::partialStop(const Call &call, Position &position)
{
    const Instrument &i = *position.instrument;
    const auto exits = m_form.exits(i, call.fields, {}, true);
    if (!exits)
        return tl::unexpected<Refusal>(exits.error());
    if (exits->isEmpty())
        return refuse(code::StopNotModified);
    const QString take = call.text(QLatin1StringView("tpSize")), stop = call.text(QLatin1StringView("slSize"));
    if (exits->takeProfit && exits->stopLoss && take != stop)
        return refuse(code::Parameter, QStringLiteral("tpSize and slSize must be equal"));
    const auto size = m_form.qty(i, true, exits->takeProfit ? take : stop);
    if (!size)
        return tl::unexpected<Refusal>(size.error());
    if (*size > QtyLots(std::abs(position.size.value())))
        return refuse(code::NotEnoughPosition);
    if (const auto judged = m_form.judgeExits(i, position.size.value() > 0, *exits, {}, std::nullopt); !judged)
        return tl::unexpected<Refusal>(judged.error());
    const std::ptrdiff_t more = (exits->takeProfit ? 1 : 0) + (exits->stopLoss ? 1 : 0);
    if (m_stops.partials(*call.account, position) + more > StopKeeper::kMostPartials)
        return refuse(code::TooManyStops);
    m_stops.addPartial(*call.account, position, *exits, *size);
    return QJsonObject();
}

} // namespace bw::sandbox
