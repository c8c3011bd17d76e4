// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayplayer.h"

#include "core/recording/recordinglog.h"

#include <QJsonDocument>

#include <algorithm>

namespace bw {

using namespace std::chrono_literals;

namespace {
constexpr auto kBeginAfter = 100ms; // the window's first wishes are queued behind the engine's start, and belong before the first record
constexpr auto kBeat = 5ms;
constexpr auto kSlice = 8ms;
} // namespace

ReplayPlayer::ReplayPlayer(std::unique_ptr<RecordingReader> reader, std::shared_ptr<ReplayStage> stage, std::shared_ptr<ReplayResume> resume,
                           const Clock &real, Scheduler &realScheduler)
    : m_reader(std::move(reader)), m_stage(std::move(stage)), m_resume(std::move(resume)), m_real(real), m_realScheduler(realScheduler),
      m_start(m_stage->clock.now()), m_speed(std::clamp(m_resume->speed, 1.0, kMaxSpeed)), m_isPaused(m_resume->isPaused)
{
    if (m_resume->at > 0ns)
        m_hurryTo = m_resume->at;
    m_stage->clock.tellUtc(m_reader->startedUtcMs());
    m_beat = m_realScheduler.after(kBeginAfter, [this] { begin(); });
}

void ReplayPlayer::begin()
{
    m_next = m_reader->next();
    anchor();
    m_beat = m_realScheduler.every(kBeat, [this] { beat(); });
    Q_EMIT changed();
}

void ReplayPlayer::beat()
{
    if (m_isOver || (m_isPaused && !m_hurryTo))
        return;
    const bool isThere = playTo(goal());
    if (m_isOver)
        return;
    if (!isThere && !m_hurryTo)
        return anchor(); // the machine is slower than the speed that was asked for: it goes on from here, without a debt
    if (isThere && m_hurryTo) {
        m_hurryTo.reset();
        m_isOneFrame = false;
        anchor();
        Q_EMIT changed();
    }
}

ReplayPlayer::Nanoseconds ReplayPlayer::goal() const
{
    if (m_hurryTo)
        return *m_hurryTo;
    const std::chrono::duration<double, std::nano> played = (m_real.now() - m_anchorReal) * m_speed;
    return m_anchorAt + std::chrono::duration_cast<Nanoseconds>(played);
}

bool ReplayPlayer::playTo(Nanoseconds goal)
{
    const MonoTime sliceEnd = m_real.now() + kSlice;
    while (m_next) {
        if (!fireTimersUntil(std::min(m_next->at, goal), sliceEnd))
            return false;
        if (m_next->at > goal) {
            moveTo(goal);
            return true;
        }
        const Record record = std::move(*m_next);
        m_next = m_reader->next();
        moveTo(record.at);
        deliver(record);
        if (m_isOneFrame && record.kind == RecordKind::Frame)
            return true;
        if (m_real.now() >= sliceEnd && m_next)
            return false;
    }
    finish();
    return true;
}

bool ReplayPlayer::fireTimersUntil(Nanoseconds at, MonoTime sliceEnd)
{
    for (auto due = m_stage->scheduler.nextDue(); due && *due - m_start <= at; due = m_stage->scheduler.nextDue()) {
        m_at = std::max(m_at, *due - m_start);
        m_stage->scheduler.fireNext();
        if (m_real.now() >= sliceEnd)
            return false;
    }
    return true;
}

void ReplayPlayer::moveTo(Nanoseconds at)
{
    m_at = std::max(m_at, at);
    m_stage->clock.moveTo(m_start + m_at);
}

void ReplayPlayer::deliver(const Record &record)
{
    m_stage->clock.tellUtc(record.utcMs);
    switch (record.kind) {
    case RecordKind::Reply:
        return m_stage->answers->apply(record);
    case RecordKind::Note:
        if (m_onNote)
            m_onNote(QJsonDocument::fromJson(record.bytes).object());
        return;
    case RecordKind::Frame:
        ++m_frames;
        break;
    default:
        break;
    }
    m_stage->sockets->apply(record);
}

void ReplayPlayer::finish()
{
    m_isOver = true;
    m_hurryTo.reset();
    m_beat.reset();
    m_hash = m_stateHash ? m_stateHash() : QString();
    if (!m_reader->trouble().isEmpty())
        qCWarning(lcRecording).noquote() << m_reader->trouble();
    Q_EMIT changed();
}

void ReplayPlayer::anchor()
{
    m_anchorReal = m_real.now();
    m_anchorAt = m_at;
}

void ReplayPlayer::setPaused(bool isPaused)
{
    if (m_isOver || m_isPaused == isPaused)
        return;
    m_isPaused = isPaused;
    anchor();
    Q_EMIT changed();
}

void ReplayPlayer::step()
{
    if (m_isOver)
        return;
    m_isPaused = true;
    m_isOneFrame = true;
    m_hurryTo = kMaxRecordedTime;
    Q_EMIT changed();
}

void ReplayPlayer::seek(std::chrono::milliseconds to)
{
    const Nanoseconds at = std::clamp<Nanoseconds>(to, 0ns, m_reader->length());
    if (m_isLeaving) {
        m_resume->at = at; // a slider on its way
        return;
    }
    if (at >= m_at) {
        if (m_isOver)
            return;
        m_isOneFrame = false;
        m_hurryTo = at;
        return;
    }
    *m_resume = {at, m_speed, m_isPaused && !m_isOver};
    leave();
}

void ReplayPlayer::leave()
{
    m_isLeaving = true;
    m_isOver = true; // of this player: the next one goes on
    m_hurryTo.reset();
    m_beat.reset();
    Q_EMIT rebuildWanted();
}

void ReplayPlayer::setSpeed(double speed)
{
    m_speed = std::clamp(speed, 1.0, kMaxSpeed);
    anchor();
    Q_EMIT changed();
}

ReplayControl::Position ReplayPlayer::position() const
{
    using std::chrono::duration_cast, std::chrono::milliseconds;
    return {.isPaused = m_isPaused, .isOver = m_isOver && !m_isLeaving, .at = duration_cast<milliseconds>(m_at), .length = duration_cast<milliseconds>(m_reader->length()),
            .utcMs = toMs(m_stage->clock.utcNow()), .speed = m_speed, .frames = m_frames, .hash = m_hash, .trouble = m_isOver ? m_reader->trouble() : QString(),
            .hasFailed = false};
}

} // namespace bw
