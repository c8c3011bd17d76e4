// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/net/httpmessage.h"

#include <optional>

namespace bw {

struct ChatUsage {
    int prompt = 0;
    int cached = 0;     ///< of prompt
    int completion = 0;
};

/// What a model said, from a body that is a complete chat answer. The content may still be empty or nonsense: the verdict parser judges.
struct ChatAnswer {
    QString content;
    QString finishReason; ///< "" where none was named; "length" for a stream that ended early
    QString model;        ///< as the server names it, safe to show
    std::optional<ChatUsage> usage;
    bool isDemo = false;  ///< an offline analyst says so of itself
};

/// Why there is no ChatAnswer and what may be done about it.
struct ChatFailure {
    Error error;
    QString word;      ///< "auth", "balance", "forbidden", "not_found", "too_large", "bad_request", "rate_limit", "quota", "server", "redirect",
                       ///< "timeout", "network", "web_page", "empty_body", "not_json", "no_choices", "error_in_answer", "daily_limit", "no_key", "stopped"
    bool mayRetry = false;
    std::optional<std::chrono::milliseconds> wait; ///< the server's own hint
};

using ChatReading = tl::expected<ChatAnswer, ChatFailure>;

/// Reads an answer of any status by what its body is, not by what its header says. A pure function.
[[nodiscard]] ChatReading readChatAnswer(const HttpAnswer &http, UtcTime now, const SecretBytes &key);
/// The same for a request that got no answer.
[[nodiscard]] ChatFailure chatFailureOf(const Error &error);

} // namespace bw
