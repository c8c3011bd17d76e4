// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The short half of sentences.h: states, reasons and cell words.
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>
#include <QStringList>

namespace bw::sentences {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::Words)
};

QString reasonWords(ConnectionStatus::Reason reason)
{
    using Reason = ConnectionStatus::Reason;
    switch (reason) {
    case Reason::None: return {};
    case Reason::Dns: return Words::tr("the name was not found");
    case Reason::Refused: return Words::tr("the connection was refused");
    case Reason::Tls: return Words::tr("the certificate was not trusted");
    case Reason::Portal: return Words::tr("a sign-in page of the network stands between");
    case Reason::Timeout: return Words::tr("no answer in time");
    case Reason::Auth: return Words::tr("the key was not accepted");
    case Reason::Banned: return Words::tr("the venue blocks this address for a while");
    case Reason::Closed: return Words::tr("the connection was closed");
    case Reason::Resumed: return Words::tr("the computer was asleep");
    }
    return {};
}

QString gapWords(GapKind gap)
{
    switch (gap) {
    case GapKind::None: return {};
    case GapKind::Sequence: return Words::tr("an update is missing");
    case GapKind::SeqBackwards: return Words::tr("updates ran backwards");
    case GapKind::Crossed: return Words::tr("bid and ask crossed");
    case GapKind::BeforeSnapshot: return Words::tr("no snapshot yet");
    case GapKind::Reset: return Words::tr("the venue started over");
    case GapKind::Silence: return Words::tr("nothing arrived");
    case GapKind::SpotCheck: return Words::tr("it differed from the venue's own");
    case GapKind::Malformed: return Words::tr("an update could not be read");
    case GapKind::Disconnected: return Words::tr("disconnected");
    case GapKind::RelayDisconnect: return Words::tr("the relay lost this venue");
    case GapKind::NoSnapshot: return Words::tr("the relay sent no snapshot");
    case GapKind::Refused: return Words::tr("the venue does not give it");
    }
    return {};
}

QString auditReason(const QString &code)
{
    if (code == u"withdraw")
        return Words::tr("The key may withdraw: make one without that right.");
    if (code == u"transfer")
        return Words::tr("The key may transfer: better make one without that right.");
    if (code == u"read_only")
        return Words::tr("The key may only read: orders need one that may trade.");
    if (code == u"no_ip_binding")
        return Words::tr("The key is not bound to an address: bind it at the venue.");
    if (code == u"expires_soon")
        return Words::tr("The key expires soon: renew it at the venue.");
    if (code == u"third_party")
        return Words::tr("The key belongs to a third-party application.");
    if (code == u"not_unified")
        return Words::tr("The account is not a unified one: upgrade it at the venue.");
    if (code == u"not_audited")
        return Words::tr("The venue does not say what the key may do.");
    if (code == u"no_permission")
        return Words::tr("The key has no right to trade: give it one at the venue.");
    if (code.startsWith(u"extra_group:"))
        return Words::tr("The key has a right that trading does not need: %1.").arg(code.section(u':', 1).left(40));
    if (code.startsWith(u"unknown_group:"))
        return Words::tr("The key has a right that is not known here: %1.").arg(code.section(u':', 1).left(40));
    return Words::tr("The key was judged: %1.").arg(code.left(40));
}

QString withReason(const QString &state, const QString &reason)
{
    return reason.isEmpty() ? state : Words::tr("%1: %2", "state: reason").arg(state, reason);
}

} // namespace

QString of(const ConnectionStatus &status)
{
    using State = ConnectionStatus::State;
    const QString reason = reasonWords(status.reason);
    switch (status.state) {
    case State::Connecting: return withReason(Words::tr("connecting"), reason);
    case State::Live: return Words::tr("live");
    case State::Stale: return withReason(Words::tr("silent"), reason);
    case State::Down:
        if (status.nextTryIn.count() > 0)
            return withReason(Words::tr("down, next try in %1").arg(readAge(status.nextTryIn)), reason);
        return withReason(Words::tr("down"), reason);
    }
    return {};
}

