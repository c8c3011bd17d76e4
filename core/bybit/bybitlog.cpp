// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitlog.h"

namespace bw {
Q_LOGGING_CATEGORY(lcBybit, "bellwether.core.bybit", QtInfoMsg)
} // namespace bw
