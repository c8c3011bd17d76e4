// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

#include <QString>

namespace bw::sentences {

/// The part of sentences.h that speaks of changes to orders and account, and of how a venue counts and triggers.
[[nodiscard]] QString of(const ChangeRefusal &refusal); ///< why an amend, a stop, a leverage or a mode was not sent
[[nodiscard]] QString of(const AccountChange &change);  ///< where a stop, a leverage or a mode stands; both values while it is unknown
[[nodiscard]] QString word(TriggerBy by);               ///< "last price"
[[nodiscard]] QString word(MarginMode mode);            ///< "cross margin"

} // namespace bw::sentences
