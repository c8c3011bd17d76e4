// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/replytext.h"

#include <QRegularExpression>

namespace bw {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

bool isDash(QChar c)
{
    return (c >= QChar(0x2010) && c <= QChar(0x2015)) || c == QChar(0x2212) || c == QChar(0xfe58) || c == QChar(0xfe63);
}

} // namespace

QString normalisedReply(const QString &content)
{
    // A footnote mark would become a digit of the number that it stands at.
    static const QRegularExpression kRaised(QStringLiteral("[\\x{b2}\\x{b3}\\x{b9}\\x{2070}-\\x{2079}\\x{2080}-\\x{2089}]"));
    const QString compatible = QString(content).remove(kRaised).normalized(QString::NormalizationForm_KC);
    QString text;
    for (const QChar c : compatible) {
        if (c.category() == QChar::Other_Format || (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'))
            continue; // \r goes too: a line ends with \n
        text += c == QChar(0x2028) || c == QChar(0x2029) ? QChar(u'\n') : c;
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isGlued = i + 1 < text.size() && (text[i + 1].isDigit() || text[i + 1] == u'.');
        if (isDash(text[i]) && (isGlued || text[i] == QChar(0x2212)))
            text[i] = u'-';
    }
    return text.trimmed();
}

std::optional<QString> withoutReasoning(QString text)
{
    static const QRegularExpression kBlock(QStringLiteral("<(think|thinking|reasoning)>.*?</\\1>"),
                                           kOptions | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kOpen(QStringLiteral("<(?:think|thinking|reasoning)>"), kOptions);
    static const QRegularExpression kClose(QStringLiteral("</(?:think|thinking|reasoning)>"), kOptions);
    text.remove(kBlock);
    if (text.contains(kOpen))
        return std::nullopt;
    // Some chat templates swallow the opening tag: what stands before a lone closing one was thought, not said.
    qsizetype end = 0;
    for (auto it = kClose.globalMatch(text); it.hasNext();)
        end = it.next().capturedEnd();
    return text.mid(end).trimmed();
}

bool isRefusal(const QString &text)
{
    static const QRegularExpression kRefusal(
        QStringLiteral(R"(\b(?:i|we)(?:\s+am|'m|\x{2019}m|\s+are|'re)\s+(?:very\s+|so\s+|truly\s+)?(?:sorry|afraid)\b|^\s*(?:\W*\s*)?sorry\b|\bi\s+apologi[sz]e\b|\bmy\s+apologies\b)"
                       R"(|\b(?:i|we)\s+(?:am\s+|are\s+)?(?:really\s+|simply\s+|unfortunately\s+)?(?:can\s*not|can't|can\x{2019}t|won't|won\x{2019}t|will\s+not|must\s+decline|have\s+to\s+decline|decline|refuse|do\s+not|don't|don\x{2019}t|unable\s+to|not\s+able\s+to|not\s+allowed\s+to|not\s+permitted\s+to)(?:\s+to)?\s+(?:\w+\s+){0,2}(?:provide|give|offer|assist|help|comply|share|generate|rate|score|fulfil+|answer|assess|evaluate|determine|recommend|produce|assign|analy[sz]e|do\s+that|engage|support)\b)"
                       R"(|\bi(?:'m|\x{2019}m|\s+am)\s+(?:unable|not\s+able|not\s+allowed|not\s+permitted|not\s+in\s+a\s+position)\s+to\s+(?:\w+\s+){0,2}(?:provide|give|offer|assist|help|comply|share|generate|rate|score|fulfil+|answer|assess|evaluate|determine|recommend|produce|assign|analy[sz]e)\b)"
                       R"(|\b(?:must|have\s+to)\s+(?:respectfully\s+)?(?:decline|refuse)\b|\bagainst\s+my\s+(?:guidelines|policy|policies|programming)\b|^\W*unable\s+to\s+(?:provide|assist|comply|score|rate|answer|assess|determine)\b)"
                       R"(|抱歉|对不起|對不起|无法(?:提供|给出|評估|评估|回答|协助|满足)|無法(?:提供|給出|評估|回答|協助)|不能(?:提供|给出|給出|回答|协助)|申し訳(?:ありません|ございません|ない)|(?:お答え|提供|回答|お手伝い)(?:する(?:こと|の)[はが])?でき(?:ません|かねます)|죄송|제공할\s*수\s*없)"
                       R"(|\bes\s+tut\s+mir\s+leid\b|\bich\s+kann\s+(?:leider\s+)?(?:keine?n?|nicht)\b|\bje\s+suis\s+d[ée]sol[ée]|\bd[ée]sol[ée]\s*,|\bje\s+ne\s+(?:peux|suis)\s+pas\b|\blo\s+siento\b|\bno\s+puedo\b|\bdesculpe\b|\bnão\s+posso\b|\bmi\s+dispiace\b|\bnon\s+posso\b|извините|я\s+не\s+могу)"),
        kOptions);
    Q_ASSERT(kRefusal.isValid());
    return text.contains(kRefusal);
}

std::optional<Decimal> numberIn(QString text)
{
    static const QRegularExpression kNumber(QStringLiteral(R"(^([+-]?)(\d*)(?:\.(\d+)|,(\d+))?(?:e([+-]?\d{1,2}))?$)"), kOptions);
    text = text.trimmed();
    const auto match = kNumber.match(text);
    const QString comma = match.captured(4);
    QString whole = match.captured(2), part = match.captured(3) + comma;
    if (!match.hasMatch() || text.size() > 64 || (whole.isEmpty() && part.isEmpty()) || (!comma.isEmpty() && whole != u'0'))
        return std::nullopt;
    const int exponent = match.captured(5).toInt();
    if (exponent > 0) {
        part = part.leftJustified(exponent, u'0');
        whole += part.left(exponent);
        part = part.mid(exponent);
    } else if (exponent < 0) {
        whole = whole.rightJustified(-exponent, u'0');
        part.prepend(whole.right(-exponent));
        whole.chop(-exponent);
    }
    QString digits = match.captured(1) + (whole.isEmpty() ? QStringLiteral("0") : whole);
    if (!part.isEmpty())
        digits += u'.' + part.left(Decimal::kMaxScale);
    const auto value = Decimal::parse(QStringView(digits));
    return value ? std::optional<Decimal>(*value) : std::nullopt;
}

std::optional<Polarity> polarityOf(const QString &text)
{
    static const QRegularExpression kWord(
        QStringLiteral(R"((?<not>\b(?:not|no|non|less|never|neither|nor|isn't|without|nicht|pas|不|非|没有)[\s-]*(?:\w+\s+)?)?(?:(?<up>\b(?:bullish|positive|optimistic|bullisch|positiv|haussier|positif|alcista|positivo|altista|rialzista)\b|看涨|看漲|看多|利好|乐观|樂觀|积极|積極|正面|偏多|強気|ポジティブ|강세|긍정|бычий|позитивн))"
                       R"(|(?<down>\b(?:bearish|negative|pessimistic|b(?:ä|ae)risch|negativ|baissier|n[ée]gatif|bajista|negativo|baixista|ribassista)\b|看跌|看空|利空|悲观|悲觀|消极|消極|负面|負面|偏空|弱気|ネガティブ|약세|부정|медвеж|негативн)|(?<none>\bneutral\b|中性|中立|중립|нейтральн)))"),
        kOptions);
    Q_ASSERT(kWord.isValid());
    bool isNeutral = false;
    for (auto it = kWord.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (!match.captured(QStringLiteral("not")).isEmpty())
            continue;
        if (!match.captured(QStringLiteral("up")).isEmpty())
            return Polarity::Bullish;
        if (!match.captured(QStringLiteral("down")).isEmpty())
            return Polarity::Bearish;
        isNeutral = true; // "neutral to slightly bullish" is the latter
    }
    return isNeutral ? std::optional<Polarity>(Polarity::Neutral) : std::nullopt;
}

bool agrees(Polarity label, const Decimal &score)
{
    if (label == Polarity::Neutral)
        return score.abs() <= Decimal::fromScaled(25, 2); // the dead band inside which a score has no side
    return score.sign() == static_cast<int>(label);
}

} // namespace bw
