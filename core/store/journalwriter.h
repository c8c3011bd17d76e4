// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/journalfile.h"

#include <QObject>

#include <functional>
#include <variant>
#include <vector>

namespace bw {

/// The half of SqliteJournal that lives on the journal's thread: collects what was posted until its event loop turns, writes all of it in
/// one transaction and answers each after the commit, on this thread. Opens the file at the first write and again after a failure. Notes are
/// in no hurry: they go along with the next row that is, so that no fsync of theirs stands in front of an intent.
class JournalWriter final : public QObject {
public:
    struct Item {
        std::variant<JournalRow, JournalExecution, JournalChange, JournalNote> row;
        std::function<void(const Done &)> done; ///< called exactly once
    };

    explicit JournalWriter(const QString &path) : m_file(path) {}

    [[nodiscard]] Done open() { return m_file.open(JournalFile::Mode::Append); }
    void add(Item item);
    /// Writes what was collected, now.
    void flush();
    void close();

private:
    [[nodiscard]] Done writeBatch(std::vector<Done> &results);
    void pruneNotes(const std::vector<Item> &batch);
    void flushSoon();

    JournalFile m_file;
    std::vector<Item> m_batch;
    bool m_isFlushPosted = false;
    int m_notesToPrune = 0; ///< so many more notes before the old ones are looked for; 0: at the first of a session
};

} // namespace bw
