// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/offlineanalyst.h"

#include "core/sandbox/analystlexicon.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr qsizetype kMostHeadlines = 50;
constexpr qsizetype kMostWords = 60;
constexpr int kMostDepth = 4; // of JSON in a prompt
constexpr int kNegationReach = 3;

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : text.toLower().left(400) + u' ') {
        if (c.isLetterOrNumber() || c == u'.' || c == u'$' || c == u'%') {
            word += c;
        } else if (c != u'\'' && c != u'\u2019' && !word.isEmpty()) {
            while (word.endsWith(u'.'))
                word.chop(1);
            if (!word.isEmpty())
                words.append(word);
            word.clear();
        }
    }
    return words.mid(0, kMostWords);
}

bool fits(QStringView pattern, QStringView word)
{
    return pattern == u"*" || (pattern.endsWith(u'~') ? word.startsWith(pattern.chopped(1)) : word == pattern);
}

/// How many words from `at` the pattern takes; 0 when it does not fit.
qsizetype match(QStringView pattern, const QStringList &words, qsizetype at)
{
    if (pattern.front() != words[at].front()) // most entries end here, at no cost
        return 0;
    const auto parts = pattern.split(u' ');
    if (at + parts.size() > words.size())
        return 0;
    for (qsizetype i = 0; i < parts.size(); ++i)
        if (!fits(parts[i], words[at + i]))
            return 0;
    return parts.size();
}

bool isNegation(const QString &word)
{
    static const QStringList kWords{QStringLiteral("no"), QStringLiteral("not"), QStringLiteral("never"), QStringLiteral("without"),
                                    QStringLiteral("denies"), QStringLiteral("deny"), QStringLiteral("denied"), QStringLiteral("unlikely"),
                                    QStringLiteral("avoids"), QStringLiteral("wont"), QStringLiteral("isnt"), QStringLiteral("doesnt")};
    return kWords.contains(word);
}

void collect(const QJsonValue &value, QStringList &found, int depth)
{
    if (found.size() >= kMostHeadlines || depth > kMostDepth)
        return;
    if (value.isString())
        found.append(value.toString());
    for (const QJsonValue &item : value.toArray())
        collect(item, found, depth + 1);
    const QJsonObject object = value.toObject();
    for (const QString &name : {QStringLiteral("headlines"), QStringLiteral("headline"), QStringLiteral("title"), QStringLiteral("text")})
        if (object.contains(name)) {
            collect(object.value(name), found, depth + 1);
            return;
        }
}

} // namespace

OfflineAnalyst::Opinion OfflineAnalyst::judge(const QString &headline) const
{
    const QStringList words = wordsOf(headline);
    double good = 0;
    double bad = 0;
    QStringList seen;
    qsizetype negatedUntil = -1;
    for (qsizetype at = 0; at < words.size();) {
        int weight = 0;
        qsizetype taken = 0;
        for (const auto entries : {analystPhrases(), analystWords()})
            for (const LexiconEntry &entry : entries)
                if (taken == 0 && (taken = match(entry.pattern, words, at)) > 0)
                    weight = entry.weight;
        if (taken == 0 && isNegation(words[at]))
            negatedUntil = at + kNegationReach;
        if (weight != 0 && taken == 1 && at <= negatedUntil)
            weight = -weight;
        (weight > 0 ? good : bad) += std::abs(weight);
        if (weight != 0)
            seen.append((weight > 0 ? QStringLiteral("+ ") : QStringLiteral("- ")) + words.mid(at, taken).join(u' '));
        at += std::max<qsizetype>(1, taken);
    }
    const double sum = (good - bad) * (headline.trimmed().endsWith(u'?') ? 0.2 : 1.0); // who asks does not report
    Opinion opinion;
    opinion.score = static_cast<int>(std::lround(100.0 * std::tanh(sum / 3.5)));
    opinion.confidence = good + bad > 0 ? static_cast<int>(std::lround(70.0 * std::abs(good - bad) / (good + bad + 1.0))) : 10;
    opinion.words = seen;
    return opinion;
}

QStringList OfflineAnalyst::headlinesOf(const QString &prompt)
{
    QStringList found;
    const QString text = prompt.left(100'000);
    for (const QChar open : {QChar(u'['), QChar(u'{')}) {
        const auto from = text.indexOf(open);
        const auto to = text.lastIndexOf(open == u'[' ? u']' : u'}');
        if (from >= 0 && to > from && found.isEmpty()) {
            const auto document = QJsonDocument::fromJson(text.mid(from, to - from + 1).toUtf8());
            collect(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), found, 0);
        }
    }
    if (!found.isEmpty())
        return found.mid(0, kMostHeadlines);
    static const QRegularExpression kNumbered(QStringLiteral("^\\s*\\[?\\d{1,3}[.):\\]]\\s+(.+)$"));
    QStringList lines;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (const auto numbered = kNumbered.match(line); numbered.hasMatch())
            found.append(numbered.captured(1));
        lines.append(line.trimmed());
    }
    return (found.isEmpty() ? lines : found).mid(0, kMostHeadlines);
}

QJsonObject OfflineAnalyst::answer(const QString &prompt) const
{
    const QStringList headlines = headlinesOf(prompt);
    int sum = 0;
    int confidence = 0;
    QJsonArray cites;
    QStringList words;
    for (qsizetype i = 0; i < headlines.size(); ++i) {
        const Opinion opinion = judge(headlines[i]);
        sum += opinion.score;
        confidence = std::max(confidence, opinion.confidence);
        if (std::abs(opinion.score) < 20)
            continue;
        cites.append(static_cast<int>(i) + 1);
        words += opinion.words;
    }
    // The mean of those that said something: ten empty headlines do not make a loud one neutral.
    const int score = cites.isEmpty() ? 0 : std::clamp(sum / static_cast<int>(cites.size()), -100, 100);
    const QString reason = cites.isEmpty() ? QStringLiteral("Offline word list: no headline speaks one way or the other.")
                                           : QStringLiteral("Offline word list, not a model. It went by: %1.").arg(words.mid(0, 8).join(QStringLiteral(", ")));
    return {{QStringLiteral("score"), QJsonValue(score / 100.0)},
            {QStringLiteral("confidence"), QJsonValue(confidence / 100.0)},
            {QStringLiteral("reason"), reason},
            {QStringLiteral("cites"), cites}};
}

} // namespace bw
