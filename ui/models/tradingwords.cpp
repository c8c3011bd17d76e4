// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tradingwords.h"

#include "ui/models/sentences.h"

#include <QCoreApplication>

namespace bw::tradingwords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::TradingWords)
};

} // namespace

QString word(const SessionView &session)
{
    if (!session.mayTrade && session.viewerReason != SessionView::ViewerReason::NotReconciled)
        return Words::tr("no orders");
    switch (session.tradingState) {
    case TradingState::Active: return Words::tr("active");
    case TradingState::Reducing: return Words::tr("exits only");
    case TradingState::Halted: return Words::tr("HALTED");
    }
    return {};
}

QString widest() { return Words::tr("exits only"); }

QString role(const SessionView &session)
{
    if (!session.mayTrade && session.viewerReason != SessionView::ViewerReason::NotReconciled)
        return QStringLiteral("label");
    switch (session.tradingState) {
    case TradingState::Active: return QStringLiteral("bid");
    case TradingState::Reducing: return QStringLiteral("caution");
    case TradingState::Halted: return QStringLiteral("danger");
    }
    return {};
}

QString sentence(const SessionView &session)
{
    using Reason = SessionView::StateReason;
    if (!session.mayTrade)
        return sentences::of(session.viewerReason);
    if (session.tradingState == TradingState::Active)
        return Words::tr("Every order that the guards let through goes out.");
    switch (session.stateReason) {
    case Reason::StopAll: return Words::tr("Entries are halted by STOP ALL: cancels, stops and confirmed closes go out. Resume leads back to active trading.");
    case Reason::WindowSilent:
        return Words::tr("Entries were halted because the window did not answer for a while: cancels, stops and confirmed closes go out. Resume leads "
                         "back to active trading.");
    case Reason::Lock: return Words::tr("Entries are locked by hand: exits, stops and cancels go out. Unlock entries to trade again.");
    case Reason::Journal: return Words::tr("The journal can't be used, so no entry goes out; exits do. Check the disk's space and rights.");
    case Reason::NotReady: return Words::tr("Orders and positions are not known well enough yet. Entries open by themselves when they agree with the venue.");
    case Reason::None: break;
    }
    return session.tradingState == TradingState::Halted ? Words::tr("No entry goes out; cancels, stops and confirmed closes do.")
                                                        : Words::tr("Only exits, stops and cancels go out.");
}

bool mayResume(const SessionView &session)
{
    using Reason = SessionView::StateReason;
    return session.tradingState != TradingState::Active && (session.stateReason == Reason::StopAll || session.stateReason == Reason::WindowSilent);
}

} // namespace bw::tradingwords
