// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/accountrecords.h"

#include <limits>
#include <type_traits>

namespace bw::sandbox {

namespace {

/// Writes each field that it is shown. The fields of a record are listed once, in fields(), for both directions.
class Writer final {
public:
    QJsonObject object;

    template <class T>
    void operator()(const char *name, const T &value)
    {
        object.insert(QLatin1StringView(name), json(value));
    }

private:
    static QJsonValue json(const QString &text) { return text; }
    static QJsonValue json(bool value) { return value; }
    static QJsonValue json(int value) { return value; }
    static QJsonValue json(std::uint64_t value) { return static_cast<qint64>(value); }
    static QJsonValue json(const Decimal &value) { return value.toString(); }
    static QJsonValue json(UtcTime at) { return qint64{toMs(at)}; }
    static QJsonValue json(const InstrumentPtr &instrument) { return instrument ? QJsonValue(nameOf(instrument->id())) : QJsonValue(); }
    template <class Tag>
    static QJsonValue json(Count<Tag> count) { return qint64{count.value()}; }
    template <class E>
        requires std::is_enum_v<E>
    static QJsonValue json(E value) { return static_cast<int>(value); }
    template <class T>
    static QJsonValue json(const std::optional<T> &value) { return value ? json(*value) : QJsonValue(); }
    static QJsonValue json(const QMap<QString, Decimal> &map)
    {
        QJsonObject object;
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            object.insert(it.key(), it.value().toString());
        return object;
    }
    static QJsonValue json(const Exits &exits);
    static QJsonValue json(const Trigger &trigger);
};

/// Reads the same fields back; one that can't be what it should spoils the record.
class Reader final {
public:
    Reader(const QJsonObject &object, const InstrumentsByName &instruments) : m_object(object), m_instruments(instruments) {}

