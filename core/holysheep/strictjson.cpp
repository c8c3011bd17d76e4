// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/strictjson.h"

#include <QSet>

#include <algorithm>

namespace bw {

namespace {

constexpr int kMaxDepth = 32;

class Reader {
public:
    Reader(QStringView text, qsizetype &position) : m_text(text), m_at(position) {}

    std::optional<JsonNode> value(int depth)
    {
        if (depth > kMaxDepth)
            return std::nullopt;
        skipBlanks();
        switch (peek().unicode()) {
        case u'{': return object(depth);
        case u'[': return array(depth);
        case u'"': return string();
        case u't': return word(u"true", JsonNode::Kind::Bool);
        case u'f': return word(u"false", JsonNode::Kind::Bool);
        case u'n': return word(u"null", JsonNode::Kind::Null);
        default: return number();
        }
    }

private:
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool take(QChar c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && QStringView(u" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    std::optional<JsonNode> word(QStringView expected, JsonNode::Kind kind)
    {
        if (m_text.mid(m_at, expected.size()) != expected)
            return std::nullopt;
        m_at += expected.size();
        JsonNode node;
        node.kind = kind;
        node.text = expected.toString();
        return node;
    }

    bool digits()
    {
        const qsizetype from = m_at;
        while (peek() >= u'0' && peek() <= u'9')
            ++m_at;
        return m_at > from;
    }

    std::optional<JsonNode> number()
    {
        const qsizetype from = m_at;
        take(u'-');
        if (!take(u'0') && !digits())
            return std::nullopt;
        if (take(u'.') && !digits())
            return std::nullopt;
        if (take(u'e') || take(u'E')) {
            if (!take(u'+'))
                take(u'-');
            if (!digits())
                return std::nullopt;
        }
        JsonNode node;
        node.kind = JsonNode::Kind::Number;
        node.text = m_text.mid(from, m_at - from).toString();
        return node;
    }

    /// The character behind a backslash; false when there is no such escape.
    bool escape(QString &out)
    {
        static const QString kShort = QStringLiteral("\"\\/bfnrt"), kMeant = QStringLiteral("\"\\/\b\f\n\r\t");
        const QChar c = peek();
        ++m_at;
        if (const qsizetype i = kShort.indexOf(c); i >= 0) {
            out += kMeant[i];
            return true;
        }
        if (c != u'u')
            return false;
        bool isHex = false;
        const ushort code = m_text.mid(m_at, 4).toUShort(&isHex, 16);
        isHex = isHex && m_at + 4 <= m_text.size() && m_text[m_at] != u'+';
        m_at += 4;
        out += QChar(code);
        return isHex;
    }

    std::optional<JsonNode> string()
    {
        take(u'"');
        JsonNode node;
        node.kind = JsonNode::Kind::String;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'"')
                return node;
            if (c < QChar(0x20) || (c == u'\\' && !escape(node.text)))
                return std::nullopt;
            if (c != u'\\')
                node.text += c;
        }
        return std::nullopt;
    }

    std::optional<JsonNode> array(int depth)
    {
        take(u'[');
        JsonNode node;
        node.kind = JsonNode::Kind::Array;
        for (skipBlanks(); !take(u']'); skipBlanks()) {
            if (!node.items.isEmpty() && !take(u','))
                return std::nullopt;
            auto item = value(depth + 1);
            if (!item)
                return std::nullopt;
            node.items.append(std::move(*item));
        }
        return node;
    }

    std::optional<JsonNode> object(int depth)
    {
        take(u'{');
        JsonNode node;
        node.kind = JsonNode::Kind::Object;
        for (skipBlanks(); !take(u'}'); skipBlanks()) {
            if (!node.members.isEmpty() && !take(u','))
                return std::nullopt;
            skipBlanks();
            auto key = peek() == u'"' ? string() : std::nullopt;
            skipBlanks();
            if (!key || !take(u':'))
                return std::nullopt;
            auto member = value(depth + 1);
            if (!member)
                return std::nullopt;
            node.members.append({std::move(key->text), std::move(*member)});
        }
        return node;
    }

    QStringView m_text;
    qsizetype &m_at;
};

} // namespace

const JsonNode *JsonNode::find(QStringView key) const
{
    const auto it = std::find_if(members.begin(), members.end(), [key](const auto &member) { return member.first == key; });
    return it == members.end() ? nullptr : &it->second;
}

bool JsonNode::hasRepeatedKeys() const
{
    QSet<QString> seen;
    for (const auto &[key, member] : members) {
        if (seen.contains(key) || member.hasRepeatedKeys())
            return true;
        seen.insert(key);
    }
    return std::any_of(items.begin(), items.end(), [](const JsonNode &item) { return item.hasRepeatedKeys(); });
}

std::optional<JsonNode> readJson(QStringView text, qsizetype &position)
{
    return Reader(text, position).value(0);
}

} // namespace bw
