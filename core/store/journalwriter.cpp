// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalwriter.h"

#include <chrono>

namespace bw {

namespace {
constexpr std::size_t kMaxWaitingNotes = 200;
constexpr int kPruneEvery = 1000;         ///< notes
constexpr qint64 kNotesKept = 100'000;    ///< some 25 000 orders
constexpr std::chrono::milliseconds kNoteAge = std::chrono::hours(30 * 24);
} // namespace

void JournalWriter::add(Item item)
{
    const bool isNote = std::holds_alternative<JournalNote>(item.row);
    m_batch.push_back(std::move(item));
    if (!isNote || m_batch.size() >= kMaxWaitingNotes)
        flushSoon();
}

/// Behind everything that is posted already: the batch.
void JournalWriter::flushSoon()
{
    if (!std::exchange(m_isFlushPosted, true))
        QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection);
}

void JournalWriter::flush()
{
    m_isFlushPosted = false;
    if (m_batch.empty())
        return;
    std::vector<Done> results;
    const Done written = writeBatch(results);
    if (!written)
        m_file.close(); // a fresh look at the next write: the disk may be back, or the file repaired
    const std::vector<Item> batch = std::exchange(m_batch, {});
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].done(written ? results[i] : written);
    if (written)
        pruneNotes(batch);
}

Done JournalWriter::writeBatch(std::vector<Done> &results)
{
    if (!m_file.isOpen())
        if (const Done opened = m_file.open(JournalFile::Mode::Append); !opened)
            return opened;
    if (const Done begun = m_file.begin(); !begun)
        return begun;
    for (const Item &item : m_batch) {
        results.push_back(std::visit([this](const auto &row) { return m_file.append(row); }, item.row));
        if (const Done &last = results.back(); !last && !isRowError(last.error())) {
            m_file.rollback(); // SQLite may have left the transaction: nothing of this batch counts
            return last;
        }
    }
    const Done committed = m_file.commit();
    if (!committed)
        m_file.rollback();
    return committed;
}

/// Judged by the newest note's own time: this thread needs no clock. Behind the answers, and its failure is nobody's: it is tried again.
void JournalWriter::pruneNotes(const std::vector<Item> &batch)
{
    qint64 newestMs = 0;
    for (const Item &item : batch) {
        if (const auto *note = std::get_if<JournalNote>(&item.row)) {
            newestMs = note->writtenMs;
            --m_notesToPrune;
        }
    }
    if (newestMs == 0 || m_notesToPrune >= 0)
        return;
    if (m_file.pruneNotes(newestMs - kNoteAge.count(), kNotesKept))
        m_notesToPrune = kPruneEvery;
}

void JournalWriter::close()
{
    flush();
    m_file.close();
}

} // namespace bw
