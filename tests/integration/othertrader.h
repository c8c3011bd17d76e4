// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace bw {

/// Another program that trades on the same account of a sandbox exchange: signs and sends by hand over a plain socket, blocks 5 s at most,
/// and shares nothing with the terminal.
class OtherTrader final {
public:
    OtherTrader(QString rest, const QString &key, const QString &secret) : m_rest(std::move(rest)), m_key(key.toLatin1()), m_secret(secret.toLatin1()) {}

    /// The exchange's answer, such as {"retCode": 0, ...}; empty where none came.
    QJsonObject post(const QByteArray &path, const QJsonObject &body) const;
    /// Of linear BTCUSDT, with more or other fields; true when it was accepted.
    [[nodiscard]] bool place(const QString &linkId, const QJsonObject &fields) const;

private:
    const QString m_rest;
    const QByteArray m_key, m_secret;
};

} // namespace bw
