// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/verdictparser.h"

#include "core/holysheep/replytext.h"
#include "core/holysheep/strictjson.h"
#include "core/holysheep/textscore.h"

#include <QRegularExpression>

namespace bw {

namespace {

constexpr qsizetype kMaxContent = 50'000; // a reply that we asked for has a few hundred characters
constexpr qsizetype kMaxExplanation = 300;
constexpr qsizetype kMaxCites = 50;

SentimentVerdict rejected(Rejection reason)
{
    SentimentVerdict verdict;
    verdict.rejection = reason;
    return verdict;
}

QString explanationOf(const QString &text)
{
    const QString line = normalisedReply(text).simplified(); // an escape of JSON may have brought hidden characters back
    const bool cutsPair = line.size() > kMaxExplanation && line[kMaxExplanation - 1].isHighSurrogate();
    return line.left(cutsPair ? kMaxExplanation - 1 : kMaxExplanation);
}

/// The value of a key that should hold the score.
tl::expected<Decimal, Rejection> scoreOf(const JsonNode &node)
{
    static const QRegularExpression kScale(QStringLiteral(R"(\d\s*(?:%|/\s*\d|out\s+of))"));
    static const QRegularExpression kRange(QStringLiteral(R"(\d\s*(?:to|-|~|\.\.|,)\s*[+-]?\.?\d)"));
    if (node.kind == JsonNode::Kind::Array && node.items.size() > 1)
        return tl::make_unexpected(Rejection::Ambiguous);
    if (node.kind != JsonNode::Kind::Number && node.kind != JsonNode::Kind::String)
        return tl::make_unexpected(Rejection::NoScore);
    const auto value = numberIn(node.text);
    if (value)
        return value->abs() <= Decimal(1) ? tl::expected<Decimal, Rejection>(*value) : tl::make_unexpected(Rejection::OutOfRange);
    if (node.kind == JsonNode::Kind::Number) // more digits or powers than a score has
        return tl::make_unexpected(Rejection::OutOfRange);
    if (node.text.contains(kScale))
        return tl::make_unexpected(Rejection::WrongScale);
    return tl::make_unexpected(node.text.contains(kRange) ? Rejection::Ambiguous : Rejection::NoScore);
}

bool contradicts(const JsonNode &object, const Decimal &score)
{
    static const QStringList kLabels{QStringLiteral("label"), QStringLiteral("sentiment"), QStringLiteral("direction"), QStringLiteral("signal"),
                                     QStringLiteral("stance"), QStringLiteral("outlook"), QStringLiteral("classification"), QStringLiteral("verdict"),
                                     QStringLiteral("bias"), QStringLiteral("trend"), QStringLiteral("rating"), QStringLiteral("category")};
    for (const auto &[key, member] : object.members)
        if (member.kind == JsonNode::Kind::String && kLabels.contains(key, Qt::CaseInsensitive))
            if (const auto label = polarityOf(member.text); label && !agrees(*label, score))
                return true;
    return false;
}

QVector<int> citesOf(const JsonNode &object)
{
    QVector<int> cites;
    const JsonNode *list = object.find(u"cites");
    if (!list || list->kind != JsonNode::Kind::Array)
        return cites;
    for (const JsonNode &item : list->items.mid(0, kMaxCites)) {
        bool isWhole = false;
        const int number = item.kind == JsonNode::Kind::Number ? item.text.toInt(&isWhole) : 0;
        cites.append(isWhole ? number : 0); // 0 is never a headline: what can't be read is a cite that was not given
    }
    return cites;
}

SentimentVerdict verdictOf(const JsonNode &root)
{
    if (root.hasRepeatedKeys())
        return rejected(Rejection::Ambiguous);
    if (root.kind == JsonNode::Kind::Array && root.items.size() > 1)
        return rejected(Rejection::Ambiguous);
    const JsonNode &object = root.kind == JsonNode::Kind::Array && root.items.size() == 1 ? root.items.first() : root;
    const JsonNode *overall = object.find(u"overall");
    const JsonNode *own = object.find(u"score"), *nested = overall ? overall->find(u"score") : nullptr;
    if (!own && !nested)
        return rejected(Rejection::NoScore);
    const auto score = scoreOf(own ? *own : *nested);
    if (!score)
        return rejected(score.error());
    if (own && nested) {
        const auto other = scoreOf(*nested);
        if (!other || *other != *score)
            return rejected(Rejection::Ambiguous);
    }
    if (contradicts(object, *score) || (overall && contradicts(*overall, *score)))
        return rejected(Rejection::Contradiction);

    SentimentVerdict verdict;
    verdict.score = *score;
    verdict.cites = citesOf(object);
    if (const JsonNode *confidence = object.find(u"confidence"); confidence && confidence->kind == JsonNode::Kind::Number)
        if (const auto value = numberIn(confidence->text); value && value->sign() >= 0 && *value <= Decimal(1))
            verdict.confidence = value;
    for (const auto key : {QStringView(u"reason"), QStringView(u"explanation")})
        if (const JsonNode *words = object.find(key); words && words->kind == JsonNode::Kind::String && verdict.explanation.isEmpty())
            verdict.explanation = explanationOf(words->text);
    return verdict;
}

/// Where the next JSON value seems to begin; -1 when there is none. A brace always does (but for LaTeX, \boxed{0.6}), a bracket when an
/// object or the reply itself begins there.
qsizetype nextJson(const QString &text, qsizetype from)
{
    static const QRegularExpression kStart(QStringLiteral(R"((?<!\\boxed)(?<!\\text)(?<!\\mathbf)(?<!\\textbf)(?<!\\mathrm)\{|\[\s*\{|\A\s*(?:\x60{3}\w*\s*)?\K\[(?=\s*[\]"\d-]))"));
    return text.indexOf(kStart, from);
}

/// Everything that looks like JSON must be JSON, and say one thing.
SentimentVerdict verdictInJson(const QString &text, qsizetype start)
{
    std::optional<SentimentVerdict> first;
    while (start >= 0) {
        const auto node = readJson(text, start);
        if (!node)
            return rejected(Rejection::MalformedJson);
        const SentimentVerdict verdict = verdictOf(*node);
        if (!first)
            first = verdict;
        else if (verdict.score != first->score || verdict.rejection != first->rejection)
            return rejected(Rejection::Ambiguous);
        start = nextJson(text, start);
    }
    return *first;
}

SentimentVerdict understood(const QString &text, bool isCut)
{
    static const QRegularExpression kQuotedKey(QStringLiteral(R"(["'“”]score["'“”]\s*:)"));
    if (isRefusal(text))
        return rejected(Rejection::Refusal);
    const qsizetype json = nextJson(text, 0);
    const bool isBroken = json < 0 && text.contains(kQuotedKey); // the pieces of an object without its braces
    if (json < 0 && !isBroken) {
        SentimentVerdict verdict = scoreInText(text, isCut);
        if (verdict.score)
            verdict.explanation = explanationOf(text);
        return verdict;
    }
    if (isCut) // a whole object may still have had another behind it
        return rejected(Rejection::Truncated);
    return isBroken ? rejected(Rejection::MalformedJson) : verdictInJson(text, json);
}

} // namespace

SentimentVerdict parseVerdict(const QString &content, const QString &finishReason, int headlineCount, bool anyHostile)
{
    Q_UNUSED(headlineCount) // a cite beyond it is kept: whoever judges the grounding must see it
    if (anyHostile)
        return rejected(Rejection::Injection);
    if (finishReason == QLatin1StringView("content_filter"))
        return rejected(Rejection::ContentFilter);
    const bool isCut = finishReason == QLatin1StringView("length") || content.size() > kMaxContent;
    const QString said = normalisedReply(content.left(kMaxContent));
    if (said.isEmpty())
        return rejected(Rejection::Empty);
    const auto text = withoutReasoning(said);
    if (!text)
        return rejected(Rejection::Truncated);
    if (text->isEmpty())
        return rejected(isCut ? Rejection::Truncated : Rejection::Empty);
    return understood(*text, isCut);
}

} // namespace bw
