// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace bw {

/// What an API key is and may do, to rehearse every verdict about keys: rights, lifetime, addresses, and the ways in which one fails.
enum class KeyKind : std::uint8_t {
    Trade,
    ReadOnly,       ///< readOnly 1, and lists that name orders all the same, as Bybit tells it
    Transfer,
    Withdraw,
    NoRights,
    Unbound,        ///< may trade, from everywhere, 63 days left
    ExpiresSoon,    ///< the same with 5 days left
    Classic,        ///< of an account that is not unified
    Expired,        ///< 33004
    BoundElsewhere, ///< 10010
    Foreign,        ///< of another environment: 10003
    NoRight,        ///< lost even the right to ask: 10005
    NoAudit,        ///< works, but query-api is not there (HTTP 404), as it may be on demo
};
[[nodiscard]] QString toName(KeyKind kind); ///< "read-only", "bound-elsewhere", ...
[[nodiscard]] std::optional<KeyKind> keyKindFromName(QStringView name);
[[nodiscard]] QString keyKindNames();       ///< all of them, with commas

namespace sandbox {

/// The retCode that everything signed with such a key gets; 0 while it works.
[[nodiscard]] int refusalOf(KeyKind kind);
/// The result of user/query-api.
[[nodiscard]] QJsonObject keyRow(KeyKind kind, const QByteArray &key);

} // namespace sandbox
} // namespace bw
