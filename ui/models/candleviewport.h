// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace bw {

/// Which slots of a candle chart are in sight: zoom around a point, pan, and following the last candle until a person looks elsewhere.
/// Pure arithmetic of slots and pixels, without a widget; the candles in sight can never be lost by panning or zooming.
class CandleViewport final {
public:
    static constexpr double kUsualSlot = 8; ///< pixels
    static constexpr double kWidestSlot = 48;
    static constexpr double kThinnestBar = 2; ///< below this candles are joined

    void setWidth(double pixels);
    /// The first and the last slot that there are. Following keeps the last in sight; otherwise nothing moves.
    void setSlots(std::int64_t first, std::int64_t last);
    /// Back to the usual zoom, following.
    void reset();

    void zoom(double x, double factor); ///< factor > 1: nearer; what is under x stays there
    void pan(double pixels); ///< > 0: to older candles, as a drag to the right does
    void toOldest();
    void follow();

    [[nodiscard]] double x(double slot) const;
    [[nodiscard]] double slotAt(double x) const;
    [[nodiscard]] double from() const { return m_right - visible(); }
    [[nodiscard]] double to() const { return m_right; }
    [[nodiscard]] double slotWidth() const { return m_slotWidth; }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    /// Older candles would be seen if there were any.
    [[nodiscard]] bool reachesOldest() const { return from() < static_cast<double>(m_first); }
    /// How many slots are joined into one bar: a power of two, so that bars keep their place while panning.
    [[nodiscard]] std::int64_t group() const;

private:
    [[nodiscard]] double visible() const { return m_width / m_slotWidth; }
    [[nodiscard]] double followRight() const;
    void clamp();

    double m_width = 1;
    double m_slotWidth = kUsualSlot;
    double m_right = 0; ///< the slot at the right edge
    std::int64_t m_first = 0, m_last = 0;
    bool m_isFollowing = true;
};

} // namespace bw
