// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace bw {

/// Exponential waits: base, 2 base, 4 base ... up to cap, plus 0..jitter of random time each. A value without a thread; the random
/// source is injected so that tests can fix it. The caller resets it when what it waits for has worked (data flowed, not: connected).
class Backoff {
public:
    struct Policy {
        std::chrono::milliseconds base{1000};
        std::chrono::milliseconds cap{60000};
        std::chrono::milliseconds jitter{1000};
    };
    /// Uniform in [0, 1).
    using Random = std::function<double()>;

    Backoff(Policy policy, Random random);

    /// The next wait; at most cap + jitter.
    [[nodiscard]] std::chrono::milliseconds next();
    void reset() { m_attempt = 0; }
    [[nodiscard]] int attempt() const { return m_attempt; } ///< waits given since the last reset

    /// A uniform source over std::random_device, for everything that is not a test.
    [[nodiscard]] static Random systemRandom();

private:
    Policy m_policy;
    Random m_random;
    int m_attempt = 0;
};

} // namespace bw
