// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/booktext.h"

#include <QCryptographicHash>

namespace bw {

namespace {

void appendSide(QByteArray &json, const char *name, const Instrument &instrument, std::span<const Level> levels)
{
    json += '"';
    json += name;
    json += "\":[";
    for (const auto &level : levels) {
        if (!json.endsWith('['))
            json += ',';
        json += "[\"" + instrument.priceText(level.price).toLatin1() + "\",\"" + instrument.qtyText(level.qty).toLatin1() + "\"]";
    }
    json += ']';
}

} // namespace

QByteArray bookJson(const Instrument &instrument, std::span<const Level> bids, std::span<const Level> asks)
{
    QByteArray json("{");
    appendSide(json, "bids", instrument, bids);
    json += ',';
    appendSide(json, "asks", instrument, asks);
    return json + '}';
}

QString bookHash(const Instrument &instrument, std::span<const Level> bids, std::span<const Level> asks)
{
    return QString::fromLatin1(QCryptographicHash::hash(bookJson(instrument, bids, asks), QCryptographicHash::Sha256).toHex());
}

} // namespace bw
