// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

namespace bw {

/// The newest immutable snapshot of something that changes faster than anyone looks: one writer publishes, readers on any thread
/// take what is newest, and what nobody took is dropped. Never queues, never signals. The lock is held for one pointer copy.
template <class T>
class Latest {
public:
    void publish(std::shared_ptr<const T> value)
    {
        const std::lock_guard lock(m_mutex);
        m_value.swap(value); // the old value is released after the lock
        ++m_revision;
    }

    /// Null before the first publish.
    [[nodiscard]] std::shared_ptr<const T> read() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

    /// Reads only if something newer than `seen` is there; updates `seen`.
    [[nodiscard]] std::shared_ptr<const T> readNewer(std::uint64_t &seen) const
    {
        const std::lock_guard lock(m_mutex);
        if (m_revision == seen)
            return nullptr;
        seen = m_revision;
        return m_value;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
    std::uint64_t m_revision = 0;
};

} // namespace bw
