// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace bw {
Q_DECLARE_LOGGING_CATEGORY(lcRecording)
} // namespace bw
