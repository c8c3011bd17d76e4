// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/tardislog.h"

namespace bw {
Q_LOGGING_CATEGORY(lcTardis, "bellwether.core.tardis", QtInfoMsg)
} // namespace bw
