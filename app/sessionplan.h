// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bybit/bybitendpoints.h"
#include "core/engine/engineconfig.h"
#include "core/ports/executionvenue.h"

#include <QProcessEnvironment>

#include <optional>

namespace bw {

class FedMarket;
class SandboxServer;

/// Where the sandbox exchange listens, once it does.
struct SandboxAddress {
    QString rest, socket, analyst;
    QString key;
    SecretBytes secret;
    FedMarket *fed = nullptr; ///< of paper: where its prices are passed on; on the sandbox's thread, as long as the host lives
    SandboxServer *server = nullptr;
};

/// What a session will connect to and as whom, decided before anything is started: a pure function of profile and environment, so that it
/// can be tested without a network. The sandbox's own address is filled in when it listens.
struct SessionPlan {
    Profile profile = Profile::Sandbox;
    std::optional<BybitEndpoints> endpoints;  ///< nullopt: those of the sandbox in this process; of paper those of the prices alone
    bool isReplay = false;                    ///< of a recording: a viewer, whatever was recorded
    QString analystUrl;                       ///< of a real service
    ApiKey environmentKey;                    ///< BYBIT_API_KEY and BYBIT_API_SECRET; never for live
    SecretBytes environmentAnalystKey;        ///< HOLYSHEEP_API_KEY

    /// Orders go to the exchange in this process and nowhere else, whatever prices they are matched against.
    [[nodiscard]] bool tradesInProcess() const { return !isReplay && (profile == Profile::Sandbox || profile == Profile::Paper); }
    /// Orders may go to a venue on a loopback address only, until STOP ALL, reconciliation and the key audit stand.
    [[nodiscard]] bool mayTrade() const;
    [[nodiscard]] QString venueHost() const;
    /// The exchange in the process makes its own key: a real one has no business in sandbox or paper.
    [[nodiscard]] bool usesVenueKey() const { return !isReplay && profile != Profile::Sandbox && profile != Profile::Paper; }

    /// `site`: hosts of the account's own site at the venue, in the place of the main one's.
    [[nodiscard]] static Result<SessionPlan> make(Profile profile, const QProcessEnvironment &environment, const BybitEndpoints::Site &site = {});
};

} // namespace bw
