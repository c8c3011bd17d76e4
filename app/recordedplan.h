// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitendpoints.h"
#include "core/engine/api/sessionview.h"

#include <QJsonObject>

namespace bw {

/// What a recording says of its session: enough to open the same one again over the recording, and no secret. A value.
struct RecordedPlan {
    Profile profile = Profile::Sandbox;
    InstrumentId instrument;
    BybitEndpoints endpoints;
    QString analystUrl;
    bool isDemoAnalyst = false;
    bool isSyntheticMarket = false;
    std::optional<BybitEndpoints> marketEndpoints = {}; ///< of paper: where its prices came from

    [[nodiscard]] QJsonObject toJson() const;
    /// Checks everything anew: the file is anybody's.
    [[nodiscard]] static Result<RecordedPlan> fromJson(const QJsonObject &json);
};

} // namespace bw
