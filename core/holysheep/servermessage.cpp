// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/servermessage.h"

#include "core/holysheep/sse.h"
#include "core/net/json.h"

#include <QJsonArray>

namespace bw {

namespace {

constexpr qsizetype kShown = 300;

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const std::optional<qint64> number = integerOf(value);
    return number ? QString::number(*number) : QString();
}

/// FastAPI sends a text, or a list of {"msg": ...}.
QString detailOf(const QJsonValue &value)
{
    return value.isArray() ? value.toArray().at(0).toObject().value(QLatin1StringView("msg")).toString() : textOf(value);
}

int statusIn(const QJsonObject &object)
{
    for (const char *field : {"code", "status"}) {
        const std::optional<qint64> number = integerOf(object.value(QLatin1StringView(field)));
        if (number && *number >= 400 && *number < 600)
            return static_cast<int>(*number);
    }
    return 0;
}

} // namespace

QString safeServerText(const QString &text, const SecretBytes &key)
{
    QString clean;
    for (const QChar c : text.left(20 * kShown)) { // more is read than shown, so that a key at the cut is still found whole
        const bool isInvisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        if (!isInvisible)
            clean += c;
        else if (c.isSpace() || c.category() == QChar::Other_Control)
            clean += u' ';
    }
    if (key.size() >= 4) {
        QByteArray bytes = clean.toUtf8();
        bytes.replace(key.reveal(), QByteArrayView("[key]"));
        clean = QString::fromUtf8(bytes);
    }
    return clean.simplified().left(kShown);
}

std::optional<ServerMessage> findComplaint(const QJsonObject &body, const SecretBytes &key)
{
    const QJsonValue error = body.value(QLatin1StringView("error"));
    const QJsonValue message = body.value(QLatin1StringView("message"));
    ServerMessage out;
    out.outer = body;
    const QJsonObject *source = &body;
    if (error.isObject() && !error.toObject().isEmpty()) {
        out.inner = error.toObject();
        source = &out.inner;
        out.message = textOf(out.inner.value(QLatin1StringView("message")));
    } else if (error.isString() && !error.toString().isEmpty()) {
        out.message = error.toString();
        if (message.isString() && !message.toString().isEmpty() && message.toString() != out.message)
            out.message += QStringLiteral(": ") + message.toString();
    } else if (body.contains(QLatin1StringView("detail"))) {
        out.message = detailOf(body.value(QLatin1StringView("detail")));
    } else if (body.value(QLatin1StringView("object")) == QLatin1StringView("error")
               || body.value(QLatin1StringView("status")) == QLatin1StringView("failure")) {
        out.message = textOf(message);
    } else if (body.contains(QLatin1StringView("html-message"))) {
        out.message = QStringLiteral("a web page instead of an answer");
    } else {
        return std::nullopt;
    }
    out.code = safeServerText(textOf(source->value(QLatin1StringView("code"))), key);
    out.type = safeServerText(textOf(source->value(QLatin1StringView("type"))), key);
    out.status = statusIn(*source) ? statusIn(*source) : statusIn(body);
    out.message = safeServerText(out.message, key);
    return out;
}

bool looksLikeWebPage(const QByteArray &body)
{
    return QByteArrayView(body).trimmed().startsWith('<');
}

ServerMessage readErrorBody(const QByteArray &body, const SecretBytes &key)
{
    QByteArray text = body.trimmed();
    if (looksLikeSse(text))
        text = readSse(text).value(0).data;
    ServerMessage out;
    if (const Result<QJsonObject> object = parseJsonObject(text)) {
        if (const std::optional<ServerMessage> complaint = findComplaint(*object, key))
            return *complaint;
        out.outer = *object;
        out.message = safeServerText(textOf(object->value(QLatin1StringView("message"))), key);
    } else if (looksLikeWebPage(text)) {
        out.message = QStringLiteral("a web page instead of an answer");
    } else {
        out.message = safeServerText(QString::fromUtf8(text.left(2000)), key);
    }
    return out;
}

} // namespace bw
