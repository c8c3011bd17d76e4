// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/netlog.h"

namespace bw {
Q_LOGGING_CATEGORY(lcNet, "bellwether.core.net", QtInfoMsg)
} // namespace bw
