// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaypairtable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>

namespace bw {

namespace {

constexpr qsizetype kMaxBytes = 1'000'000;
constexpr qsizetype kMaxRows = 1000;
constexpr qsizetype kMaxNameLength = 64;
constexpr int kFormat = 1;

using Kind = RelayPair::Kind;
using Unit = RelayPair::AmountUnit;

template <class Value>
struct Word {
    QLatin1StringView text;
    Value value;
};
constexpr std::array<Word<Kind>, 3> kKinds{{{QLatin1StringView("spot"), Kind::Spot},
                                            {QLatin1StringView("linear"), Kind::Linear},
                                            {QLatin1StringView("inverse"), Kind::Inverse}}};
constexpr std::array<Word<Unit>, 5> kUnits{{{QLatin1StringView("base"), Unit::Base},
                                            {QLatin1StringView("quote"), Unit::Quote},
                                            {QLatin1StringView("base_contracts"), Unit::BaseContracts},
                                            {QLatin1StringView("quote_contracts"), Unit::QuoteContracts},
                                            {QLatin1StringView("unknown"), Unit::Unknown}}};

template <class Words>
QString wordOf(const Words &words, decltype(Words::value_type::value) value)
{
    for (const auto &word : words)
        if (word.value == value)
            return word.text;
    return {};
}

/// Reads the fields of one row; the first that is wrong is kept as the complaint.
class RowReader {
public:
    explicit RowReader(const QJsonObject &row) : m_row(row) {}

    [[nodiscard]] QString name(QLatin1StringView key)
    {
        const QString text = take(key).toString();
        const auto isPlain = [](QChar c) { return c.isPrint() && !c.isSpace(); };
        if (text.isEmpty() || text.size() > kMaxNameLength || !std::all_of(text.begin(), text.end(), isPlain))
            complain(key, QStringLiteral("wants 1 to %1 characters without blanks").arg(kMaxNameLength));
        return text;
    }
    /// nullopt for null.
    [[nodiscard]] std::optional<Decimal> positive(QLatin1StringView key)
    {
        const QJsonValue value = take(key);
        if (value.isNull())
            return std::nullopt;
        const auto number = Decimal::parse(QStringView(value.toString()));
        if (!number || number->sign() <= 0) {
            complain(key, QStringLiteral("wants a positive number as text, or null"));
            return std::nullopt;
        }
        return number->normalized();
    }
    [[nodiscard]] Decimal fraction(QLatin1StringView key)
    {
        const auto number = Decimal::parse(QStringView(take(key).toString()));
        if (number && *number > Decimal(-1) && *number < Decimal(1)) // a rebate is negative
            return number->normalized();
        complain(key, QStringLiteral("wants a fraction below 1 as text, such as \"0.00055\""));
        return {};
    }
    [[nodiscard]] QDate date(QLatin1StringView key)
    {
        const QDate day = QDate::fromString(take(key).toString(), Qt::ISODate);
        if (!day.isValid())
            complain(key, QStringLiteral("wants a day such as \"2026-11-23\""));
        return day;
    }
    [[nodiscard]] bool flag(QLatin1StringView key)
    {
        const QJsonValue value = take(key);
        if (!value.isBool())
            complain(key, QStringLiteral("wants true or false"));
        return value.toBool();
    }
    template <class Words>
    [[nodiscard]] auto oneOf(QLatin1StringView key, const Words &words)
    {
        const QString text = take(key).toString();
        QStringList known;
        for (const auto &word : words) {
            if (text == word.text)
                return word.value;
            known << word.text;
        }
        complain(key, QStringLiteral("wants one of %1").arg(known.join(QStringLiteral(", "))));
        return words.front().value;
    }
    /// "" when every field was there, right, and nothing else.
    [[nodiscard]] QString complaint()
    {
        for (const QString &key : m_row.keys())
            if (m_complaint.isEmpty() && !m_taken.contains(key))
                m_complaint = QStringLiteral("unknown field \"%1\"").arg(key.left(kMaxNameLength));
        return m_complaint;
    }

private:
    QJsonValue take(QLatin1StringView key)
    {
        m_taken.insert(key);
        if (!m_row.contains(key))
            complain(key, QStringLiteral("is missing"));
        return m_row.value(key);
    }
    void complain(QLatin1StringView key, const QString &what)
    {
        if (m_complaint.isEmpty())
            m_complaint = QStringLiteral("%1 %2").arg(key, what);
    }

