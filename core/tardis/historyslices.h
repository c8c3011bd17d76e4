// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/relayhistory.h"

#include <optional>

namespace bw {

/// Sums a book up in slices of recorded time: what stands at a moment goes on until the next word. Pure; one thread.
class HistorySlices final {
public:
    static constexpr int kMostPoints = 600;
    struct Best {
        double bid = 0, ask = 0;
    };

    HistorySlices(UtcTime from, UtcTime to);

    /// From this moment on the best prices are these; nullopt: not known. Times before the last one count as the last one.
    void note(UtcTime at, const std::optional<Best> &best);
    /// Nothing is known behind this moment.
    void end(UtcTime at) { note(at, std::nullopt); }

    [[nodiscard]] std::chrono::milliseconds slice() const { return m_slice; }
    /// Those that have begun, the last one as far as it is.
    [[nodiscard]] std::vector<HistoryPoint> points() const;

private:
    struct Sum {
        Best last;
        double weighted = 0, low = 0, high = 0; ///< percent; weighted by milliseconds
        std::int64_t known = 0;                 ///< milliseconds
    };
    void add(UtcTime from, UtcTime to);

    const UtcTime m_from, m_to;
    const std::chrono::milliseconds m_slice;
    std::vector<Sum> m_sums;
    std::optional<Best> m_best;
    UtcTime m_at;
};

} // namespace bw
