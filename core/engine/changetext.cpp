// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/changetext.h"

namespace bw::changetext {

namespace {
QString textOf(const Decimal &value) { return value.isValid() && value.sign() > 0 ? value.normalized().toString() : QStringLiteral("-"); }

QString protection(const QString &stop, const QString &profit, const QString &trailing)
{
    return QStringLiteral("SL %1, TP %2, trailing %3").arg(stop, profit, trailing);
}

QString leg(const InstrumentPtr &instrument, const std::optional<ExitLeg> &wanted, bool isRemoved, const Decimal &present)
{
    if (isRemoved)
        return QStringLiteral("-");
    return wanted ? textOf(instrument->price(wanted->trigger)) : textOf(present);
}
} // namespace

QString protectionOf(const Position *position)
{
    if (!position)
        return protection(QStringLiteral("-"), QStringLiteral("-"), QStringLiteral("-"));
    return protection(textOf(position->stopLoss), textOf(position->takeProfit), textOf(position->trailingStop));
}

QString leverageOf(const std::optional<Decimal> &leverage)
{
    return QStringLiteral("leverage %1").arg(leverage ? textOf(*leverage) : QStringLiteral("?"));
}

QString modeOf(const std::optional<bool> &isHedge)
{
    if (!isHedge)
        return QStringLiteral("?");
    return *isHedge ? QStringLiteral("hedge") : QStringLiteral("one-way");
}

QString before(const ChangeDraft &draft, const Position *position, const std::optional<AccountMode> &mode)
{
    if (const auto *stop = std::get_if<StopDraft>(&draft); stop && stop->mode == StopMode::Partial)
        return QStringLiteral("-"); // it adds, it changes nothing that is there
    if (std::holds_alternative<StopDraft>(draft))
        return protectionOf(position);
    if (std::holds_alternative<LeverageDraft>(draft))
        return leverageOf(mode ? mode->leverage : std::nullopt);
    return modeOf(mode ? mode->isHedge : std::nullopt);
}

QString after(const ChangeDraft &draft, const Position *position)
{
    if (const auto *stop = std::get_if<StopDraft>(&draft)) {
        const Decimal none = Decimal::invalid();
        const bool isPartial = stop->mode == StopMode::Partial;
        const auto present = [&](const Decimal Position::*field) { return position && !isPartial ? position->*field : none; };
        const QString trailing = stop->removesTrailing ? QStringLiteral("-") : textOf(stop->trailingDistance.value_or(present(&Position::trailingStop)));
        const QString text = protection(leg(stop->instrument, stop->stopLoss, stop->removesStopLoss, present(&Position::stopLoss)),
                                        leg(stop->instrument, stop->takeProfit, stop->removesTakeProfit, present(&Position::takeProfit)), trailing);
        return isPartial && stop->size ? QStringLiteral("%1 for %2").arg(text, stop->instrument->qtyText(*stop->size)) : text;
    }
    if (const auto *leverage = std::get_if<LeverageDraft>(&draft))
        return leverageOf(leverage->leverage);
    if (const auto *mode = std::get_if<PositionModeDraft>(&draft))
        return modeOf(mode->isHedge);
    return {};
}

} // namespace bw::changetext
