// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/exchange.h"

#include "core/sandbox/authenticator.h"
#include "core/sandbox/funding.h"
#include "core/sandbox/money.h"
#include "core/sandbox/orderdesk.h"
#include "core/sandbox/restaccount.h"
#include "core/sandbox/restmarket.h"
#include "core/sandbox/restorder.h"
#include "core/sandbox/restposition.h"
#include "core/sandbox/throttle.h"

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

/// Everything behind the doors, in the order in which the parts lean on each other.
struct Exchange::Room {
    struct Done {
        Answer answer;
        std::optional<Throttle::Verdict> limit;
    };

    Room(const Clock &clock_, MarketSource &market_, const ExchangeConfig &config, Outbox::Sender send)
        : clock(clock_), market(market_), limitPerSecond(config.limitPerSecond), authenticator(clock), throttle(clock), ids(config.seed),
          valuation(market), outbox(valuation, std::move(send)), matcher(clock, market, valuation, outbox, ids),
          stops(clock, valuation, matcher, outbox, ids), funding(clock, market, matcher),
          desk(clock, market, valuation, matcher, stops, ids, outbox), restMarket(clock, market), restOrder(desk),
          restAccount(clock, market, valuation), restPosition(valuation, desk.form(), stops, outbox)
    {
        for (const ExchangeKey &key : config.keys) {
            authenticator.add(key.key, key.secret);
            accounts.push_back(std::make_unique<Account>(key.key, key.isReadOnly, config.balances,
                                                         FeeRates{config.makerFee, config.takerFee, config.spotFee}));
        }
        restMarket.addTo(routes);
        restOrder.addTo(routes);
        restAccount.addTo(routes);
        restPosition.addTo(routes);
        matcher.setAfterFill([this](OrderRecord &order, Position &position, QtyLots qty) { stops.afterFill(order, position, qty); });
    }
    ~Room()
    {
        for (const InstrumentId &id : std::as_const(watched))
            market.unwatch(id);
    }

    [[nodiscard]] Account *account(const QByteArray &key) const
    {
        for (const auto &account : accounts)
            if (account->key() == key)
                return account.get();
        return nullptr;
    }

    /// A private endpoint after its signature: permission, rate limit, then the work.
    Done run(const Route &route, const QByteArray &name, Account &account, const QJsonObject &fields)
    {
        if (account.isReadOnly() && name.startsWith("POST "))
            return {refuse(code::Permission), std::nullopt};
        const bool isSpot = fields.value(QLatin1StringView("category")).toString() == QLatin1StringView("spot");
        const int perSecond = limitPerSecond > 0 ? limitPerSecond : isSpot ? route.perSecondSpot : route.perSecond;
        const auto verdict = throttle.take(account.key() + (isSpot ? " spot " : " ") + name, perSecond);
        if (!verdict.isAllowed)
            return {refuse(code::TooManyVisits), verdict};
        Done done{route.run({.account = &account, .fields = fields}), verdict};
        settle();
        return done;
    }

    /// After every step: what changed is told, and exactly the instruments that matter are watched.
    void settle()
    {
        if (outbox.isEmpty())
            return;
        outbox.flush();
        stops.release();
        QSet<InstrumentId> needed;
        for (const auto &account : accounts) {
            account->orders().trim();
            for (const OrderRecord *order : account->orders().open())
                needed.insert(order->instrument->id());
            for (const Position *position : account->positions())
                if (!position->size.isZero())
                    needed.insert(position->instrument->id());
        }
        const QSet<InstrumentId> before = std::exchange(watched, needed);
        for (const InstrumentId &id : needed - before)
            market.watch(id);
        for (const InstrumentId &id : before - needed)
            market.unwatch(id);
    }

    const Clock &clock;
    MarketSource &market;
    int limitPerSecond;
    Authenticator authenticator;
    Throttle throttle;
    Ids ids;
    Valuation valuation;
    Outbox outbox;
    Matcher matcher;
    StopKeeper stops;
    Funding funding;
    OrderDesk desk;
    RestMarket restMarket;
    RestOrder restOrder;
    RestAccount restAccount;
    RestPosition restPosition;
    Routes routes;
    std::vector<std::unique_ptr<Account>> accounts;
    QSet<InstrumentId> watched;
};

