// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <map>
#include <optional>

namespace bw {

/// One value of a JSON text, as strictly read as RFC 8259 has it and no faster than needed. Shares nothing with RelayCodec.
struct SlowJson {
    enum class Kind { Null, Bool, Number, Text, List, Object };
    Kind kind = Kind::Null;
    QByteArray raw;                           ///< the token of a number, the content of a text (escapes left as they are), "true", "false"
    QList<SlowJson> items;                    ///< of a list
    QList<std::pair<QByteArray, SlowJson>> fields; ///< of an object, in order

    [[nodiscard]] static std::optional<SlowJson> parse(const QByteArray &text);
    /// nullptr when there is none, or more than one.
    [[nodiscard]] const SlowJson *only(const char *key) const;
};

/// The relay's books rebuilt by the letter of the fact sheet, with maps of Decimals: what RelayBook must agree with whenever it is live.
class SlowBooks {
public:
    struct Book {
        std::map<Decimal, Decimal, std::greater<>> bids;
        std::map<Decimal, Decimal> asks;
        bool isValid = false; ///< had a snapshot, and nothing took it away since
        [[nodiscard]] bool isCrossed() const { return !bids.empty() && !asks.empty() && bids.begin()->first >= asks.begin()->first; }
    };
    SlowBooks(const Decimal &tick, const Decimal &lot) : m_tick(tick), m_lot(lot) {}

    /// What can't be read takes every book: nobody knows whose it was.
    void feed(const QByteArray &frame);
    [[nodiscard]] Book &book(const QString &symbol) { return m_books[symbol]; }

private:
    [[nodiscard]] bool apply(const SlowJson &message);
    template <class Side>
    [[nodiscard]] bool applySide(Side &side, const SlowJson *levels) const;

    Decimal m_tick, m_lot; ///< zero: numbers as they are
    QHash<QString, Book> m_books;
};

} // namespace bw
