// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/keyreport.h"

#include <QJsonObject>

#include <optional>

namespace bw {

/// What was found out about a key at a venue; nullopt: not asked, since something before it failed.
struct KeyFindings {
    std::optional<Result<ClockOffset>> clock;
    std::optional<Result<KeyAudit>> audit;
    std::optional<Result<QJsonObject>> account;   ///< result of account/info
    std::optional<Result<AccountMode>> positions; ///< position mode of one USDT perpetual
    bool isPlayMoney = false; ///< demo: what can't be audited may trade there all the same
};

/// The rules of the fact sheet (Bybit v5, 2 and 4) as lines with lights. Pure: recorded and served answers are judged by the same code.
[[nodiscard]] KeyReport judgeKey(const KeyFindings &findings);

} // namespace bw
