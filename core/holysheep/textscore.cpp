// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/textscore.h"

#include "core/holysheep/replytext.h"

#include <QRegularExpression>

#include <algorithm>

namespace bw {

namespace {

QRegularExpression rx(const char *pattern, QRegularExpression::PatternOptions more = {})
{
    QRegularExpression compiled(QString::fromUtf8(pattern), QRegularExpression::CaseInsensitiveOption
                                                                    | QRegularExpression::UseUnicodePropertiesOption
                                                                    | QRegularExpression::MultilineOption | more);
    Q_ASSERT_X(compiled.isValid(), "textscore", pattern);
    return compiled;
}

/// A number that claims to be the score.
struct Candidate {
    std::optional<Decimal> value;
    Rejection problem = Rejection::None;
    QString lead; ///< what stands between the label and the number
    QString tail; ///< all that follows
};

/// Takes away what only decorates: Markdown, LaTeX, table lines. A dash with blanks on both sides becomes the separator U+00A6, a list mark U+2022.
QString undecorated(QString text)
{
    static const auto kWords = rx(R"(\\(?:text|mathbf|textbf|mathrm)\s*\{([^{}]*)\})");
    static const auto kBoxed = rx(R"(\\boxed\s*\{([^{}]*)\})");
    text.replace(kWords, QStringLiteral("\\1"));
    text.replace(kBoxed, QStringLiteral("\nboxed: \\1\n"));
    text.remove(rx(R"(^[ \t]*>+[ \t]?)"));
    text.replace(rx(R"(^[ \t]*(?:[-*+•–—]|[-–—]{2,})[ \t]+)"), QStringLiteral("\u2022 "));
    text.replace(rx(R"([ \t]+[-–—]+[ \t]+)"), QStringLiteral(" \u00a6 "));
    text.remove(rx(R"([*\x60#\x24]|__|\\[\[\]()])"));
    text.replace(u'|', u' ');
    return text.trimmed();
}

/// Takes away the words that explain the scale from -1 to +1, whose numbers are no scores.
QString withoutScale(QString text)
{
    const QString label = QStringLiteral(R"((?:\s*[(=:]?\s*(?:(?:very|strongly|extremely|most|maximally|fully|totally|completely|极度|非常|完全|极端)\s*)?(?:bearish|bullish|negative|positive|neutral|pessimistic|optimistic|看跌|看涨|看漲|利空|利好|悲观|乐观|负面|正面|中性|弱気|強気|中立|ネガティブ|ポジティブ|bärisch|bullisch|negativ|positiv)\s*\)?))");
    const QString zero = QStringLiteral(R"((?:\s*[,;/]?\s*0(?:\.0+)?%1\s*[,;/]?\s*)?)").arg(label);
    const QString intro = QStringLiteral(R"((?:(?:on|using|in)\s+(?:a|the)\s+)?(?:(?:scale|range|interval|范围|範囲)\s*(?:is|of|from|:|为|は)?\s*)?(?:from|between|从|在)?\s*)");
    const QString low = QStringLiteral(R"((?<![\d.,])-\s?1(?:[.,]0+)?(?![\d%]|[.,]\d))"), high = QStringLiteral(R"(\+?\s?1(?:[.,]0+)?(?![\d%]|[.,]\d))");
    const QString to = QStringLiteral(R"(\s*(?:to|and|through|until|\.{2,}|~|-|\x{a6}|到|至|から|〜|bis|<->)\s*)");
    const QString loose = QStringLiteral(R"(\s*[,;:/&]\s*(?:and\s+)?)");
    const auto remove = [&](const QString &pattern) { text.replace(rx(pattern.toUtf8().constData()), QStringLiteral(" ")); };
    for (const auto &[a, b] : {std::pair(low, high), std::pair(high, low)}) {
        remove(intro + QStringLiteral(R"([\[(]?\s*)") + label + u'?' + a + label + u'?' + zero + to + label + u'?' + b + label + QStringLiteral(R"(?\s*[\])]?(?:之间|まで)?)"));
        remove(intro + a + label + zero + loose + b + label);        // -1 = bearish, +1 = bullish
        remove(intro + QStringLiteral(R"([\[(]\s*)") + a + loose + b + QStringLiteral(R"(\s*[\])])")); // [-1, 1]
        remove(QStringLiteral(R"(\()") + a + label + QStringLiteral(R"([^()\d]{0,5}\))"));
    }
    remove(QStringLiteral(R"((?:±|\+/-)\s?1(?:\.0+)?(?![\d.]))"));
    return text;
}

bool namesOtherScale(const QString &text)
{
    static const auto kOther = rx(R"((?:scale|range|范围|満点|满分)\s*(?:is|of|from|:|为)?\s*[\[(]?\s*[01](?:\.0+)?\s*(?:to|-|~|到|至|から|\.{2,}|,)\s*(?:1|5|7|10|100)(?:\.0+)?(?![\d.]*\d)|[\[(]\s*[01](?:\.0+)?\s*(?:to|-|~|到|至|から|\.{2,})\s*(?:1|5|10|100)\s*[\])]|(?<![\d.-])[01]\s?(?:-|to)\s?(?:1|5|10|100)\s+(?:scale|range)|满分\s*(?:5|10|100))");
    return text.contains(kOther);
}

/// Another number in the same sentence that could be the score as well: "0.7 for the ETF, -0.9 for the hack".
bool hasRival(const QString &tail)
{
    static const auto kSentence = rx(R"(\A(?:[^\n.。]|\.(?=\d))*)");
    static const auto kConfidence = rx(R"((?:confidence|certainty|置信度?|可信度|信心|信頼度)[^\d\n]{0,12}\d*\.?\d+\s*%?)");
    static const auto kScorelike = rx(R"((?<![\p{L}\d\x24€£.,])[+-]?(?:0?\.\d+|[01]\.\d+|0,\d+)(?!\d|[.,]\d|\s*(?:%|percent|[kmx]\b|million|billion|bn\b|btc\b|eth\b)))");
    QString sentence = kSentence.match(tail).captured();
    return sentence.remove(kConfidence).contains(kScorelike);
}

/// Judges what stands around a number; nullopt: no score at all (a price, a count, a confidence).
std::optional<Candidate> judged(const QString &number, const QString &lead, const QString &tail)
{
    static const auto kGlued = rx(R"(\A(?:\s?\.\s?\d|,\d|e[+-]?\d|\s*[+*×÷=^]\s*[+-]?[\d.]))");
    static const auto kPercent = rx(R"(\A\s*(?:%|percent|per\s+cent|pct))");
    static const auto kOutOf = rx(R"(\A\s*(?:分\s*)?(?:[/⁄∕]|out\s+of|of|sur|von|de)\s*\d)");
    static const auto kRange = rx(R"(\A\s*(?:(?:to|or|~|〜|-|\.{2,}|until|through|bis|至|到|から|或|或者|±|\+/-)\s*[+-]?\s?\.?\d|(?:,|;|/|and|und|\x{a6}|、)\s*[+-]?[01]?[.,]\d))");
    static const auto kUnit = rx(R"(\A[ \t]?(?:[kmx×°](?!\p{L})|million|billion|bn\b|trillion|usdt?\b|dollars|btc\b|eth\b|points?\b|bps\b|basis|st\b|nd\b|rd\b|th\b|days?\b|hours?\b|headlines?\b|articles?\b|条|件)|\A[ \t]*(?:confidence|certainty|probability|likelihood|confident|置信|信心|信頼)(?!\w*\s*[:=(]))");
    static const auto kUnsure = rx(R"([<>≥≤]|\b(?:above|below|over|under|least|most|than|between|up\s+to|was|would(?!\s+(?:say|place|put|rate|give|assign|score|estimate))|will|should|could)\b|高于|低于|超过|以上|以下|[:=]\s*\x{a6}|\x{2022})");
    if (tail.contains(kUnit))
        return std::nullopt;
    Candidate candidate{numberIn(number), Rejection::None, lead, tail};
    if (tail.contains(kPercent) || tail.contains(kOutOf))
        candidate.problem = Rejection::WrongScale;
    else if (tail.contains(kRange) || tail.contains(kGlued) || lead.contains(kUnsure) || hasRival(tail))
        candidate.problem = Rejection::Ambiguous;
    else if (!candidate.value) {
        static const auto kThousands = rx(R"(\A[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\z)");
        candidate.problem = number.contains(kThousands) ? Rejection::OutOfRange : Rejection::Ambiguous;
    } else if (candidate.value->abs() > Decimal(1))
        candidate.problem = Rejection::OutOfRange;
    return candidate;
}

#define BW_NUMBER R"((?<number>[+-]?(?:\d+(?:,\d+)*(?:\.\d+)?|\.\d+)))"
#define BW_LABEL R"((?:\b(?:sentiment\s+(?:score|rating|value|index|reading)|score|sentiment)\b|情[绪緒感](?:评分|評分|得分|分数|分數|打分|值|指数)?|评分|評分|得分|分数|分數|打分|センチメント(?:スコア|評価)?|感情(?:スコア|評価)?|スコア|評価|評点|boxed\b))"
#define BW_LINK R"((?:[\s:="'()\[\]~≈→,<>≥≤\x{a6}\x{2022}]|\b(?:is|was|of|at|as|be|would|will|should|the|a|an|i|i'd|it|give|assign|rate|rated|about|around|approximately|approx|roughly|overall|final|market|current|currently|and|score|sentiment|rating|value|between|above|below|over|under|least|most|than|more|less|up|to|strongly|very|extremely|slightly|moderately|mildly|clearly|somewhat|highly|cautiously|leaning|mixed|bullish|bearish|positive|negative|neutral|optimistic|pessimistic)\b|[为為是は約约]|约为|大约|强烈|强|轻微|略微|偏|综合|总体|看涨|看漲|看跌|看多|看空|利好|利空|乐观|悲观|积极|消极|正面|负面|中性|強気|弱気|中立|ポジティブ|ネガティブ)*+)"

QVector<Candidate> labelled(const QString &text)
{
    static const auto kScore = rx(BW_LABEL R"((?<lead>)" BW_LINK R"(|[ \t]+(?:for|of|on)[ \t]+[^\d\n:=]{1,40}[:=]\s*))" BW_NUMBER);
    static const auto kOther = rx(R"((?:confidence|certainty|risk|impact|relevance|volatility|credibility|reliability|fear|greed|quality|security|credit|trust|importance|weight|probability|headline\s+count|置信度?|可信度?|信心|信頼度?|风险|リスク)[\s\W]*\z)");
    QVector<Candidate> found;
    for (auto it = kScore.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (text.mid(std::max<qsizetype>(0, match.capturedStart() - 40), std::min<qsizetype>(40, match.capturedStart())).contains(kOther))
            continue;
        if (match.captured(QStringLiteral("lead")).isEmpty() && match.captured(QStringLiteral("number"))[0].isPunct())
            continue; // "score-0.3", "sentiment.5": nobody can say what is glued there
        if (const auto candidate = judged(match.captured(QStringLiteral("number")), match.captured(QStringLiteral("lead")), text.mid(match.capturedEnd())))
            found.append(*candidate);
    }
    return found;
}

QVector<Candidate> markedOverall(const QString &text)
{
    static const auto kStrict = rx(R"((?:\boverall\b|综合|總體|总体|整体|整體|総合|全体))" R"((?<lead>(?:)" BW_LABEL R"(|\s)*+)" BW_LINK R"())" BW_NUMBER);
    static const auto kLoose = rx(R"((?:\boverall\b|综合|总体|整体|総合|全体)(?<lead>[^\n\d.!?%\x24€£]{0,60}?)(?<![\p{L}\d\x24€£.])(?<number>[+-](?:\d*\.)?\d+|\d*\.\d+|0,\d+))");
    QVector<Candidate> found;
    for (const auto *pattern : {&kStrict, &kLoose}) {
        for (auto it = pattern->globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            const auto candidate = judged(match.captured(QStringLiteral("number")), match.captured(QStringLiteral("lead")), text.mid(match.capturedEnd()));
            const bool isMarketTalk = pattern == &kLoose && candidate && candidate->problem == Rejection::WrongScale;
            if (candidate && !isMarketTalk && !match.captured(QStringLiteral("lead")).contains(rx(R"(confidence|certainty|probability|risk|置信|信心)")))
                found.append(*candidate);
        }
        if (!found.isEmpty())
            break;
    }
    return found;
}

/// The reply "-0.7 (bearish) ..."; not "3 of them are", "1. First", "0.8% up".
QVector<Candidate> atBegin(const QString &text)
{
    static const auto kBegin = rx(R"(\A(?<mark>\x{2022}\s*)?)" BW_NUMBER R"((?<tail>.*)\z)", QRegularExpression::DotMatchesEverythingOption);
    static const auto kScorelike = rx(R"(\A(?:[+-]|\d*[.,]\d))");
    static const auto kClosed = rx(R"(\A(?:\s*\z|[ \t]*\n|\s*[(\[,;:!\x{a6}/%]|\.\s*\z|\.[ \t]*\n|\s+(?:out\s+of|to)\s+[+-]?\.?\d|[。，、]))");
    static const auto kNumberLines = rx(R"(^(?:\x{2022}\s*)?[+-]?(?:0?\.\d+|[01](?:\.\d+)?)(?![\d%]|\.\d)|[:=]\s*[+-]?(?:0?\.\d+|[01](?:\.\d+)?)\s*$)");
    const auto match = kBegin.match(text);
    if (!match.hasMatch())
        return {};
    const QString number = match.captured(QStringLiteral("number")), tail = match.captured(QStringLiteral("tail"));
    if (!number.contains(kScorelike) && !tail.contains(kClosed))
        return {};
    auto candidate = judged(number, QString(), tail);
    static const auto kMarketPercent = rx(R"(\A\s*%(?!\s*(?:\w+\s+){0,2}(?:bullish|bearish|positive|negative)))");
    if (!candidate || tail.contains(kMarketPercent))
        return {};
    const bool isOneOfMany = tail.contains(kNumberLines) || match.capturedLength(QStringLiteral("mark")) > 0;
    if (isOneOfMany && candidate->problem == Rejection::None)
        candidate->problem = Rejection::Ambiguous;
    return {*candidate};
}

Rejection reasonForNone(const QString &text)
{
    static const auto kPercent = rx(R"(\d\s*%\s*(?:\w+\s+){0,2}(?:bullish|bearish|positive|negative|看涨|看跌)|(?:bullish|bearish|positive|negative|看涨|看跌)\w*\W{0,4}\d+(?:\.\d+)?\s*%|(?<![\d/])\d+(?:\.\d+)?\s*(?:/|out\s+of)\s*(?:5|10|100)(?![\d/]))");
    static const auto kRange = rx(R"((?<![\d.\x24€£])[+-]?[01]?\.\d+\s*(?:to|-|~|\x{a6}|or|and|到|至)\s*[+-]?[01]?\.\d+(?!\d*\s*%))");
    static const auto kScorelike = rx(R"((?:^|[:=(\x{a6}→]|\s)\s*[+-]?(?:0?\.\d+|[01]\.\d+|0,\d+)\s*(?:\)|$|\())");
    if (text.contains(kPercent))
        return Rejection::WrongScale;
    auto scores = kScorelike.globalMatch(text); // QString::count would count a match again from its second character on
    const bool isRepeated = scores.hasNext() && (scores.next(), scores.hasNext());
    return text.contains(kRange) || isRepeated ? Rejection::Ambiguous : Rejection::NoScore;
}

/// The label words beside a number, on lines of their own, and on lines that name the direction.
bool contradicts(const QString &text, const QVector<Candidate> &candidates, const Decimal &score)
{
    static const auto kSentence = rx(R"(\A[^\n.;!?。；！]{0,80})");
    static const auto kLabelLine = rx(R"(^(?:\x{2022}\s*)?(?:(?:overall|market|final|the)\s+)*(?:sentiment|label|direction|verdict|signal|classification|stance|outlook|bias|trend|rating|recommendation|方向|标签|情绪|結論|结论|判断|判定|立场)\s*(?:label|direction)?\s*(?:[:=\x{a6}]|is\b)\s*(?<label>[^\d\n.;]{1,40})|^(?<label2>(?:(?:strongly|very|extremely|slightly|moderately|mildly|clearly|somewhat)\s+)?(?:bullish|bearish|positive|negative|neutral|看涨|看跌|利好|利空|強気|弱気|中性))\s*(?:[.!,:(]|$))");
    QVector<std::optional<Polarity>> labels;
    for (const Candidate &candidate : candidates) {
        labels.append(polarityOf(candidate.lead));
        labels.append(polarityOf(kSentence.match(candidate.tail).captured()));
    }
    for (auto it = kLabelLine.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        labels.append(polarityOf(match.captured(QStringLiteral("label")) + match.captured(QStringLiteral("label2"))));
    }
    return std::any_of(labels.begin(), labels.end(), [&](const auto &label) { return label && !agrees(*label, score); });
}

SentimentVerdict rejected(Rejection reason)
{
    SentimentVerdict verdict;
    verdict.rejection = reason;
    return verdict;
}

} // namespace

SentimentVerdict scoreInText(const QString &reply, bool isReplyCut)
{
    constexpr qsizetype kMaxText = 6000; // far above what the prompt asks for; bounds the time of the patterns below
    const bool isCut = isReplyCut || reply.size() > kMaxText;
    const QString decorated = undecorated(reply.left(kMaxText));
    const QString text = withoutScale(decorated);
    QVector<Candidate> candidates = markedOverall(text);
    if (candidates.isEmpty())
        candidates = labelled(text) + atBegin(text);
    if (candidates.isEmpty())
        return rejected(isCut ? Rejection::Truncated : reasonForNone(text));

    static const auto kMore = rx(R"(\n|\p{L}{2})");
    if (isCut && std::any_of(candidates.begin(), candidates.end(), [](const Candidate &c) { return !c.tail.contains(kMore); }))
        return rejected(Rejection::Truncated);
    for (const Rejection reason : {Rejection::Ambiguous, Rejection::WrongScale})
        if (std::any_of(candidates.begin(), candidates.end(), [reason](const Candidate &c) { return c.problem == reason; }))
            return rejected(reason);
    if (namesOtherScale(decorated))
        return rejected(Rejection::WrongScale);
    static const auto kSecondThoughts = rx(R"(\bcorrection\s*:|\bactually\s*,|\bwait\s*[,.]|\bi\s+mean\b|\bon\s+second\s+thought|\bscratch\s+that|\blet\s+me\s+(?:correct|recalculate|reconsider|revise))");
    if (text.contains(kSecondThoughts))
        return rejected(Rejection::Ambiguous);
    const Candidate &first = candidates.first();
    if (std::any_of(candidates.begin(), candidates.end(), [&](const Candidate &c) { return c.value != first.value; }))
        return rejected(Rejection::Ambiguous);
    if (first.problem != Rejection::None)
        return rejected(first.problem);
    if (contradicts(text, candidates, *first.value))
        return rejected(Rejection::Contradiction);
    SentimentVerdict verdict;
    verdict.score = first.value;
    return verdict;
}

} // namespace bw
