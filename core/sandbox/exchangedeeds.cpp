// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests may do to the exchange from outside: settle funding, close a position by force, change an instrument.
#include "core/sandbox/exchangeroom.h"
#include "core/sandbox/faulttext.h"
#include "core/sandbox/money.h"

namespace bw {

using namespace sandbox;

namespace {

tl::unexpected<Error> wrong(const QString &text)
{
    return fail(inputError(text));
}

} // namespace

Result<QJsonObject> Exchange::act(const QByteArray &what, const QJsonObject &body)
{
    Room &room = *m_room;
    if (what == "funding" && body.contains(u"every")) {
        const auto every = faulttext::duration(body.value(u"every").toString());
        if (!every)
            return wrong(QStringLiteral("\"every\" ") + every.error().detail);
        room.funding.setEvery(*every);
        return QJsonObject{{QStringLiteral("every"), qint64{every->count()}}};
    }
    if (what == "instrument") {
        QJsonObject changes = body;
        const auto category = categoryFromName(changes.take(u"category").toString());
        const QString symbol = changes.take(u"symbol").toString();
        return category ? room.listings.change({*category, symbol}, changes) : Result<QJsonObject>(wrong(QStringLiteral("needs a category")));
    }
    const auto instrument = room.desk.form().contract(body);
    if (!instrument)
        return wrong(QStringLiteral("needs the category and symbol of a contract"));
    const auto done = what == "funding" ? settleFunding(**instrument, body)
        : what == "liquidate"           ? closeByForce(*instrument, body, false)
        : what == "adl"                 ? closeByForce(*instrument, body, true)
                                        : Result<QJsonObject>(wrong(QStringLiteral("there is no such deed")));
    room.settle();
    return done;
}

Result<QJsonObject> Exchange::settleFunding(const Instrument &instrument, const QJsonObject &body)
{
    const auto rate = numberOf(body.value(u"rate"));
    if (rate && !rate->isValid())
        return wrong(QStringLiteral("\"rate\" is a text such as 0.0001"));
    const Decimal used = rate.value_or(m_room->market.gauge(instrument.id()).fundingRate);
    m_room->funding.settle(instrument.id(), m_room->accounts, used);
    return QJsonObject{{QStringLiteral("rate"), plain(used)}};
}

Result<QJsonObject> Exchange::closeByForce(const std::shared_ptr<const Instrument> &instrument, const QJsonObject &body, bool isDeleveraging)
{
    const int idx = intOf(body.value(u"positionIdx"), 0);
    int closed = 0;
    for (const auto &account : m_room->accounts) {
        for (Position *position : account->openPositions(instrument->id())) {
            if (position->idx != idx)
                continue;
            const auto qty = numberOf(body.value(u"qty"));
            const auto lots = qty ? instrument->toLots(*qty) : Result<QtyLots>(QtyLots(std::abs(position->size.value())));
            if (!lots)
                return wrong(QStringLiteral("\"qty\" is a text, a multiple of the lot"));
            if (isDeleveraging)
                m_room->liquidator.deleverage(*account, *position, *lots);
            else
                m_room->liquidator.liquidate(*account, *position);
            ++closed;
        }
    }
    return closed > 0 ? Result<QJsonObject>(QJsonObject{{QStringLiteral("closed"), closed}}) : wrong(QStringLiteral("there is no such position"));
}

} // namespace bw
