// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/exchange.h"

#include "core/sandbox/exchangeroom.h"
#include "core/sandbox/money.h"

#include <QJsonDocument>

namespace bw {

using namespace sandbox;

namespace {

QJsonObject envelope(int retCode, const QString &retMsg, QJsonObject result, UtcTime now)
{
    QJsonValue ext = result.take(QLatin1StringView("retExtInfo"));
    return {
        {QStringLiteral("retCode"), retCode},
        {QStringLiteral("retMsg"), retMsg},
        {QStringLiteral("result"), result},
        {QStringLiteral("retExtInfo"), ext.isObject() ? ext.toObject() : QJsonObject()},
        {QStringLiteral("time"), jsonMs(now)},
    };
}

RestReply jsonReply(const QJsonObject &object)
{
    return {.body = QJsonDocument(object).toJson(QJsonDocument::Compact), .headers = {{"Content-Type", "application/json; charset=utf-8"}}};
}

/// What ends before the API layer answers in plain text.
RestReply plainReply(int status, const QByteArray &text)
{
    return {.status = status, .body = text, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}};
}

using Limits = QVector<QPair<QByteArray, QByteArray>>;

Limits limitHeaders(const Throttle::Verdict &verdict)
{
    return {{"X-Bapi-Limit", QByteArray::number(verdict.limit)},
            {"X-Bapi-Limit-Status", QByteArray::number(verdict.left)},
            {"X-Bapi-Limit-Reset-Timestamp", QByteArray::number(verdict.resetMs)}};
}

bool isPublicPath(const QByteArray &path)
{
    return path.startsWith("/v5/market/") || path.startsWith("/v5/system/") || path.startsWith("/v5/announcements/");
}

} // namespace

Exchange::Exchange(const Clock &clock, MarketSource &market, ExchangeConfig config, QObject *parent)
    : QObject(parent), m_room(std::make_unique<Room>(clock, market, config, [this](const QByteArray &key, const QByteArray &topic, const QJsonArray &data) {
          Q_EMIT privateEvent(key, topic, data);
      }))
{
    connect(&market, &MarketSource::bookChanged, this, [this](const InstrumentId &id) {
        if (!m_room->market.isLive(id))
            return;
        m_room->matcher.onBook(id);
        m_room->settle();
    });
    connect(&market, &MarketSource::tradePrinted, this, [this](const InstrumentId &id, const MarketPrint &print) {
        if (!m_room->market.isLive(id))
            return;
        m_room->matcher.onPrint(id, print);
        m_room->stops.check(id);
        m_room->settle();
    });
    connect(&market, &MarketSource::tickerChanged, this, [this](const InstrumentId &id) {
        m_room->notePrice(id);
        const bool isLive = m_room->market.isLive(id);
        if (isLive)
            m_room->stops.check(id);
        m_room->funding.check(id, m_room->accounts);
        if (isLive)
            m_room->liquidator.check(id, m_room->accounts);
        m_room->settle();
    });
}

/// The account's file is up to date at every moment but for what moves without an order: prices, and the ratchet of trailing stops.
Exchange::~Exchange()
{
    if (!m_room->keeper)
        return;
    Outbox::Changes changes;
    for (const OrderRecord *order : m_room->accounts.front()->orders().open())
        if (order->trigger && order->trigger->trail)
            changes.orders.push_back(order);
    m_room->noteKept(m_room->keeper->write(*m_room->accounts.front(), m_room->ids, changes));
}

RestReply Exchange::handle(const RestRequest &request, const Mishap &mishap)
{
    const QByteArray name = request.method + ' ' + request.path;
    const auto route = m_room->routes.constFind(name);
    const bool isKnown = route != m_room->routes.cend();
    const UtcTime now = m_room->clock.utcNow();
    const auto reply = [&](const Answer &answer) {
        return answer ? jsonReply(envelope(code::Ok, QStringLiteral("OK"), *answer, now))
                      : jsonReply(envelope(answer.error().code, answer.error().text, answer.error().result, now));
    };
    if (isKnown ? !route->isPrivate() : isPublicPath(request.path))
        return isKnown ? reply(route->run({.fields = fieldsOf(request.rawQuery), .now = now})) : plainReply(404, "404 page not found");

    const auto key = m_room->authenticator.check(request);
    if (!key)
        return key.error().httpStatus == 200 ? reply(tl::unexpected<Refusal>(key.error()))
                                             : plainReply(key.error().httpStatus, key.error().text.toUtf8());
    if (!isKnown)
        return plainReply(404, "404 page not found");
    QJsonObject fields = fieldsOf(request.rawQuery);
    if (request.method == "POST") {
        const QJsonDocument body = QJsonDocument::fromJson(request.body);
        if (!body.isObject())
            return reply(refuse(code::Parameter, QStringLiteral("request body is not a JSON object")));
        fields = body.object();
    }
    const Room::Done done = m_room->run(*route, name, *m_room->account(*key), fields, mishap);
    if (!done.answer && done.answer.error().httpStatus != 200)
        return plainReply(done.answer.error().httpStatus, done.answer.error().text.toUtf8());
    RestReply answered = reply(done.answer);
    if (done.limit)
        answered.headers += limitHeaders(*done.limit);
    return answered;
}