    template <class T>
    void operator()(const char *name, T &value)
    {
        read(m_object.value(QLatin1StringView(name)), value);
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    void expect(bool isRight) { m_isGood = m_isGood && isRight; }
    void read(const QJsonValue &json, QString &text)
    {
        expect(json.isString());
        text = json.toString();
    }
    void read(const QJsonValue &json, bool &value)
    {
        expect(json.isBool());
        value = json.toBool();
    }
    void read(const QJsonValue &json, int &value)
    {
        expect(json.isDouble());
        value = json.toInt();
    }
    void read(const QJsonValue &json, std::uint64_t &value)
    {
        expect(json.isDouble() && json.toInteger(-1) >= 0);
        value = static_cast<std::uint64_t>(json.toInteger());
    }
    void read(const QJsonValue &json, Decimal &value)
    {
        const auto number = Decimal::parse(QStringView(json.toString()));
        expect(number.has_value());
        value = number.value_or(Decimal());
    }
    void read(const QJsonValue &json, UtcTime &at)
    {
        expect(json.isDouble());
        at = fromMs(json.toInteger());
    }
    void read(const QJsonValue &json, InstrumentPtr &instrument)
    {
        instrument = m_instruments.value(json.toString());
        expect(instrument != nullptr);
    }
    template <class Tag>
    void read(const QJsonValue &json, Count<Tag> &count)
    {
        constexpr qint64 kNone = std::numeric_limits<qint64>::min(); // counts stay far below that
        const qint64 value = json.toInteger(kNone);
        expect(value != kNone);
        count = Count<Tag>(value == kNone ? 0 : value);
    }
    template <class E>
        requires std::is_enum_v<E>
    void read(const QJsonValue &json, E &value)
    {
        const int number = json.toInt(-1);
        const bool isOne = number >= 0 && number <= static_cast<int>(lastOf(E()));
        expect(isOne);
        value = isOne ? static_cast<E>(number) : E();
    }
    static constexpr Category lastOf(Category) { return Category::Spot; }
    static constexpr InstrumentStatus lastOf(InstrumentStatus) { return InstrumentStatus::Unknown; }
    static constexpr Side lastOf(Side) { return Side::Sell; }
    static constexpr OrderType lastOf(OrderType) { return OrderType::Market; }
    static constexpr TimeInForce lastOf(TimeInForce) { return TimeInForce::PostOnly; }
    static constexpr OrderStatus lastOf(OrderStatus) { return OrderStatus::Deactivated; }
    static constexpr SelfMatch lastOf(SelfMatch) { return SelfMatch::CancelBoth; }
    static constexpr PriceSource lastOf(PriceSource) { return PriceSource::Mark; }
    template <class T>
    void read(const QJsonValue &json, std::optional<T> &value)
    {
        if (json.isNull() || json.isUndefined())
            value.reset();
        else
            read(json, value.emplace());
    }
    void read(const QJsonValue &json, QMap<QString, Decimal> &map)
    {
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            read(it.value(), map[it.key()]);
    }
    void read(const QJsonValue &json, Exits &exits);
    void read(const QJsonValue &json, Trigger &trigger);

    const QJsonObject m_object;
    const InstrumentsByName &m_instruments;
    bool m_isGood = true;
};

template <class A, class T>
void exitFields(A &a, T &exits)
{
    a("tp", exits.takeProfit);
    a("sl", exits.stopLoss);
    a("tpBy", exits.takeProfitBy);
    a("slBy", exits.stopLossBy);
    a("tpLimit", exits.takeProfitLimit);
    a("slLimit", exits.stopLossLimit);
}

template <class A, class T>
void triggerFields(A &a, T &trigger)
{
    a("price", trigger.price);
    a("direction", trigger.direction);
    a("by", trigger.by);
    a("trail", trigger.trail);
    a("activeAt", trigger.activeAt);
    a("isActive", trigger.isActive);
}

QJsonValue Writer::json(const Exits &exits)
{
    Writer inner;
    exitFields(inner, exits);
    return inner.object;
}

QJsonValue Writer::json(const Trigger &trigger)
{
    Writer inner;
    triggerFields(inner, trigger);
    return inner.object;
}

void Reader::read(const QJsonValue &json, Exits &exits)
{
    Reader inner(json.toObject(), m_instruments);
    exitFields(inner, exits);
    expect(inner.isGood());
}

void Reader::read(const QJsonValue &json, Trigger &trigger)
{
    Reader inner(json.toObject(), m_instruments);
    triggerFields(inner, trigger);
    expect(inner.isGood());
}

template <class A>
void fields(A &a, auto &r, const OrderRecord *)
{
    a("instrument", r.instrument);
    a("number", r.number);
    a("orderId", r.orderId);
    a("linkId", r.linkId);
    a("parentLinkId", r.parentLinkId);
    a("parentOrderId", r.parentOrderId);
    a("pair", r.pair);
    a("side", r.side);
    a("type", r.type);
    a("timeInForce", r.timeInForce);
    a("price", r.price);
    a("qty", r.qty);
    a("filled", r.filled);
    a("quoteQty", r.quoteQty);
    a("filledValue", r.filledValue);
    a("fees", r.fees);
    a("closedPnl", r.closedPnl);
    a("positionIdx", r.positionIdx);
    a("isReduceOnly", r.isReduceOnly);
    a("isCloseOnTrigger", r.isCloseOnTrigger);
    a("selfMatch", r.selfMatch);
    a("trigger", r.trigger);
    a("isFundsLocked", r.isFundsLocked);
    a("exits", r.exits);
    a("slippageType", r.slippageType);
    a("slippage", r.slippage);
    a("stopOrderType", r.stopOrderType);
    a("createType", r.createType);
    a("orderFilter", r.orderFilter);
    a("tpslMode", r.tpslMode);
    a("status", r.status);
    a("cancelType", r.cancelType);
    a("rejectReason", r.rejectReason);
    a("lastPriceOnCreated", r.lastPriceOnCreated);
    a("createdAt", r.createdAt);
    a("updatedAt", r.updatedAt);
}

template <class A>
void fields(A &a, auto &r, const FillRecord *)
{
    a("instrument", r.instrument);
    a("number", r.number);
    a("execId", r.execId);
    a("orderId", r.orderId);
    a("linkId", r.linkId);
    a("execType", r.execType);
    a("feeCoin", r.feeCoin);
    a("stopOrderType", r.stopOrderType);
    a("createType", r.createType);
    a("side", r.side);
    a("orderType", r.orderType);
    a("orderPrice", r.orderPrice);
    a("price", r.price);
    a("qty", r.qty);
    a("value", r.value);
    a("fee", r.fee);
    a("feeRate", r.feeRate);
    a("orderQty", r.orderQty);
    a("leaves", r.leaves);
    a("closed", r.closed);
    a("markPrice", r.markPrice);
    a("isMaker", r.isMaker);
    a("at", r.at);
    a("sequence", r.sequence);
}

template <class A>
void fields(A &a, auto &r, const LedgerRow *)
{
    a("instrument", r.instrument);
    a("number", r.number);
    a("type", r.type);
    a("coin", r.coin);
    a("tradeId", r.tradeId);
    a("orderId", r.orderId);
    a("linkId", r.linkId);
    a("side", r.side);
    a("qty", r.qty);
    a("price", r.price);
    a("cashFlow", r.cashFlow);
    a("funding", r.funding);
    a("fee", r.fee);
    a("feeRate", r.feeRate);
    a("change", r.change);
    a("balance", r.balance);
    a("size", r.size);
    a("at", r.at);
}

template <class A>
void fields(A &a, auto &r, const ClosedPnl *)
{
    a("instrument", r.instrument);
    a("number", r.number);
    a("orderId", r.orderId);
    a("execType", r.execType);
    a("side", r.side);
    a("type", r.type);
    a("orderPrice", r.orderPrice);
    a("qty", r.qty);
    a("closed", r.closed);
    a("entryValue", r.entryValue);
    a("exitValue", r.exitValue);
    a("openFee", r.openFee);
    a("closeFee", r.closeFee);
    a("leverage", r.leverage);
    a("fills", r.fills);
    a("createdAt", r.createdAt);
    a("updatedAt", r.updatedAt);
}

template <class A>
void fields(A &a, auto &r, const Position *)
{
    a("instrument", r.instrument);
    a("idx", r.idx);
    a("size", r.size);
    a("cost", r.cost);
    a("sessionRealised", r.sessionRealised);
    a("totalRealised", r.totalRealised);
    a("openFees", r.openFees);
    a("exits", r.exits);
    a("trailingStop", r.trailingStop);
    a("createdAt", r.createdAt);
    a("updatedAt", r.updatedAt);
    a("sequence", r.sequence);
}

template <class T>
QJsonObject written(const T &record)
{
    Writer writer;
    fields(writer, record, &record);
    return writer.object;
}

/// The terms of an instrument, as fields of their own.
struct Terms {
    Category category = Category::Linear;
    QString symbol, base, quote, settle;
    InstrumentStatus status = InstrumentStatus::Trading;
    InstrumentFilters filters;
};

template <class A>
void termFields(A &a, auto &t)
{
    a("category", t.category);
    a("symbol", t.symbol);
    a("base", t.base);
    a("quote", t.quote);
    a("settle", t.settle);
    a("status", t.status);
    a("tick", t.filters.tickSize);
    a("lot", t.filters.lotSize);
    a("minPrice", t.filters.minPrice);
    a("maxPrice", t.filters.maxPrice);
    a("minQty", t.filters.minQty);
    a("maxLimitQty", t.filters.maxLimitQty);
    a("maxMarketQty", t.filters.maxMarketQty);
    a("minNotional", t.filters.minNotional);
    a("maxLeverage", t.filters.maxLeverage);
}

} // namespace

QString nameOf(const InstrumentId &id) { return toName(id.category) + u' ' + id.symbol; }

QJsonObject toRecord(const Instrument &i)
{
    const Terms terms{i.id().category, i.id().symbol, i.baseCoin(), i.quoteCoin(), i.settleCoin(), i.status(), i.filters()};
    Writer writer;
    termFields(writer, terms);
    return writer.object;
}

InstrumentPtr instrumentFromRecord(const QJsonObject &record)
{
    Terms terms;
    const InstrumentsByName none;
    Reader reader(record, none);
    termFields(reader, terms);
    if (!reader.isGood())
        return nullptr;
    return Instrument::create({terms.category, terms.symbol}, terms.filters, terms.base, terms.quote, terms.settle, terms.status).value_or(nullptr);
}

QJsonObject toRecord(const OrderRecord &order) { return written(order); }
QJsonObject toRecord(const FillRecord &fill) { return written(fill); }
QJsonObject toRecord(const LedgerRow &row) { return written(row); }
QJsonObject toRecord(const ClosedPnl &closed) { return written(closed); }
QJsonObject toRecord(const Position &position) { return written(position); }

template <class T>
std::optional<T> fromRecord(const QJsonObject &record, const InstrumentsByName &instruments)
{
    T made;
    Reader reader(record, instruments);
    fields(reader, made, &made);
    return reader.isGood() ? std::optional(std::move(made)) : std::nullopt;
}

template std::optional<OrderRecord> fromRecord<OrderRecord>(const QJsonObject &, const InstrumentsByName &);
template std::optional<FillRecord> fromRecord<FillRecord>(const QJsonObject &, const InstrumentsByName &);
template std::optional<LedgerRow> fromRecord<LedgerRow>(const QJsonObject &, const InstrumentsByName &);
template std::optional<ClosedPnl> fromRecord<ClosedPnl>(const QJsonObject &, const InstrumentsByName &);
template std::optional<Position> fromRecord<Position>(const QJsonObject &, const InstrumentsByName &);

} // namespace bw::sandbox
