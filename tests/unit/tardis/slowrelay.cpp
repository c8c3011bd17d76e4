// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/tardis/slowrelay.h"

#include "core/net/json.h"

#include <QRegularExpression>

namespace bw {

namespace {

class Parser {
public:
    explicit Parser(const QByteArray &text) : m_text(text) {}

    std::optional<SlowJson> document()
    {
        auto value = this->value(0);
        blanks();
        return m_at == m_text.size() ? value : std::nullopt;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text.at(m_at) : '\0'; }
    bool take(char c)
    {
        if (peek() != c || m_at == m_text.size())
            return false;
        ++m_at;
        return true;
    }
    void blanks()
    {
        while (m_at < m_text.size() && QByteArray(" \t\r\n").contains(m_text.at(m_at)))
            ++m_at;
    }
    std::optional<QByteArray> string()
    {
        if (!take('"'))
            return std::nullopt;
        QByteArray content;
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at++);
            if (c == '"')
                return content;
            if (static_cast<unsigned char>(c) < 0x20)
                return std::nullopt;
            content += c;
            if (c == '\\' && m_at < m_text.size())
                content += m_text.at(m_at++);
        }
        return std::nullopt;
    }
    std::optional<SlowJson> value(int depth)
    {
        blanks();
        if (depth > 40)
            return std::nullopt;
        if (peek() == '"') {
            auto text = string();
            return text ? std::optional(SlowJson{SlowJson::Kind::Text, *text, {}, {}}) : std::nullopt;
        }
        if (take('['))
            return list(depth);
        if (take('{'))
            return object(depth);
        static const QRegularExpression scalar(
            QStringLiteral("\\G(?:(?<number>-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(?<bool>true|false)|(?<null>null))"));
        const auto match = scalar.match(QString::fromLatin1(m_text), m_at);
        if (!match.hasMatch())
            return std::nullopt;
        m_at += match.capturedLength();
        const auto kind = match.capturedLength(QStringLiteral("number")) > 0 ? SlowJson::Kind::Number
            : match.capturedLength(QStringLiteral("bool")) > 0              ? SlowJson::Kind::Bool
                                                                            : SlowJson::Kind::Null;
        return SlowJson{kind, match.captured().toLatin1(), {}, {}};
    }
    std::optional<SlowJson> list(int depth)
    {
        SlowJson made{SlowJson::Kind::List, {}, {}, {}};
        blanks();
        if (take(']'))
            return made;
        do {
            const auto item = value(depth + 1);
            if (!item)
                return std::nullopt;
            made.items.append(*item);
            blanks();
        } while (take(','));
        return take(']') ? std::optional(made) : std::nullopt;
    }
    std::optional<SlowJson> object(int depth)
    {
        SlowJson made{SlowJson::Kind::Object, {}, {}, {}};
        blanks();
        if (take('}'))
            return made;
        do {
            blanks();
            const auto key = string();
            blanks();
            if (!key || !take(':'))
                return std::nullopt;
            const auto item = value(depth + 1);
            if (!item)
                return std::nullopt;
            made.fields.append({*key, *item});
            blanks();
        } while (take(','));
        return take('}') ? std::optional(made) : std::nullopt;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

std::optional<Decimal> numberOf(const SlowJson *value)
{
    if (!value || value->kind != SlowJson::Kind::Number)
        return std::nullopt;
    const auto number = decimalFromToken(value->raw);
    return number && number->sign() >= 0 ? std::optional(*number) : std::nullopt;
}

bool isText(const SlowJson *value, const char *text) { return value && value->kind == SlowJson::Kind::Text && value->raw == text; }

/// To the nearest step, halves down.
Decimal nearest(const Decimal &number, const Decimal &step)
{
    const Decimal steps = number.dividedBy(step, 15, Rounding::HalfEven);
    const Decimal whole = steps.rounded(0, Rounding::Down);
    return (steps - whole > Decimal::fromScaled(5, 1) ? whole + Decimal(1) : whole) * step;
}

} // namespace

std::optional<SlowJson> SlowJson::parse(const QByteArray &text) { return Parser(text).document(); }

const SlowJson *SlowJson::only(const char *key) const
{
    const SlowJson *found = nullptr;
    for (const auto &[name, value] : fields) {
        if (name != key)
            continue;
        if (found)
            return nullptr;
        found = &value;
    }
    return found;
}

void SlowBooks::feed(const QByteArray &frame)
{
    const auto message = SlowJson::parse(frame);
    if (!message || !apply(*message))
        for (auto &book : m_books)
            book.isValid = false;
}

bool SlowBooks::apply(const SlowJson &message)
{
    const SlowJson *type = message.only("type");
    if (isText(type, "disconnect")) {
        for (auto &book : m_books)
            book.isValid = false;
        return true;
    }
    if (!isText(type, "book_change"))
        return type && type->kind == SlowJson::Kind::Text;
    const SlowJson *symbol = message.only("symbol"), *isSnapshot = message.only("isSnapshot");
    if (!symbol || symbol->kind != SlowJson::Kind::Text || !isSnapshot || isSnapshot->kind != SlowJson::Kind::Bool)
        return false;
    Book &book = m_books[QString::fromUtf8(symbol->raw)];
    if (isSnapshot->raw == "true")
        book = {{}, {}, true};
    if (!book.isValid)
        return true;
    return applySide(book.bids, message.only("bids")) && applySide(book.asks, message.only("asks"));
}

template <class Side>
bool SlowBooks::applySide(Side &side, const SlowJson *levels) const
{
    if (!levels || levels->kind != SlowJson::Kind::List)
        return false;
    for (const auto &level : levels->items) {
        auto price = numberOf(level.only("price")), amount = numberOf(level.only("amount"));
        if (!price || !amount || price->isZero())
            return false;
        if (!m_tick.isZero()) {
            const Decimal onTick = nearest(*price, m_tick), lots = nearest(*amount, m_lot);
            if (onTick.isZero() || (*price - onTick).abs() > m_tick * Decimal::fromScaled(1, 6))
                return false;
            const bool isDust = *amount <= m_lot * Decimal::fromScaled(1, 6);
            price = onTick;
            amount = lots.isZero() && !isDust ? m_lot : lots;
        }
        if (amount->isZero())
            side.erase(*price);
        else
            side[*price] = *amount;
    }
    return true;
}

} // namespace bw