QJsonObject Exchange::handleTrade(const QString &op, const QJsonObject &header, const QJsonArray &args, const QByteArray &key, const Mishap &mishap)
{
    const UtcTime now = m_room->clock.utcNow();
    const auto answer = [&](const Answer &result, const std::optional<Throttle::Verdict> &limit) {
        QJsonObject heads{{QStringLiteral("Timenow"), QString::number(toMs(now))}, {QStringLiteral("Traceid"), m_room->ids.uuid().remove(u'-')}};
        for (const auto &[name, value] : limit ? limitHeaders(*limit) : Limits())
            heads.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        QJsonObject data = result ? *result : QJsonObject();
        const QJsonValue ext = data.take(QLatin1StringView("retExtInfo"));
        return QJsonObject{
            {QStringLiteral("retCode"), result ? 0 : result.error().code},
            {QStringLiteral("retMsg"), result ? QStringLiteral("OK") : result.error().text},
            {QStringLiteral("op"), op},
            {QStringLiteral("data"), data},
            {QStringLiteral("retExtInfo"), ext.toObject()},
            {QStringLiteral("header"), heads},
        };
    };
    Account *account = m_room->account(key);
    if (!account)
        return answer(refuse(code::UnknownKey), std::nullopt);
    const auto head = [&](const QString &name) { return header.value(name).toVariant().toString().toLatin1(); };
    if (const auto late = m_room->authenticator.checkTime(head(QStringLiteral("X-BAPI-TIMESTAMP")), head(QStringLiteral("X-BAPI-RECV-WINDOW"))))
        return answer(tl::unexpected<Refusal>(*late), std::nullopt);
    const QByteArray name = "POST /v5/" + QString(op).replace(u'.', u'/').toLatin1();
    const auto route = m_room->routes.constFind(name);
    if (!op.startsWith(QLatin1StringView("order.")) || route == m_room->routes.cend())
        return answer(refuse(code::UnknownOp), std::nullopt);
    if (args.size() != 1 || !args.first().isObject())
        return answer(refuse(code::Parameter, QStringLiteral("args must hold one object")), std::nullopt);
    const Room::Done done = m_room->run(*route, name, *account, args.first().toObject(), mishap);
    return answer(done.answer, done.limit);
}

int Exchange::checkAuth(const QByteArray &key, qint64 expires, const QByteArray &signature) const
{
    const auto refusal = m_room->authenticator.checkSocket(key, expires, signature);
    return refusal ? refusal->code : code::Ok;
}

QString Exchange::text(int retCode)
{
    return codeText(retCode);
}

RestReply Exchange::refusal(int retCode) const
{
    return jsonReply(envelope(retCode, codeText(retCode), {}, m_room->clock.utcNow()));
}

void Exchange::announceOutage(std::optional<UtcTime> begin)
{
    m_room->restMarket.announceOutage(begin);
}

void Exchange::restart()
{
    for (const auto &account : m_room->accounts)
        for (const auto &order : account->orders().all())
            order->isForgotten = order->isForgotten || !order->isOpen();
}

void Exchange::setKeyKind(KeyKind kind)
{
    for (const auto &account : m_room->accounts)
        m_room->authenticator.setKind(account->key(), kind);
}

KeyKind Exchange::keyKind(const QByteArray &key) const
{
    return m_room->authenticator.kindOf(key);
}

void Exchange::setLimitPerSecond(int limit)
{
    m_room->limitPerSecond = limit;
}

} // namespace bw