QString streamName(ConnectionStatus::Stream stream)
{
    using Stream = ConnectionStatus::Stream;
    switch (stream) {
    case Stream::Public: return Words::tr("public");
    case Stream::Private: return Words::tr("private");
    case Stream::Trade: return Words::tr("trade");
    case Stream::Rest: return Words::tr("requests");
    case Stream::Relay: return Words::tr("relay");
    case Stream::Ai: return Words::tr("AI");
    }
    return {};
}

QString of(const KeyAudit &audit)
{
    QStringList lines;
    switch (audit.verdict) {
    case KeyAudit::Advice::Ok: lines.append(Words::tr("The key is fit for trading.")); break;
    case KeyAudit::Advice::Warn: lines.append(Words::tr("The key works, with a warning.")); break;
    case KeyAudit::Advice::Refuse: lines.append(Words::tr("The key is refused for trading.")); break;
    }
    lines.append(Words::tr("Level: %1.").arg(word(audit.level)));
    for (const QString &code : audit.reasons)
        lines.append(auditReason(code));
    return lines.join(u' ');
}

QString of(SessionView::ViewerReason reason)
{
    using Reason = SessionView::ViewerReason;
    switch (reason) {
    case Reason::None: return {};
    case Reason::NotYetOffered: return Words::tr("This profile can be watched, not traded: orders there are not offered yet.");
    case Reason::NoKey: return Words::tr("There is no key for this profile. Add one to trade; everything can be watched without.");
    case Reason::KeyReadOnly: return Words::tr("The key may only read. Make one that may trade, and not withdraw, at the venue.");
    case Reason::KeyMayTransfer: return Words::tr("The key may transfer money. Make one that may trade alone, or let this one trade in Account, Connection and keys.");
    case Reason::KeyNotAudited: return Words::tr("The venue does not say what this key may do, so it is not traded with. Check it again, or use another.");
    case Reason::KeyDead: return Words::tr("The key works no more: nothing can be sent or read with it. Check or replace it in Account, Connection and keys.");
    case Reason::KeyRefused: return Words::tr("The key is refused for trading. Make one that may trade, and not withdraw, at the venue.");
    case Reason::NotReconciled: return Words::tr("Orders and positions are being compared with the venue. Trading opens when they agree.");
    }
    return {};
}

QString of(Rejection rejection)
{
    switch (rejection) {
    case Rejection::None: return {};
    case Rejection::Empty: return Words::tr("Rejected: the reply was empty.");
    case Rejection::Refusal: return Words::tr("Rejected: the model declined to answer.");
    case Rejection::NoScore: return Words::tr("Rejected: the reply names no score.");
    case Rejection::Ambiguous: return Words::tr("Rejected: the reply names more than one score.");
    case Rejection::WrongScale: return Words::tr("Rejected: the score is on another scale.");
    case Rejection::OutOfRange: return Words::tr("Rejected: the score is outside -1 to +1.");
    case Rejection::Contradiction: return Words::tr("Rejected: score and words contradict each other.");
    case Rejection::MalformedJson: return Words::tr("Rejected: the reply could not be read.");
    case Rejection::Truncated: return Words::tr("Rejected: the reply was cut off.");
    case Rejection::ContentFilter: return Words::tr("Rejected: the service filtered the reply.");
    case Rejection::Injection: return Words::tr("Rejected: the reply repeats instructions from a headline.");
    }
    return {};
}

QString of(BookState state, GapKind gap)
{
    switch (state) {
    case BookState::Waiting: return withReason(Words::tr("waiting for the book's snapshot"), gapWords(gap));
    case BookState::Live: return Words::tr("live");
    case BookState::Stale: return withReason(Words::tr("stale"), gapWords(gap));
    case BookState::Resyncing: return withReason(Words::tr("asking for a new book"), gapWords(gap));
    }
    return {};
}

QString of(TradingState state)
{
    switch (state) {
    case TradingState::Active: return Words::tr("active");
    case TradingState::Reducing: return Words::tr("reducing only");
    case TradingState::Halted: return Words::tr("halted");
    }
    return {};
}

QString of(AnalystCall::Status status)
{
    using Status = AnalystCall::Status;
    switch (status) {
    case Status::Ok: return Words::tr("ok");
    case Status::Rejected: return Words::tr("rejected");
    case Status::Failed: return Words::tr("failed");
    case Status::Refused: return Words::tr("not asked");
    }
    return {};
}

