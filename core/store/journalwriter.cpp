// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalwriter.h"

namespace bw {

void JournalWriter::add(Item item)
{
    m_batch.push_back(std::move(item));
    if (m_batch.size() == 1) // runs behind everything that is posted already: the batch
        QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection);
}

void JournalWriter::flush()
{
    if (m_batch.empty())
        return;
    std::vector<Done> results;
    const Done written = writeBatch(results);
    if (!written)
        m_file.close(); // a fresh look at the next write: the disk may be back, or the file repaired
    const std::vector<Item> batch = std::exchange(m_batch, {});
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].done(written ? results[i] : written);
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

void JournalWriter::close()
{
    flush();
    m_file.close();
}

} // namespace bw
