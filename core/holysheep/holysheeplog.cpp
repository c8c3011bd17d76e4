// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/holysheeplog.h"

namespace bw {
Q_LOGGING_CATEGORY(lcHolySheep, "bellwether.core.holysheep", QtInfoMsg)
} // namespace bw
