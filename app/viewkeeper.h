// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/settings.h"
#include "ui/shell/viewchoices.h"

namespace bw {

/// Between the settings file and the window's view. Pure but for the settings; gui thread.
[[nodiscard]] ViewChoices readView(const Settings &settings);
void keepView(const ViewChoices &choices, Settings &settings);

} // namespace bw
