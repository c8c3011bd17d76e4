// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace bw {

/// What the exchange itself does wrong while it carries a request out.
struct Mishap {
    std::chrono::milliseconds lag{0}; ///< lists are told as they were that long ago
    int pageShift = 0;                ///< rows that a further page repeats; below zero, leaves out
    bool areExitsRefused = false;     ///< those that the order brings are, once it fills
    bool isRacing = false;            ///< the order that is to be cancelled or amended fills just before
};

/// What goes wrong with one request, decided once, when it arrives. A value; by default nothing does.
struct RequestFate {
    enum class Arrival { Now, Late, Never };
    Arrival arrival = Arrival::Now;
    std::chrono::milliseconds arrivesAfter{0};
    std::optional<int> status{};      ///< HTTP, instead of carrying it out
    bool isPage = false;              ///< a web page, instead of carrying it out
    std::optional<int> refusal{};     ///< retCode, instead of carrying it out
    std::optional<int> statusAfter{}; ///< HTTP, after carrying it out
    bool isAnswerLost = false, isTwice = false;
    std::chrono::milliseconds answersAfter{0};
    Mishap mishap{};
};

} // namespace bw
