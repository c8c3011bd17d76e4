// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/mask.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <utility>

namespace bw {

namespace {

using V = QByteArrayView;

constexpr std::array kSecretNames{"apikey", "api_key", "secret", "sign", "signature", "token", "authorization", "ips", "ip", "note", "userid",
                                  "inviterid", "affiliateid", "rsapublickey", "kyclevel", "kycregion", "email", "mobile", "username"};
constexpr std::array kSecretEndings{"uid", "memberid", "accountid", "int64", "secret", "apikey"};
constexpr std::array kKeyNames{"id", "createdat", "viplevel", "mktmakerlevel"};
constexpr std::array kEchoes{"sign", "key", "origin", "secret", "["};

bool isSecretName(V name, bool isAboutKey)
{
    if (name.contains('\\')) // nobody writes the names of fields with escapes, unless to hide them
        return true;
    if (name.size() < 2)
        return false; // most of a market's names
    const QByteArray low = name.toByteArray().toLower();
    const auto is = [&low](const char *each) { return low == each; };
    return std::any_of(kSecretNames.begin(), kSecretNames.end(), is)
           || std::any_of(kSecretEndings.begin(), kSecretEndings.end(), [&low](const char *each) { return low.endsWith(each); })
           || (isAboutKey && std::any_of(kKeyNames.begin(), kKeyNames.end(), is));
}

bool isVenueWords(V name)
{
    return name == V("retMsg") || name == V("ret_msg") || name == V("message");
}

/// 10004 answers with the text that was signed, key included.
bool isEcho(V words)
{
    const QByteArray low = words.toByteArray().toLower();
    return std::any_of(kEchoes.begin(), kEchoes.end(), [&low](const char *each) { return low.contains(each); });
}

/// Walks a JSON text, trusting nothing in it.
class Masker {
public:
    Masker(V text, bool isAboutKey) : m_text(text), m_isAboutKey(isAboutKey) {}

    QByteArray run()
    {
        for (; (m_at = m_text.indexOf('"', m_at)) >= 0;) {
            const V name = string();
            const qsizetype colon = behindBlanks(m_at);
            if (colon >= m_text.size() || m_text[colon] != ':')
                continue; // not a name
            m_at = colon + 1;
            const V bare = name.sliced(1, std::max<qsizetype>(name.size() - 2, 0));
            if (isSecretName(bare, m_isAboutKey))
                replace(&Masker::maskValue);
            else if (isVenueWords(bare))
                replace(&Masker::maskEcho);
        }
        keep(m_text.sliced(m_kept));
        return std::move(m_out);
    }

private:
    void keep(V some) { m_out.append(some.data(), some.size()); }

    /// All up to here stays as it is; what follows is up to `mask`.
    void replace(void (Masker::*mask)())
    {
        keep(m_text.sliced(m_kept, m_at - m_kept));
        (this->*mask)();
        m_kept = m_at;
    }

    /// The string that begins here, with its quotes; goes behind it. One without an end goes to the end.
    V string()
    {
        const qsizetype from = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        m_at = std::min(m_at + 1, m_text.size());
        return m_text.sliced(from, m_at - from);
    }

    [[nodiscard]] qsizetype behindBlanks(qsizetype at) const
    {
        while (at < m_text.size() && (m_text[at] == ' ' || m_text[at] == '\n' || m_text[at] == '\r' || m_text[at] == '\t'))
            ++at;
        return at;
    }

    void keepBlanks()
    {
        const qsizetype from = std::exchange(m_at, behindBlanks(m_at));
        keep(m_text.sliced(from, m_at - from));
    }

    void maskValue()
    {
        keepBlanks();
        if (m_at >= m_text.size())
            return;
        switch (m_text[m_at]) {
        case '"': return maskString();
        case '[': return maskList();
        case '{':
            skipNested();
            return keep("{}");
        default: return maskBare();
        }
    }

    /// "" and "*" tell nothing: no value, no address bound.
    void maskString()
    {
        const V value = string();
        keep(value == V("\"\"") || value == V("\"*\"") ? value : V("\"masked\""));
    }

    void maskList()
    {
        const qsizetype from = m_at;
        skipNested();
        const QByteArray list = m_text.sliced(from, m_at - from).toByteArray().simplified();
        keep(list == "[]" || list == "[\"*\"]" ? V(list) : V("[\"masked\"]"));
    }

    /// Goes behind the list or object that begins here, however deep, or to the end.
    void skipNested()
    {
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                (void)string();
                continue;
            }
            ++m_at;
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (depth == 0)
                return;
        }
    }

    void maskBare()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !V(",}] \n\r\t").contains(m_text[m_at]))
            ++m_at;
        const V value = m_text.sliced(from, m_at - from);
        keep(value == V("true") || value == V("false") || value == V("null") ? value : V("0"));
    }

    void maskEcho()
    {
        keepBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != '"')
            return;
        const V words = string();
        keep(isEcho(words) ? V("\"masked\"") : words);
    }

    const V m_text;
    const bool m_isAboutKey;
    qsizetype m_at = 0;
    qsizetype m_kept = 0; ///< up to here it is in m_out
    QByteArray m_out;
};

} // namespace

QByteArray masked(QByteArrayView json, bool isAboutKey)
{
    return Masker(json, isAboutKey).run();
}

QByteArray maskedBody(const QByteArray &body, bool isAboutKey)
{
    const QByteArray start = body.left(64).trimmed();
    if (start.startsWith('{') || start.startsWith('[') || start.isEmpty())
        return masked(body, isAboutKey);
    return start.startsWith('<') ? QByteArrayLiteral("<html>not recorded</html>") : QByteArrayLiteral("not recorded");
}

QString streamName(const QUrl &url)
{
    QUrl named = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    if (named.hasQuery()) {
        QUrlQuery query(named);
        auto items = query.queryItems(QUrl::FullyEncoded);
        for (auto &[name, value] : items)
            if (isSecretName(name.toLatin1(), false))
                value = QStringLiteral("masked");
        query.setQueryItems(items);
        named.setQuery(query);
    }
    return named.toString(QUrl::FullyEncoded);
}

} // namespace bw
