// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"
#include "core/ports/executionvenue.h"

#include <QString>
#include <QStringList>

namespace bw {

enum class Profile : std::uint8_t { Sandbox, Paper, Demo, Testnet, Live };
[[nodiscard]] QString toName(Profile profile); ///< "sandbox", ...
[[nodiscard]] std::optional<Profile> profileFromName(QStringView name);

/// Why and since when a key that worked works no more: refused by the venue, or stripped of its right to trade (10005).
struct KeyTrouble {
    Error error;
    UtcTime since{};
    bool endsByItself = false; ///< an address that rests after HTTP 403
};

/// What the owner of a key says about it; the key itself does not know.
struct KeyUse {
    QString account;                ///< its name
    bool isTransferAllowed = false; ///< it may trade although it may transfer: a deliberate override
};

/// Where and as whom this session runs; fixed from start to end but for the two trading fields.
struct SessionView {
    /// Why there is no ticket, as a code that the window turns into a sentence.
    enum class ViewerReason : std::uint8_t { None, NotYetOffered, NoKey, KeyReadOnly, KeyRefused, KeyMayTransfer, KeyNotAudited, KeyDead, NotReconciled };
    /// Why tradingState is not Active. StopAll and WindowSilent stay until Resume; the others go with their cause.
    enum class StateReason : std::uint8_t { None, NotReady, Lock, StopAll, WindowSilent, Journal };

    Profile profile = Profile::Sandbox;
    QString account;                ///< the key's name as its owner calls it; "" where there is but one
    QString venueHost;              ///< "127.0.0.1", "api-testnet.bybit.com"
    bool isSyntheticMarket = false; ///< made-up prices: the window says so
    bool mayTrade = false;          ///< this venue may be traded on at all
    ViewerReason viewerReason = ViewerReason::None;
    TradingState tradingState = TradingState::Halted;
    StateReason stateReason = StateReason::NotReady;
    bool isLocked = false;          ///< LOCK: entries are stopped by hand
    KeyLevel keyLevel = KeyLevel::None;
    std::optional<KeyTrouble> keyTrouble; ///< the key stopped working in this session
    bool isDemoAnalyst = false;     ///< the model's face is the offline analyst
    QString analystModel;
};

[[nodiscard]] QString toName(SessionView::StateReason reason); ///< "none", "not_ready", "lock", "stop_all", "window_silent", "journal"

/// Something the user must know; shown in the message centre, never modal. Equal codes are counted, not repeated.
struct Notice {
    enum class Severity : std::uint8_t { Info, Caution, Danger };
    Severity severity = Severity::Info;
    Error error;       ///< what happened; the window makes the sentence from family, certainty and code
    QString subject;   ///< an orderLinkId, a symbol, a file: what it is about
    UtcTime at{};
};

} // namespace bw
