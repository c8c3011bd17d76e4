// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storelog.h"

namespace bw {

Q_LOGGING_CATEGORY(storeLog, "bellwether.core.store", QtWarningMsg)

} // namespace bw
