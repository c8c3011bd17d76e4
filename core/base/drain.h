// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace bw {

/// A bounded buffer for what comes in streams and may not be skipped (tape, spread points): the engine pushes, the gui swaps all of
/// it out once a frame. When it is full the oldest half is dropped at once and counted, so an overflow is shown and never silent.
/// Thread-safe; the lock is held for one push or one swap.
template <class T>
class Drain {
public:
    explicit Drain(std::size_t capacity) : m_capacity(capacity < 2 ? 2 : capacity) {}

    void push(T value)
    {
        const std::lock_guard lock(m_mutex);
        if (m_items.size() >= m_capacity) {
            const auto half = m_capacity / 2;
            m_items.erase(m_items.begin(), m_items.begin() + static_cast<std::ptrdiff_t>(half));
            m_dropped += half;
        }
        m_items.push_back(std::move(value));
    }

    /// Replaces the content of `out`; its old capacity is reused for the next round. Returns how many items were lost since the last call.
    std::uint64_t swapInto(std::vector<T> &out)
    {
        out.clear();
        const std::lock_guard lock(m_mutex);
        m_items.swap(out);
        return std::exchange(m_dropped, 0);
    }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::vector<T> m_items;
    std::uint64_t m_dropped = 0;
};

} // namespace bw
