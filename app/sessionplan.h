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

/// Where the sandbox exchange listens, once it does.
struct SandboxAddress {
    QString rest, socket, analyst;
    QString key;
    SecretBytes secret;
};

/// What a session will connect to and as whom, decided before anything is started: a pure function of profile and environment, so that it
/// can be tested without a network. The sandbox's own address is filled in when it listens.
struct SessionPlan {
    Profile profile = Profile::Sandbox;
    std::optional<BybitEndpoints> endpoints;  ///< nullopt: those of the sandbox in this process
    bool isReplay = false;                    ///< of a recording: a viewer, whatever was recorded
    QString analystUrl;                       ///< of a real service
    ApiKey environmentKey;                    ///< BYBIT_API_KEY and BYBIT_API_SECRET; never for live
    SecretBytes environmentAnalystKey;        ///< HOLYSHEEP_API_KEY

    /// Orders may go to a venue on a loopback address only, until STOP ALL, reconciliation and the key audit stand.
    [[nodiscard]] bool mayTrade() const;
    [[nodiscard]] QString venueHost() const;
    /// The sandbox makes its own key, and paper only watches mainnet: a real key has no business in either.
    [[nodiscard]] bool usesVenueKey() const { return !isReplay && profile != Profile::Sandbox && profile != Profile::Paper; }

    [[nodiscard]] static Result<SessionPlan> make(Profile profile, const QProcessEnvironment &environment);
};

} // namespace bw
