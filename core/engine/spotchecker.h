// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/bookkeeper.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// Reads the venue's own book once a minute, soon after each new snapshot, and as often as a book on trial needs it, and hands the answer
/// to the book's keeper. One question at a time; an answer that is ahead of the stream waits for it. Engine thread, owned with its keeper.
class SpotChecker final : public QObject {
    Q_OBJECT
public:
    SpotChecker(BookKeeper &keeper, MarketReader &reader, const Clock &clock) : m_keeper(keeper), m_reader(reader), m_clock(clock) {}

    /// Four times a second.
    void pulse();

private:
    [[nodiscard]] bool isDue(MonoTime now) const;
    void onAnswer(const Result<BookUpdate> &answer);
    void judge();
    BookKeeper &m_keeper;
    MarketReader &m_reader;
    const Clock &m_clock;
    std::optional<MonoTime> m_askedAt, m_answeredAt;
    std::optional<BookUpdate> m_answer; ///< ahead of the stream
    bool m_isAsking = false;
    bool m_hasVerdict = false;          ///< of the last question
};

} // namespace bw
