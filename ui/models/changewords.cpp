// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/changewords.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

namespace bw::changewords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::ChangeWords)
};

QString orNothing(const QString &text) { return text.isEmpty() ? Words::tr("not known") : text.simplified().left(160); }

} // namespace

QString kind(const AccountChange &change)
{
    const QString symbol = change.instrument ? change.instrument->id().symbol : kMissing.toString();
    switch (change.kind) {
    case AccountChange::Kind::Stop: return Words::tr("stops of %1").arg(symbol);
    case AccountChange::Kind::Leverage: return Words::tr("leverage of %1").arg(symbol);
    case AccountChange::Kind::PositionMode: return Words::tr("position mode of %1").arg(symbol);
    }
    return {};
}

QString sentence(const AccountChange &change)
{
    const QString before = orNothing(change.before);
    const QString after = orNothing(change.after);
    const QString reason = change.reason.simplified().left(200);
    const auto withReason = [&](const QString &text) { return reason.isEmpty() ? text : Words::tr("%1 Reason: %2").arg(text, reason); };
    switch (change.state) {
    case AccountChange::State::Intent: return Words::tr("%1 \u2192 %2: journalled, not sent yet.").arg(before, after);
    case AccountChange::State::Sent: return Words::tr("%1 \u2192 %2: sent, waiting for the answer.").arg(before, after);
    case AccountChange::State::Settled: return Words::tr("%1 \u2192 %2: done.").arg(before, after);
    case AccountChange::State::Refused: return withReason(Words::tr("Stays %1: the venue refused %2.").arg(before, after));
    case AccountChange::State::NotSent: return withReason(Words::tr("Stays %1: %2 was not sent.").arg(before, after));
    case AccountChange::State::Unknown:
        return withReason(Words::tr("UNKNOWN: either still %1, or already %2. The position is read again; nothing is sent twice.").arg(before, after));
    }
    return {};
}

bool isOpen(const AccountChange &change)
{
    using State = AccountChange::State;
    return change.state == State::Intent || change.state == State::Sent || change.state == State::Unknown;
}

} // namespace bw::changewords