    const QJsonObject &m_row;
    QSet<QString> m_taken;
    QString m_complaint;
};

Result<RelayPair> readRow(const QJsonObject &row)
{
    RowReader reader(row);
    RelayPair pair;
    pair.key.exchange = reader.name(QLatin1StringView("exchange"));
    pair.key.symbol = reader.name(QLatin1StringView("symbol"));
    pair.venue = reader.name(QLatin1StringView("venue"));
    pair.base = reader.name(QLatin1StringView("base"));
    pair.quote = reader.name(QLatin1StringView("quote"));
    pair.kind = reader.oneOf(QLatin1StringView("kind"), kKinds);
    pair.unit = reader.oneOf(QLatin1StringView("unit"), kUnits);
    pair.tick = reader.positive(QLatin1StringView("tick"));
    pair.lot = reader.positive(QLatin1StringView("lot"));
    pair.contractValue = reader.positive(QLatin1StringView("contractValue"));
    pair.takerFee = reader.fraction(QLatin1StringView("takerFee"));
    pair.asOf = reader.date(QLatin1StringView("asOf"));
    pair.isShown = reader.flag(QLatin1StringView("shown"));
    if (const QString complaint = reader.complaint(); !complaint.isEmpty())
        return fail(inputError(complaint));
    return pair;
}

QString nameOf(const QJsonValue &row)
{
    const QJsonObject object = row.toObject();
    const QString name = object.value(QLatin1StringView("exchange")).toString() + u' ' + object.value(QLatin1StringView("symbol")).toString();
    return name.left(kMaxNameLength).simplified();
}

QJsonValue valueOf(const std::optional<Decimal> &number)
{
    return number ? QJsonValue(number->toString()) : QJsonValue();
}

} // namespace

Result<RelayPairTable> readRelayPairs(const QByteArray &json)
{
    if (json.size() > kMaxBytes)
        return fail(inputError(QStringLiteral("the table of pairs is longer than %1 bytes").arg(kMaxBytes)));
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(inputError(QStringLiteral("the table of pairs is no JSON: line %1: %2")
                                   .arg(json.left(error.offset).count('\n') + 1)
                                   .arg(error.errorString())));
    const QJsonObject root = document.object();
    if (root.value(QLatin1StringView("format")).toInt() != kFormat || !root.value(QLatin1StringView("pairs")).isArray())
        return fail(inputError(QStringLiteral("the table of pairs wants \"format\": %1 and an array \"pairs\"").arg(kFormat)));
    const QJsonArray rows = root.value(QLatin1StringView("pairs")).toArray();
    if (rows.size() > kMaxRows)
        return fail(inputError(QStringLiteral("the table of pairs has more than %1 rows").arg(kMaxRows)));

    RelayPairTable table;
    QSet<RelayKey> seen;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto pair = rows.at(i).isObject() ? readRow(rows.at(i).toObject()) : fail(inputError(QStringLiteral("is no object")));
        if (pair && seen.contains(pair->key))
            pair = fail(inputError(QStringLiteral("is there twice")));
        if (pair) {
            seen.insert(pair->key);
            table.pairs.append(*pair);
        } else {
            table.refused.append(inputError(QStringLiteral("pair %1 (%2): %3").arg(i + 1).arg(nameOf(rows.at(i)), pair.error().detail).left(300)));
        }
    }
    return table;
}

QByteArray writeRelayPairs(const QVector<RelayPair> &pairs)
{
    QByteArray json = "{\n  \"format\": " + QByteArray::number(kFormat) + ",\n  \"pairs\": [";
    for (const auto &pair : pairs) {
        const QJsonObject row{{QStringLiteral("exchange"), pair.key.exchange}, {QStringLiteral("symbol"), pair.key.symbol},
                              {QStringLiteral("venue"), pair.venue}, {QStringLiteral("base"), pair.base}, {QStringLiteral("quote"), pair.quote},
                              {QStringLiteral("kind"), wordOf(kKinds, pair.kind)}, {QStringLiteral("unit"), wordOf(kUnits, pair.unit)},
                              {QStringLiteral("tick"), valueOf(pair.tick)}, {QStringLiteral("lot"), valueOf(pair.lot)},
                              {QStringLiteral("contractValue"), valueOf(pair.contractValue)},
                              {QStringLiteral("takerFee"), pair.takerFee.toString()}, {QStringLiteral("asOf"), pair.asOf.toString(Qt::ISODate)},
                              {QStringLiteral("shown"), pair.isShown}};
        json += json.endsWith('[') ? "\n    " : ",\n    ";
        json += QJsonDocument(row).toJson(QJsonDocument::Compact);
    }
    return json + "\n  ]\n}\n";
}

} // namespace bw
