// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/othertrader.h"

#include "tests/integration/sandboxtalk.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace bw {

QJsonObject OtherTrader::post(const QByteArray &path, const QJsonObject &body) const
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const QByteArray now = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    const QByteArray sign = QMessageAuthenticationCode::hash(now + m_key + "5000" + bytes, m_secret, QCryptographicHash::Sha256).toHex();
    return postToSandbox(m_rest, path, bytes, "X-BAPI-API-KEY: " + m_key + "\r\nX-BAPI-TIMESTAMP: " + now + "\r\nX-BAPI-RECV-WINDOW: 5000\r\nX-BAPI-SIGN: " + sign + "\r\n");
}

bool OtherTrader::place(const QString &linkId, const QJsonObject &fields) const
{
    QJsonObject body{{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
                     {QStringLiteral("side"), QStringLiteral("Buy")}, {QStringLiteral("orderType"), QStringLiteral("Limit")},
                     {QStringLiteral("qty"), QStringLiteral("0.010")}, {QStringLiteral("orderLinkId"), linkId}};
    for (auto it = fields.constBegin(); it != fields.constEnd(); ++it)
        body.insert(it.key(), it.value());
    return post("/v5/order/create", body).value(QLatin1StringView("retCode")).toInt(-1) == 0;
}

} // namespace bw
