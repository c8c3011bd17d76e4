// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordinglog.h"

namespace bw {
Q_LOGGING_CATEGORY(lcRecording, "bellwether.core.recording", QtInfoMsg)
} // namespace bw
