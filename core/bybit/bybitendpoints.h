// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <QProcessEnvironment>
#include <QUrl>

namespace bw {

/// The four worlds of Bybit that a key belongs to, without the discouraged one.
enum class BybitWorld : std::uint8_t { Mainnet, Testnet, Demo };

/// Where a venue's REST and sockets are. A value; every address in it has passed checkedEndpoint(), so nothing but a loopback host is
/// spoken to without encryption.
struct BybitEndpoints {
    QUrl rest;          ///< "https://api-testnet.bybit.com"
    QUrl publicSocket;  ///< "wss://stream-testnet.bybit.com"
    QUrl privateSocket;

    [[nodiscard]] QUrl publicUrl(Category category) const; ///< with /v5/public/linear and so on
    [[nodiscard]] QUrl privateUrl() const;

    /// The well-known hosts, or what BYBIT_MAINNET_BASE_URL, BYBIT_MAINNET_WS_URL and their kin put in their place. Demo has no public
    /// socket of its own: its prices are mainnet's.
    /// `own`: of the account's site, in the place of mainnet's well-known ones; the environment wins over both.
    struct Site {
        QString rest, socket;
    };
    [[nodiscard]] static Result<BybitEndpoints> forWorld(BybitWorld world, const QProcessEnvironment &environment, const Site &own = {});
    /// A venue of one host, such as the sandbox exchange.
    [[nodiscard]] static Result<BybitEndpoints> custom(const QString &rest, const QString &socket);
};

} // namespace bw
