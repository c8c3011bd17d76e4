// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/marketfeed.h"

#include <QByteArray>

#include <string_view>

namespace bw {

/// The venue's names of the public topics, written and read (fact sheet Bybit v5, 9.2 and 9.3): "orderbook.50.BTCUSDT".
[[nodiscard]] QByteArray topicText(const InstrumentId &id, const MarketTopic &topic);

/// Takes the name of the topic off `text` and leaves the symbol; nullopt for a topic that is not ours, and `text` means nothing then.
[[nodiscard]] std::optional<MarketTopic> takeTopic(std::string_view &text);

} // namespace bw
