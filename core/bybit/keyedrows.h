// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/pagedread.h"

#include <QHash>

namespace bw {

/// Rows of a list by what names each: a page that shifted while it was read brings a row twice, and it is one row all the same. Of two
/// the later word is kept. In order of their first arrival.
template <class T>
class KeyedRows final {
public:
    void add(const QString &key, const T &row)
    {
        const auto known = m_places.constFind(key);
        if (known == m_places.cend()) {
            m_places.insert(key, m_rows.size());
            m_rows.append(row);
        } else if (!isOlder(row, m_rows.at(*known))) {
            m_rows[*known] = row;
        }
    }
    [[nodiscard]] const QVector<T> &rows() const { return m_rows; }
    [[nodiscard]] bool names(const KeyedRows &other) const
    {
        return m_places.size() == other.m_places.size()
            && std::all_of(m_places.keyBegin(), m_places.keyEnd(), [&](const QString &key) { return other.m_places.contains(key); });
    }
    /// What the other has and this has not; and of both, the later word.
    void unite(const KeyedRows &other)
    {
        for (auto place = other.m_places.cbegin(); place != other.m_places.cend(); ++place)
            add(place.key(), other.m_rows.at(place.value()));
    }

private:
    [[nodiscard]] static bool isOlder(const T &a, const T &b)
    {
        if constexpr (requires { a.updatedAt; })
            return a.updatedAt < b.updatedAt;
        else
            return false;
    }
    QVector<T> m_rows;
    QHash<QString, qsizetype> m_places;
};

/// Reads rows into `rows`; an unreadable one fails the whole list, one of an instrument that we don't follow is passed over.
template <class T, class Decode, class KeyOf>
RowHandler collectInto(std::shared_ptr<KeyedRows<T>> rows, Decode decode, KeyOf keyOf)
{
    return [rows = std::move(rows), decode = std::move(decode), keyOf = std::move(keyOf)](const QJsonObject &row, const QJsonObject &) -> Done {
        const Result<std::optional<T>> value = decode(row);
        if (!value)
            return fail(value.error());
        if (*value)
            rows->add(keyOf(**value), **value);
        return {};
    };
}

[[nodiscard]] inline QString keyOf(const OrderReport &report) { return report.orderId; }
[[nodiscard]] inline QString keyOf(const Execution &execution) { return execution.instrument->id().symbol + u' ' + execution.execId; }
[[nodiscard]] inline QString keyOf(const Position &position)
{
    return position.instrument->id().symbol + u' ' + QString::number(position.positionIdx);
}

} // namespace bw
