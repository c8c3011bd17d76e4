// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/signal/headline.h"

#include "core/domain/signal/hostilepatterns.h"

#include <QByteArray>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace bw {

namespace {

constexpr qsizetype kMaxText = 300;  // what is shown and sent
constexpr qsizetype kMaxRead = 4000; // what is judged: more is no headline

/// Keeps ordinary characters. Line breaks become '\n', what is invisible or turns the direction of writing goes.
QString withoutInvisible(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            const char32_t full = QChar::surrogateToUcs4(c, text[i + 1]);
            ++i;
            if (full >= 0xe0020 && full < 0xe007f)
                out += QChar(static_cast<char16_t>(full - 0xe0000)); // tag characters: invisible ASCII, made visible to be judged
            else if (QChar::category(full) != QChar::Other_Format && (full < 0xe0100 || full > 0xe01ef))
                out += QStringView(text).mid(i - 1, 2);
            continue;
        }
        const bool isBreak = c == u'\n' || c == u'\r' || c == u'\v' || c == u'\f' || c == QChar(0x85) || c == QChar(0x2028) || c == QChar(0x2029);
        const bool isSelector = c >= QChar(0xfe00) && c <= QChar(0xfe0f);
        if (isBreak)
            out += u'\n';
        else if (c == u'\t')
            out += u' ';
        else if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format && !c.isSurrogate() && !isSelector
                 && c != QChar(0x115f) && c != QChar(0x1160) && c != QChar(0x3164) && c != QChar(0xffa0)) // letters without a shape
            out += c;
    }
    return out;
}

QString capped(const QString &line)
{
    if (line.size() <= kMaxText)
        return line;
    const bool cutsPair = line[kMaxText - 1].isHighSurrogate();
    return line.left(cutsPair ? kMaxText - 1 : kMaxText).trimmed();
}

/// &lt; &#60; &#x3c; &amp;lt; %3C and \u003c as what they stand for.
QString decoded(QString text)
{
    static const QHash<QString, QChar> kNames{
        {QStringLiteral("lt"), u'<'}, {QStringLiteral("gt"), u'>'}, {QStringLiteral("amp"), u'&'}, {QStringLiteral("quot"), u'"'},
        {QStringLiteral("apos"), u'\''}, {QStringLiteral("nbsp"), u' '}, {QStringLiteral("colon"), u':'}, {QStringLiteral("lbrack"), u'['},
        {QStringLiteral("lsqb"), u'['}, {QStringLiteral("rsqb"), u']'}, {QStringLiteral("lbrace"), u'{'}, {QStringLiteral("lcub"), u'{'},
        {QStringLiteral("rcub"), u'}'}, {QStringLiteral("vert"), u'|'}, {QStringLiteral("newline"), u'\n'}, {QStringLiteral("equals"), u'='}};
    static const QRegularExpression kCoded(QStringLiteral(
        R"(&(?:(?<name>[a-z]{2,8})|#(?<dec>\d{1,7})|#x(?<hex>[0-9a-f]{1,6}));?|%(?<percent>[2-7][0-9a-f])|\\u(?<escape>[0-9a-f]{4}))"),
                                           QRegularExpression::CaseInsensitiveOption);
    for (int round = 0; round < 3; ++round) { // coded twice, and once more
        QString out;
        qsizetype end = 0;
        for (auto it = kCoded.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            out += QStringView(text).mid(end, match.capturedStart() - end);
            end = match.capturedEnd();
            uint code = match.captured(QStringLiteral("dec")).toUInt();
            for (const auto &group : {QStringLiteral("hex"), QStringLiteral("percent"), QStringLiteral("escape")})
                if (!match.captured(group).isEmpty())
                    code = match.captured(group).toUInt(nullptr, 16);
            const auto named = kNames.constFind(match.captured(QStringLiteral("name")).toLower());
            if (named != kNames.cend())
                out += *named;
            else if (code >= 0x20 && code < 0x10000 && !QChar(static_cast<char16_t>(code)).isSurrogate())
                out += QChar(static_cast<char16_t>(code));
            else
                out += code == '\n' || code == '\r' ? QStringLiteral("\n") : match.captured();
        }
        if (end == 0)
            break;
        text = out + text.mid(end);
    }
    return text;
}

/// Long runs of base64 that turn out to be text.
QString hiddenInBase64(const QString &text)
{
    static const QRegularExpression kRun(QStringLiteral("[A-Za-z0-9+/]{16,}={0,2}"));
    QString out;
    for (auto it = kRun.globalMatch(text); it.hasNext();) {
        const QByteArray bytes = QByteArray::fromBase64(it.next().captured().toLatin1());
        const auto isText = [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n'; };
        if (!bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), isText))
            out += u'\n' + QString::fromLatin1(bytes);
    }
    return out;
}

/// Without accents, and with Latin letters for those of other alphabets that look the same inside a Latin text.
QString folded(const QString &text)
{
    static const QString kFrom = QStringLiteral("авеіјкмнорсԁԛѕтухһӏԝαβεικνορτυχ");
    static const QString kTo = QStringLiteral("abeijkmhopcdqstyxhlwabeiknoptux");
    Q_ASSERT(kFrom.size() == kTo.size());
    static const QRegularExpression kLatin(QStringLiteral("[a-z]"), QRegularExpression::CaseInsensitiveOption);
    const bool isLatin = text.count(kLatin) * 2 > text.size() / 2; // a Russian headline stays Russian
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_D).toLower()) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        const qsizetype at = isLatin ? kFrom.indexOf(c) : -1;
        out += at >= 0 ? kTo[at] : c == QChar(0x131) ? QChar(u'i') : c == QChar(0x142) ? QChar(u'l') : c == QChar(0x111) ? QChar(u'd') : c;
    }
    return out;
}

/// "1gn0re" and "i g n o r e" as the words that they are meant to be read as.
QString unmasked(QString text)
{
    static const QString kDigits = QStringLiteral("013457@$"), kLetters = QStringLiteral("oieastas");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype at = kDigits.indexOf(text[i]);
        const bool touchesLetter = (i > 0 && text[i - 1].isLetter()) || (i + 1 < text.size() && text[i + 1].isLetter());
        if (at >= 0 && touchesLetter)
            text[i] = kLetters[at];
    }
    static const QRegularExpression kSpaced(QStringLiteral(R"((?<!\p{L})\p{L}(?:[ .*_-]\p{L}(?!\p{L})){3,})"));
    QString out;
    qsizetype end = 0;
    for (auto it = kSpaced.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(end, match.capturedStart() - end);
        for (const QChar c : match.captured())
            if (c.isLetter())
                out += c;
        end = match.capturedEnd();
    }
    return out + text.mid(end);
}

} // namespace

GuardedHeadline guardHeadline(const QString &raw)
{
    const QString visible = withoutInvisible(raw.left(kMaxRead).normalized(QString::NormalizationForm_KC));
    const QString meant = decoded(visible).normalized(QString::NormalizationForm_KC);
    const QString plain = folded(meant + hiddenInBase64(meant));
    const bool isHostile = hostileWeight(meant) >= kHostileWeight || hostileWeight(plain) >= kHostileWeight
            || hostileWeight(unmasked(plain)) >= kHostileWeight;
    return {capped(visible.simplified()), isHostile};
}

} // namespace bw
