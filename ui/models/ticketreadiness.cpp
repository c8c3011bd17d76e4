// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ticketreadiness.h"

#include "ui/models/numberformat.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>

namespace bw {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("bw::TicketReadiness", text); }

QString invalidField(TicketReading::Field field)
{
    switch (field) {
    case TicketReading::Price: return tr("The price is not valid.");
    case TicketReading::Qty: return tr("The quantity is not valid.");
    case TicketReading::Trigger: return tr("The trigger price is not valid.");
    case TicketReading::Slippage: return tr("The slippage tolerance is not valid.");
    case TicketReading::TakeProfit: return tr("The take profit is not valid.");
    case TicketReading::StopLoss: return tr("The stop loss is not valid.");
    case TicketReading::Distance: return tr("The trailing distance is not valid.");
    case TicketReading::Activation: return tr("The activation price is not valid.");
    case TicketReading::FieldCount: break;
    }
    return {};
}

} // namespace

QStringList objections(const TicketReading &reading, const PreviewTalk &talk, bool isAnswerPending)
{
    if (isAnswerPending)
        return {tr("An order is on its way: wait for its answer.")};
    QStringList reasons = reading.missing;
    for (int field = 0; field < TicketReading::FieldCount; ++field)
        if (!reading.errors[static_cast<std::size_t>(field)].isEmpty())
            reasons << invalidField(static_cast<TicketReading::Field>(field));
    if (!reading.draft) {
        if (!reading.trailing && reasons.isEmpty())
            reasons << tr("The quantity can't be reckoned now.");
        return reasons;
    }
    const Preview *preview = talk.preview();
    if (!preview)
        return {tr("The engine is being asked about this order.")};
    if (talk.isExpired())
        return {tr("The engine has not answered for %1.").arg(readAge(talk.age()))};
    for (const Verdict &verdict : preview->verdicts)
        if (!verdict.ok)
            reasons << tr("%1: %2").arg(sentences::ruleName(verdict.rule), sentences::of(verdict));
    if (reasons.isEmpty() && preview->verdicts.isEmpty())
        reasons << tr("No guard has judged this order.");
    return reasons;
}

} // namespace bw