QString of(SignalState state)
{
    switch (state) {
    case SignalState::Proposed: return Words::tr("proposed");
    case SignalState::Approved: return Words::tr("approved");
    case SignalState::Edited: return Words::tr("edited");
    case SignalState::Rejected: return Words::tr("rejected");
    case SignalState::Expired: return Words::tr("expired");
    case SignalState::Acted: return Words::tr("acted on");
    }
    return {};
}

QString word(Profile profile)
{
    switch (profile) {
    case Profile::Sandbox: return Words::tr("SANDBOX");
    case Profile::Paper: return Words::tr("PAPER");
    case Profile::Demo: return Words::tr("DEMO");
    case Profile::Testnet: return Words::tr("TESTNET");
    case Profile::Live: return Words::tr("LIVE");
    }
    return {};
}

QString word(Side side) { return side == Side::Buy ? Words::tr("Buy") : Words::tr("Sell"); }

QString word(OrderType type) { return type == OrderType::Limit ? Words::tr("Limit") : Words::tr("Market"); }

QString word(TimeInForce tif)
{
    switch (tif) {
    case TimeInForce::Gtc: return Words::tr("GTC");
    case TimeInForce::Ioc: return Words::tr("IOC");
    case TimeInForce::Fok: return Words::tr("FOK");
    case TimeInForce::PostOnly: return Words::tr("Post-only");
    }
    return {};
}

QString word(Origin origin)
{
    switch (origin) {
    case Origin::Manual: return Words::tr("manual");
    case Origin::OneClick: return Words::tr("one-click");
    case Origin::Signal: return Words::tr("signal");
    case Origin::Auto: return Words::tr("auto");
    case Origin::External: return Words::tr("external");
    case Origin::Venue: return Words::tr("venue");
    }
    return {};
}

QString word(Execution::Kind kind)
{
    using Kind = Execution::Kind;
    switch (kind) {
    case Kind::Trade: return Words::tr("trade");
    case Kind::Funding: return Words::tr("funding");
    case Kind::Adl: return Words::tr("ADL");
    case Kind::Liquidation: return Words::tr("liquidation");
    case Kind::Settle: return Words::tr("settlement");
    }
    return {};
}

QString word(KeyLevel level)
{
    switch (level) {
    case KeyLevel::None: return Words::tr("no key");
    case KeyLevel::ReadOnly: return Words::tr("read-only");
    case KeyLevel::Trade: return Words::tr("trade");
    case KeyLevel::Transfer: return Words::tr("transfer");
    case KeyLevel::Withdraw: return Words::tr("withdraw");
    case KeyLevel::Unaudited: return Words::tr("not audited");
    }
    return {};
}

QString word(InstrumentStatus status)
{
    switch (status) {
    case InstrumentStatus::PreLaunch: return Words::tr("pre-launch");
    case InstrumentStatus::Delivering: return Words::tr("delivering");
    case InstrumentStatus::Closed: return Words::tr("closed");
    case InstrumentStatus::Unknown: return Words::tr("status not known");
    case InstrumentStatus::Trading: break;
    }
    return {};
}

QString state(const Order &order)
{
    switch (order.state) {
    case OrderState::Intent: return Words::tr("journalled, not sent yet");
    case OrderState::NotSent: return Words::tr("not sent");
    case OrderState::Sent: return Words::tr("sent, waiting for the answer");
    case OrderState::Accepted: return Words::tr("working");
    case OrderState::Untriggered: return Words::tr("waiting for its trigger");
    case OrderState::PartiallyFilled: return Words::tr("part filled");
    case OrderState::AmendSent: return Words::tr("amend sent");
    case OrderState::CancelSent: return Words::tr("cancel sent");
    case OrderState::Filled: return Words::tr("filled");
    case OrderState::Cancelled: return Words::tr("cancelled");
    case OrderState::Deactivated: return Words::tr("deactivated");
    case OrderState::Rejected: return Words::tr("rejected");
    case OrderState::Unknown: return Words::tr("UNKNOWN, asking the venue (%1)").arg(order.lookups > 0 ? order.lookups : 1);
    case OrderState::NotAtVenue: return Words::tr("not found at the venue");
    }
    return {};
}

} // namespace bw::sentences
