// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tradewords.h"

#include "ui/models/sentences.h"

#include <QCoreApplication>

namespace bw::sentences {
namespace {

struct Changes {
    Q_DECLARE_TR_FUNCTIONS(bw::Changes)
};

QString kindName(AccountChange::Kind kind)
{
    switch (kind) {
    case AccountChange::Kind::Stop: return Changes::tr("Protection");
    case AccountChange::Kind::Leverage: return Changes::tr("Leverage");
    case AccountChange::Kind::PositionMode: return Changes::tr("Position mode");
    }
    return {};
}

} // namespace

QString of(const ChangeRefusal &refusal)
{
    using Why = ChangeRefusal::Why;
    switch (refusal.why) {
    case Why::Guards: {
        QStringList reasons;
        for (const Verdict &verdict : refusal.verdicts)
            if (!verdict.ok)
                reasons.append(of(verdict));
        return Changes::tr("Nothing was changed, a guard refused: %1").arg(reasons.join(u' '));
    }
    case Why::JournalFailed: return Changes::tr("Nothing was changed: the journal could not be written. Check the disk's space and rights.");
    case Why::NoSuchOrder: return Changes::tr("Nothing was changed: the order does not work any more. Look at its row.");
    case Why::AlreadyPending: return Changes::tr("Nothing was changed: an earlier change is still on its way. Wait for its answer.");
    case Why::NotTrading: return Changes::tr("Nothing was changed: this session may not trade now.");
    }
    return {};
}

QString of(const AccountChange &change)
{
    using State = AccountChange::State;
    const QString kind = kindName(change.kind);
    const QString before = change.before.left(80);
    const QString after = change.after.left(80);
    switch (change.state) {
    case State::Intent:
    case State::Sent: return Changes::tr("%1: %2 is on its way.").arg(kind, after);
    case State::Settled: return Changes::tr("%1: %2 stands at the venue.").arg(kind, after);
    case State::Refused: return Changes::tr("%1 stays at %2: refused. %3").arg(kind, before, change.reason.left(200));
    case State::NotSent: return Changes::tr("%1 stays at %2: nothing was sent. %3").arg(kind, before, change.reason.left(200));
    case State::Unknown: return Changes::tr("%1 is UNKNOWN: %2 or %3. It is read back and never sent again.").arg(kind, before, after);
    }
    return {};
}

QString word(TriggerBy by)
{
    switch (by) {
    case TriggerBy::LastPrice: return Changes::tr("last price");
    case TriggerBy::IndexPrice: return Changes::tr("index price");
    case TriggerBy::MarkPrice: return Changes::tr("mark price");
    }
    return {};
}

QString word(MarginMode mode)
{
    switch (mode) {
    case MarginMode::Isolated: return Changes::tr("isolated margin");
    case MarginMode::Cross: return Changes::tr("cross margin");
    case MarginMode::Portfolio: return Changes::tr("portfolio margin");
    }
    return {};
}

} // namespace bw::sentences
