// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>

namespace bw {

/// What a connection is for, how it stands and why, in the words of the event `connection`.
struct ConnectionStatus {
    enum class Stream : std::uint8_t { Public, Private, Trade, Rest, Relay, Ai };
    enum class State : std::uint8_t { Connecting, Live, Stale, Down };
    enum class Reason : std::uint8_t { None, Dns, Refused, Tls, Portal, Timeout, Auth, Banned, Closed, Resumed };

    Stream stream = Stream::Public;
    State state = State::Connecting;
    Reason reason = Reason::None;
    int attempt = 0;                           ///< reconnects since data last flowed
    std::chrono::milliseconds nextTryIn{0};    ///< > 0 while Down and waiting
    bool operator==(const ConnectionStatus &) const = default;
};
[[nodiscard]] QString toName(ConnectionStatus::Stream stream);
[[nodiscard]] QString toName(ConnectionStatus::State state);
[[nodiscard]] QString toName(ConnectionStatus::Reason reason); ///< "" for None

} // namespace bw
