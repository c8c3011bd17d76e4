// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/spotchecker.h"

namespace bw {

namespace {
constexpr int kLevels = 50;                           // one page; only the best are compared
constexpr std::chrono::seconds kSettled{1};           // after a snapshot the stream needs a moment of history
constexpr std::chrono::seconds kBetweenQuestions{2};
constexpr std::chrono::seconds kWithoutVerdict{5};
constexpr std::chrono::seconds kWaitForStream{2};
} // namespace

void SpotChecker::pulse()
{
    if (m_answer)
        judge();
    const auto now = m_clock.now();
    if (m_isAsking || m_answer || !isDue(now))
        return;
    m_isAsking = true;
    m_hasVerdict = false;
    m_askedAt = now;
    m_keeper.noteSpotChecked();
    m_reader.readBook(m_keeper.instrument(), kLevels, this, [this](const Result<BookUpdate> &answer) { onAnswer(answer); });
}

bool SpotChecker::isDue(MonoTime now) const
{
    const auto snapshot = m_keeper.snapshotAt();
    if (!m_keeper.mayBeChecked() || !snapshot || now - *snapshot < kSettled)
        return false;
    if (!m_askedAt)
        return true;
    const auto since = now - *m_askedAt;
    if (*snapshot > *m_askedAt)
        return since >= kBetweenQuestions;
    const auto pace = m_keeper.spotCheckPace();
    return since >= (m_hasVerdict ? pace : std::min<std::chrono::milliseconds>(pace, kWithoutVerdict));
}

void SpotChecker::onAnswer(const Result<BookUpdate> &answer)
{
    m_isAsking = false;
    if (!answer)
        return;
    m_answer = *answer;
    m_answeredAt = m_clock.now();
    judge();
}

void SpotChecker::judge()
{
    const auto finding = m_keeper.takeSpotCheck(*m_answer);
    if (finding == SpotCheck::Finding::Ahead && m_clock.now() - *m_answeredAt < kWaitForStream)
        return;
    m_hasVerdict = finding == SpotCheck::Finding::Agrees || finding == SpotCheck::Finding::Differs;
    m_answer.reset();
}

} // namespace bw