Exchange::Exchange(const Clock &clock, MarketSource &market, ExchangeConfig config, QObject *parent)
    : QObject(parent), m_room(std::make_unique<Room>(clock, market, config, [this](const QByteArray &key, const QByteArray &topic, const QJsonArray &data) {
          Q_EMIT privateEvent(key, topic, data);
      }))
{
    connect(&market, &MarketSource::bookChanged, this, [this](const InstrumentId &id) {
        m_room->matcher.onBook(id);
        m_room->settle();
    });
    connect(&market, &MarketSource::tradePrinted, this, [this](const InstrumentId &id, const MarketPrint &print) {
        m_room->matcher.onPrint(id, print);
        m_room->stops.check(id);
        m_room->settle();
    });
    connect(&market, &MarketSource::tickerChanged, this, [this](const InstrumentId &id) {
        m_room->stops.check(id);
        m_room->funding.check(id, m_room->accounts);
        m_room->settle();
    });
}

Exchange::~Exchange() = default;

RestReply Exchange::handle(const RestRequest &request)
{
    const QByteArray name = request.method + ' ' + request.path;
    const auto route = m_room->routes.constFind(name);
    const bool isKnown = route != m_room->routes.cend();
    const UtcTime now = m_room->clock.utcNow();
    const auto reply = [&](const Answer &answer) {
        return answer ? jsonReply(envelope(code::Ok, QStringLiteral("OK"), *answer, now))
                      : jsonReply(envelope(answer.error().code, answer.error().text, {}, now));
    };
    if (isKnown ? !route->isPrivate() : isPublicPath(request.path))
        return isKnown ? reply(route->run({.fields = fieldsOf(request.rawQuery)})) : plainReply(404, "404 page not found");

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
    const Room::Done done = m_room->run(*route, name, *m_room->account(*key), fields);
    RestReply answered = reply(done.answer);
    if (done.limit)
        answered.headers += limitHeaders(*done.limit);
    return answered;
}

QJsonObject Exchange::handleTrade(const QString &op, const QJsonObject &header, const QJsonArray &args, const QByteArray &key)
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
    const Room::Done done = m_room->run(*route, name, *account, args.first().toObject());
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

QJsonObject Exchange::state(const QByteArray &rawQuery) const
{
    QJsonArray orders, executions, positions, wallets;
    for (const auto &account : m_room->accounts) {
        const auto owned = [&](QJsonObject row, const InstrumentPtr &instrument) {
            row.insert(QStringLiteral("account"), QString::fromUtf8(account->key()));
            if (instrument)
                row.insert(QStringLiteral("category"), toName(instrument->id().category));
            return row;
        };
        for (const auto &order : std::as_const(*account).orders().all())
            orders.append(owned(order->toJson(), order->instrument));
        for (const FillRecord &fill : account->fills())
            executions.append(owned(fill.toJson(), fill.instrument));
        for (const Position *position : account->positions())
            positions.append(owned(m_room->valuation.position(*account, *position, false), position->instrument));
        wallets.append(owned(m_room->valuation.wallet(*account), nullptr));
    }
    constexpr int kMostBooks = 50;
    const Call query{.fields = fieldsOf(rawQuery)};
    const QString symbol = query.text(QLatin1StringView("symbol")), category = query.text(QLatin1StringView("category"));
    const int limit = query.number(QLatin1StringView("limit"), 1, 1000, 50);
    QJsonObject books;
    int told = 0;
    for (const InstrumentId &id : m_room->market.instruments()) {
        const QString its = toName(id.category);
        if ((!symbol.isEmpty() && symbol != id.symbol) || (!category.isEmpty() && category != its) || ++told > kMostBooks)
            continue;
        QJsonObject all = books.value(its).toObject();
        all.insert(id.symbol, m_room->restMarket.bookRow(id, m_room->market.book(id), limit));
        books.insert(its, all);
    }
    return {{QStringLiteral("orders"), orders},
            {QStringLiteral("executions"), executions},
            {QStringLiteral("positions"), positions},
            {QStringLiteral("wallets"), wallets},
            {QStringLiteral("book"), books}};
}

void Exchange::announceOutage(std::optional<UtcTime> begin)
{
    m_room->restMarket.announceOutage(begin);
}

void Exchange::setLimitPerSecond(int limit)
{
    m_room->limitPerSecond = limit;
}

} // namespace bw
