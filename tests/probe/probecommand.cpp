// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/probecommand.h"

#include "core/bybit/errorcatalogue.h"
#include "core/bybit/keyauditcodec.h"
#include "core/bybit/signer.h"
#include "core/domain/signal/headline.h"
#include "core/engine/eventfields.h"
#include "core/holysheep/verdictparser.h"
#include "tests/probe/accountprobe.h"
#include "tests/probe/bookprobe.h"
#include "tests/probe/instrumentprobe.h"
#include "tests/probe/previewprobe.h"
#include "tests/probe/tardisprobe.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bw {

namespace {

QString text(const QJsonObject &object, QLatin1StringView key) { return object.value(key).toString(); }

/// A command that needs nothing between lines.
class PureCommand final : public ProbeCommand {
public:
    using Function = QJsonObject (*)(const QJsonObject &);
    explicit PureCommand(Function function) : m_function(function) {}
    QList<QJsonObject> process(const QByteArray &line) override
    {
        const auto document = QJsonDocument::fromJson(line);
        return {document.isObject() ? m_function(document.object()) : probeError(QStringLiteral("the line is no JSON object"))};
    }

private:
    Function m_function;
};

template <PureCommand::Function function>
ProbeFactory pure()
{
    return [] { return std::make_unique<PureCommand>(function); };
}

QJsonObject sign(const QJsonObject &vector)
{
    const Signer signer{SecretBytes(text(vector, QLatin1StringView("api_secret")).toUtf8())};
    const QString kind = text(vector, QLatin1StringView("kind"));
    QByteArray payload;
    if (kind.startsWith(QStringLiteral("ws"))) {
        payload = Signer::socketPayload(vector.value(QLatin1StringView("expires")).toInteger());
    } else {
        const bool hasBody = vector.contains(QLatin1StringView("body"));
        const QByteArray signedPart = text(vector, hasBody ? QLatin1StringView("body") : QLatin1StringView("query")).toUtf8();
        payload = Signer::restPayload(vector.value(QLatin1StringView("timestamp")).toInteger(), text(vector, QLatin1StringView("api_key")).toUtf8(),
                                      vector.value(QLatin1StringView("recv_window")).toInteger(), signedPart);
    }
    const auto signature = signer.sign(payload);
    if (!signature)
        return probeError(signature.error().detail);
    return {{QStringLiteral("id"), vector.value(QLatin1StringView("id"))}, {QStringLiteral("signature"), QString::fromLatin1(*signature)}};
}

QJsonObject reply(const QJsonObject &aCase)
{
    bool isHostile = false;
    for (const auto &headline : aCase.value(QLatin1StringView("headlines")).toArray())
        isHostile = isHostile || guardHeadline(headline.toString()).isHostile;
    const auto verdict = parseVerdict(text(aCase, QLatin1StringView("content")), text(aCase, QLatin1StringView("finish_reason")),
                                      aCase.value(QLatin1StringView("n_headlines")).toInt(), isHostile);
    // A score is a judgement between -1 and 1, not money: a JSON number, as the cases have it.
    return {{QStringLiteral("id"), aCase.value(QLatin1StringView("id"))},
            {QStringLiteral("score"), verdict.score ? QJsonValue(verdict.score->toDouble()) : QJsonValue()},
            {QStringLiteral("reason"), toName(verdict.rejection)}};
}

QJsonObject headline(const QJsonObject &aCase)
{
    const auto guarded = guardHeadline(text(aCase, QLatin1StringView("headline")));
    return {{QStringLiteral("id"), aCase.value(QLatin1StringView("id"))}, {QStringLiteral("flag"), guarded.isHostile},
            {QStringLiteral("text"), guarded.text}};
}

QJsonObject error(const QJsonObject &answer)
{
    const int code = answer.value(QLatin1StringView("retCode")).toInt();
    const auto error = errorFor(code, text(answer, QLatin1StringView("retMsg")), answer.value(QLatin1StringView("order")).toBool(true));
    return {{QStringLiteral("family"), toName(error.family)}, {QStringLiteral("retry"), toName(error.retry)},
            {QStringLiteral("certainty"), toName(error.certainty)}, {QStringLiteral("advice"), QString(adviceFor(code))}};
}

QJsonObject keyAudit(const QJsonObject &answer)
{
    const auto audit = decodeKeyAudit(answer.value(QLatin1StringView("result")).toObject());
    return audit ? fieldsOf(*audit) : probeError(audit.error().detail);
}

} // namespace

QJsonObject probeError(const QString &what) { return {{QStringLiteral("error"), what}}; }

const std::map<QString, ProbeFactory> &probeCommands()
{
    static const std::map<QString, ProbeFactory> commands{
        {QStringLiteral("account"), [] { return std::make_unique<AccountProbe>(); }},
        {QStringLiteral("book"), [] { return std::make_unique<BookProbe>(); }},
        {QStringLiteral("error"), pure<error>()},
        {QStringLiteral("headline"), pure<headline>()},
        {QStringLiteral("instrument"), [] { return std::make_unique<InstrumentProbe>(); }},
        {QStringLiteral("key-audit"), pure<keyAudit>()},
        {QStringLiteral("preview"), pure<previewOf>()},
        {QStringLiteral("reply"), pure<reply>()},
        {QStringLiteral("sign"), pure<sign>()},
        {QStringLiteral("tardis"), [] { return std::make_unique<TardisProbe>(); }},
    };
    return commands;
}

} // namespace bw
