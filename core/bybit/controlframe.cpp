// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/controlframe.h"

#include "core/net/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bw {
namespace {

ControlFrame::Kind kindOf(const QString &op, const QString &message)
{
    // linear, inverse and spot answer a ping with op "ping" and the word pong in ret_msg; the others with op "pong".
    if (op == u"pong" || (op == u"ping" && message == u"pong"))
        return ControlFrame::Kind::Pong;
    if (op == u"auth")
        return ControlFrame::Kind::Auth;
    if (op == u"subscribe")
        return ControlFrame::Kind::Subscribe;
    if (op == u"unsubscribe")
        return ControlFrame::Kind::Unsubscribe;
    return ControlFrame::Kind::Other;
}

} // namespace

ControlFrame decodeControl(const QByteArray &frame)
{
    ControlFrame result;
    const auto parsed = parseJsonObject(frame, {.bytes = 64 * 1024, .depth = 8});
    if (!parsed || parsed->contains(QLatin1StringView("topic")))
        return result;
    const QJsonObject &object = *parsed;
    const QJsonValue success = object.value(QLatin1StringView("success"));
    const QJsonValue code = object.value(QLatin1StringView("retCode"));
    QString op = object.value(QLatin1StringView("op")).toString();
    const bool isOptionAck = object.value(QLatin1StringView("type")).toString() == u"COMMAND_RESP";
    if (isOptionAck && op.isEmpty())
        op = QStringLiteral("subscribe");
    if (op.isEmpty() && !success.isBool() && code.isUndefined())
        return result;

    const QString publicText = object.value(QLatin1StringView("ret_msg")).toString();
    result.kind = kindOf(op, publicText);
    result.code = static_cast<int>(integerOf(code).value_or(0));
    result.isOk = success.isBool() ? success.toBool() : result.kind == ControlFrame::Kind::Pong || (!code.isUndefined() && result.code == 0);
    if (isOptionAck)
        result.isOk = result.isOk && object.value(QLatin1StringView("data")).toObject().value(QLatin1StringView("failTopics")).toArray().isEmpty();
    result.requestId = object.value(QLatin1StringView("req_id")).toString().left(64);
    if (result.requestId.isEmpty())
        result.requestId = object.value(QLatin1StringView("reqId")).toString().left(64);
    result.message = (publicText.isEmpty() ? object.value(QLatin1StringView("retMsg")).toString() : publicText).left(300);
    return result;
}

QByteArray pingFrame()
{
    return QByteArrayLiteral("{\"op\":\"ping\"}");
}

QByteArray topicsFrame(QByteArrayView op, const QByteArray &requestId, const QList<QByteArray> &topics)
{
    QJsonArray args;
    for (const QByteArray &topic : topics)
        args.append(QString::fromUtf8(topic));
    const QJsonObject object{{QStringLiteral("req_id"), QString::fromLatin1(requestId)},
                             {QStringLiteral("op"), QString::fromLatin1(op)},
                             {QStringLiteral("args"), args}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray authFrame(const QString &key, qint64 expiresMs, const QByteArray &signature)
{
    const QJsonObject object{{QStringLiteral("op"), QStringLiteral("auth")},
                             {QStringLiteral("args"), QJsonArray{key, expiresMs, QString::fromLatin1(signature)}}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace bw
