// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/marketfeed.h"

#include <QJsonObject>

namespace bw {

/// What a session asked of its market feed, as a note in the recording: a replay asks the same at the same moment, whoever looks on.
struct TopicNote {
    enum class Act : std::uint8_t { Subscribe, Unsubscribe, Resync };
    Act act = Act::Subscribe;
    InstrumentId id;
    InstrumentPtr instrument; ///< of Subscribe
    MarketTopic topic;
};

[[nodiscard]] QJsonObject toJson(const TopicNote &note);
/// nullopt for another kind of note, or for one that can't be.
[[nodiscard]] std::optional<TopicNote> topicNoteFrom(const QJsonObject &json);

} // namespace bw
