// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/signal/hostilepatterns.h"

#include <QRegularExpression>
#include <QVector>

namespace bw {

namespace {

struct Sign {
    int weight;
    const char *pattern;
};

// "@number" stands for a score as an answer has it: small, and not the start of a price, percentage or count.
constexpr const char *kNumber = R"([+-]?(?:0?\.\d+|[01](?:\.\d+)?)(?![\d.,]*\d|\s*(?:%|percent|million|billion|bn\b|[kmx]\b|btc|eth|sol\b|usd|points?|basis|years?|days?|hours?)))";
// "@start": where a sentence gives an order, not where somebody is told to do something.
constexpr const char *kStart = R"((?:^|[\n.!?:;,"'()\[\]{}<>|*#]\s*|-\s+|\b(?:and|then|now|please|just|kindly|must|should|you)\s+))";
// "@old": which instructions; at least one such word must stand between the verb and the noun.
constexpr const char *kOld = R"((?:all|any|every|previous(?:ly)?|prior|above|earlier|preceding|foregoing|former|past|existing|original|initial|old|other|your|the|these|those|my|given|system|developer|safety|scoring|rating|sentiment|of|that|said|user|instructed|current)\s+)";
// "@ignore", with "@reported" before it: someone else is said to ignore, which is news.
constexpr const char *kIgnore = R"(\b(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|dismiss|erase|drop|skip))";
constexpr const char *kReported = R"((?<!\bto\s)(?<!\bnot\s)(?<!\bnever\s)(?<!\bwill\s)(?<!\bmay\s)(?<!\bcan\s)(?<!\bcould\s)(?<!\bwould\s)(?<!\bmight\s)(?<!n't\s)(?<!\bthey\s)(?<!\bwho\s)(?<!\bstaff\s)(?<!\bbanks\s)(?<!\btraders\s)(?<!\busers\s)(?<!\bagents\s)(?<!\bbots\s)(?<!\bmodels\s)(?<!\binvestors\s)(?<!\bchatbots\s)(?<!\bvalidators\s))";

const Sign kSigns[] = {
    // Markup of chats and prompts.
    {2, R"(<\|[^|<>]{1,40}\|>|\[\s*/?\s*inst\s*\]|<<\s*/?\s*sys\s*>>|\b(?:start|end)_of_turn\b|\bim_(?:start|end)\b)"},
    {2, R"(<\s*/?\s*(?:system|sys|assistant|user|human|ai|instructions?|prompts?|headlines?|news|think|tool\w*|function\w*|role|context|data|input|output|response|answer|score|json|s|bos|eos)\b[^<>]{0,60}/?>)"},
    {2, R"(\[\s*/?\s*(?:system|sys|assistant|developer|admin)(?:\s+(?:prompt|message|note|override|instructions?|command))?\s*\])"},
    {2, R"(#{2,}\s*(?:system|instructions?|assistant|user|response|input|new|end)\b)"},
    {2, R"([-=#*_~]{3,}\s*(?:end|begin|start|new|system)\b.{0,30}(?:[-=#*_~]{3,}|instructions?|prompt|input|headlines|data|list))"},
    {2, R"(\b(?:headlines?|news|input|data|list|prompt|feed|document|articles?)\s+(?:ends?|stops?|finished|is over)\s+here\b)"},
    // Turns of a conversation that nobody had.
    {2, R"(\n\s*(?:assistant|system|user|human|ai|developer)\s*:)"},
    {1, R"(^\s*(?:assistant|system|ai|developer|human)\s*:)"},
    {2, R"(\b(?:assistant|ai)\s*:.{0,120}\b(?:user|human|system)\s*:|\b(?:user|human|system)\s*:.{0,120}\b(?:assistant|ai)\s*:)"},
    {2, R"(\b(?:assistant|ai|system)\s*:\s*(?:["'{]|score|sentiment|rating|@number))"},
    {2, R"(\b(?:system|developer|admin)\s+(?:prompt|message|instructions?|override|directive|role|command)\s*:)"},
    // Orders to forget what was asked.
    {2, R"(@reported@ignore\s+(?:@old){1,6}(?:instructions?|prompts?|directives?|guardrails?|programming|training|safeguards?)\b)"},
    {1, R"(@ignore\s+(?:@old){1,6}(?:instructions?|prompts?|directives?|guardrails?|programming|training|safeguards?)\b)"},
    {1, R"(@ignore\s+(?:@old){1,6}(?:rules?|scales?|guidelines?|commands?|contexts?|messages?|orders?|constraints?|tasks?|requests?|text|ratings?|scores?|filters?|polic(?:y|ies))\b)"},
    {2, R"(@ignore\s+(?:all|any|everything|anything|the|what|whatever)?\s*(?:\w+\s+){0,4}(?:above|before this|so far|up to (?:here|now|this point))(?:\s*[.!,;:"']|\s+and\b|\s+instead|\s*$))"},
    {2, R"(@ignore\s+(?:all\s+|the\s+|any\s+)*(?:other|remaining|following|preceding|previous|above)\s+(?:headlines|items|articles|stories|entries)\b)"},
    {2, R"(\bdo\s+not\s+(?:follow|obey)\s+(?:@old){1,5}(?:instructions?|prompts?|rules?)\b)"},
    {2, R"(\b(?:new|updated|revised|actual|real|true)\s+(?:instructions?|system prompt|prompt|scale|scoring|directive|objective)\s*(?::|are\b|is\b\s*:?))"},
    {1, R"(\b(?:new|updated|revised)\s+(?:rules?|task|policy|role|orders?)\s*:)"},
    {1, R"(\binstead\s*,?\s+(?:you\s+)?(?:output|return|respond|reply|answer|say|print|write|give|rate|score|set)\b)"},
    // Orders what to answer.
    {2, R"(\b(?:reply|respond|answer)(?:\s+\w+){0,3}\s+(?:with|by|as|only)\s+(?:\w+\s+){0,4}["']?@number)"},
    {2, R"((?:@start|\balways\s+|\bonly\s+)(?:reply|respond|answer|output|return|print|emit)\s*:?\s+(?:\w+\s+){0,5}["']?@number)"},
    {2, R"(\b(?:reply|respond|answer|output|return|print|say|write)\s+(?:only|just|exactly|nothing but|always)\b(?:\s+\w+){0,3}\s*["':]?\s*(?:@number|bullish|bearish|positive|negative|buy|sell|json|yes))"},
    {2, R"(\b(?:only|always|just|must|exactly)\s+(?:reply|respond|answer|output|return|print|say|write)\b\s*(?:\w+\s+){0,3}["':]?\s*(?:@number|bullish|bearish|positive|negative|buy|sell|json))"},
    {1, R"(\b(?:always|only)\s+(?:reply|respond|answer|output|return|print)\b)"},
    {2, R"(\b(?:set|assign|change|adjust|output|return|report|emit|override|hardcode|force)\s+(?:(?:the|a|an|your|its|this|every|overall|final|sentiment|market)\s+){0,4}(?:score|sentiment|rating|confidence|value|label)s?\s*(?:to|at|as|of|=|:|is)?\s*(?:@number|maximum|max\b|bullish|bearish|positive|negative))"},
    {2, R"(@start(?:score|rate|mark|classify|label|treat|grade)\s+(?:this|these|all|every|each|it|them|everything)\b(?:\s+\w+){0,5}\s*(?:as|at|with|to)?\s*["']?(?:@number|bullish|bearish|(?:\w+\s+)?positive|(?:\w+\s+)?negative|maximum|highest|lowest|buy|sell))"},
    {2, R"(\b(?:this|these|the|every|each|all)\s+(?:story|stories|headlines?|news|articles?|items?|entr(?:y|ies))\s+(?:must|should|shall|has to|have to|needs? to|is to|are to)\s+(?:always\s+)?be\s+(?:rated|scored|classified|labell?ed|treated|considered|marked|judged|read as))"},
    {2, R"(\b(?:score|sentiment|rating|answer|output|response)\s+(?:must|shall|has to|needs to)\s+(?:always\s+)?be\s+(?:set\s+to\s+|exactly\s+)?["']?(?:@number|bullish|bearish|positive|negative|maximum))"},
    {2, R"(\b(?:only|sole)\s+(?:valid|correct|acceptable|allowed|permitted|right)\s+(?:response|answer|output|reply|score|rating)\b)"},
    {2, R"(\b(?:correct|expected|right|required|valid)\s+(?:score|rating|sentiment|answer|output|response)\s*(?:is|:|=)\s*["']?@number)"},
    {2, R"([{\[]\s*["']?\s*(?:score|sentiment|confidence|overall|rating)["']?\s*:\s*["'{]?\s*[+-]?[\d.])"},
    {2, R"(\b(?:score|sentiment)\s*=\s*["']?@number)"},
    {1, R"(\b(?:score|sentiment|rating)\s*:\s*["']?@number)"},
    {1, R"((?:@start|\band\s+)(?:answer|output|return|respond|reply|print)\s+["']?@number)"},
    {1, R"(\b(?:answer|output|respond with|reply with)\s+["']?@number)"},
    // Talk to the reader that is a machine.
    {1, R"(\b(?:note|message|attention|instructions?|reminder|memo|notice|hint|request|important)\s*(?:to|for|:)?\s+(?:all\s+|any\s+|the\s+|you,?\s+)*(?:ai|a\.i\.|llms?|language|gpt|chatgpt|claude|deepseek|gemini|sentiment|trading)[\s-]*(?:models?|systems?|assistants?|agents?|bots?|readers?|classifiers?|scorers?|analy[sz]ers?|engines?)?\s*(?:reading|processing|parsing|scoring|that|who|:|,|-))"},
    {2, R"(\b(?:note|message|attention|instructions?|reminder|memo|notice)\s+(?:to|for)\s+(?:all\s+|any\s+|the\s+)*(?:ai|llms?|language)[\s-]*(?:models?|systems?|assistants?|agents?|bots?|readers?)?[^.]{0,30}:)"},
    {2, R"(\b(?:ai|llms?|language|sentiment|trading|chat)[\s-]*(?:models?|systems?|agents?|assistants?|bots?|analy[sz]ers?)?\s+(?:reading|processing|parsing|scoring|analy[sz]ing|seeing|summari[sz]ing|evaluating|rating|classifying)\s+(?:this|these)\b)"},
    {2, R"(\bif\s+you\s+are\s+(?:an?\s+)?(?:ai|llm|language model|large language|assistant|chatbot|bot|model|machine)\b)"},
    {2, R"(\b(?:dear|hey|hi|hello|attention)\s*,?\s+(?:ai|llm|language model|chatgpt|gpt|claude|deepseek|gemini|assistant|chatbot|model)\b\s*[,:!-])"},
    {2, R"(\byou\s+are\s+(?:now\s+|no longer\s+)?(?:in\s+)?(?:an?\s+|the\s+)?(?:test|debug|developer|dev|god|admin|maintenance|jailbreak|dan|unrestricted|training|evaluation|demo)\s+mode\b)"},
    {2, R"(\byou\s+are\s+(?:now\s+|no longer\s+)(?:an?\s+)?(?:\w+\s+){0,2}(?:ai|assistant|model|bot|chatbot|analyst|bound|restricted)\b)"},
    {1, R"(\b(?:developer|debug|test|god|jailbreak|dan|unrestricted)\s+mode\s*(?:enabled|activated|on\b|:))"},
    {1, R"(@start(?:act\s+as|pretend\s+(?:to\s+be|that|you)|role-?play|imagine\s+you\s+are|from\s+now\s+on)\b)"},
    {2, R"(\b(?:reveal|show|print|leak|output|repeat|disclose|tell me|give me|expose|dump)\s+(?:me\s+)?(?:your|the)\s+(?:full\s+|hidden\s+|entire\s+|initial\s+)?(?:system prompt|system message|prompt|instructions)\b)"},
    {1, R"(\b(?:reveal|show|print|leak|output|disclose|tell me|give me|send|expose)\s+(?:me\s+|us\s+)?(?:your|the)\s+(?:api|secret|private|access)?[\s-]*(?:keys?|credentials|secrets?|passwords?|tokens)\b)"},
    {1, R"((?:@start)(?:liquidate|close|sell|dump|buy|long|short)\s+(?:all|every|everything|max(?:imum)?)\b)"},
    {1, R"((?:@start)(?:place|execute|submit|open)\s+(?:an?\s+|the\s+)?(?:market|limit|buy|sell|long|short|leveraged)\s+(?:order|position|trade)\b)"},
    {1, R"(@start(?:transfer|withdraw|send)\s+(?:all|every|the entire|your)\s+(?:\w+\s+)?(?:funds?|balances?|assets?|coins?|money|usdt|btc)\b)"},
    // The same order in other languages (accents are removed before this).
    {2, R"(\b(?:(?:ignore|oublie|neglige)(?:[zr]|\s+(?:les?|tout\w*|tes|vos|ces|mes))|ne\s+tene?[zs]\s+pas\s+compte)\b.{0,30}\b(?:instructions?|consignes?|regles?|directives?)\b)"},
    {2, R"(\b(?:ignor(?:a|e|ar|en|ad)|olvid(?:a|e|ar|en|ad)|desestim(?:a|e)|descart(?:a|e)|omit(?:e|a)|haz\s+caso\s+omiso|haga\s+caso\s+omiso)\b.{0,30}\b(?:instruccion(?:es)?|indicacion(?:es)?|reglas|directrices|ordenes)\b)"},
    {2, R"(\b(?:ignorier(?:e|en|t)?|vergiss|vergesst|vergessen|missachte[nt]?|ubergehe[n]?|verwirf)\b.{0,40}\b(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben|regeln|befehle|anordnungen|richtlinien)\b)"},
    {2, R"(\b(?:ignor(?:e|a|ar|em)|esqueca|esquece|desconsider(?:e|a|ar))\b.{0,30}\b(?:instrucoes|regras|orientacoes|ordens|diretrizes)\b)"},
    {2, R"(\b(?:ignora(?:te|re)?|dimentica(?:te|re)?|trascura)\b.{0,30}\b(?:istruzioni|regole|indicazioni|direttive)\b)"},
    {2, R"(\b(?:negeer|vergeet)\b.{0,30}\b(?:instructies|regels|aanwijzingen|opdrachten)\b)"},
    {2, R"(\b(?:zignoruj|ignoruj|zapomnij|pomin)\b.{0,30}\b(?:instrukcj\w*|polece\w*|zasad\w*|wskazow\w*))"},
    {2, R"(\b(?:onceki|yukaridaki|tum)\b.{0,20}(?:talimat|kural|komut)\w*.{0,20}(?:yok\s+say|gormezden\s+gel|unut|dikkate\s+alma))"},
    {2, R"((?:игнорируй|проигнорируй|игнорировать\s+все|забудь|не\s+обращай|ігноруй|забудь)\w*.{0,30}(?:инструкци|указани|правил|команд|інструкц|вказівк))"},
    {2, R"((?:忽略|无视|無視|忽视|忽視|忘记|忘記|不要理会|不理会).{0,12}(?:指令|指示|说明|說明|规则|規則|提示|要求|命令))"},
    {2, R"((?:指示|命令|指令|ルール|プロンプト|規則).{0,10}(?:無視|忘れ))"},
    {2, R"((?:지시|명령|지침|프롬프트|규칙).{0,10}(?:무시|잊))"},
    {2, R"((?:تجاهل|انس|تجاهلوا).{0,30}(?:التعليمات|الأوامر|الاوامر|القواعد|تعليمات))"},
    {2, R"((?:निर्देश|आदेश|नियम).{0,25}(?:अनदेखा|नज़रअंदाज|भूल))"},
    {2, R"(\b(?:abaikan|lupakan)\b.{0,30}\b(?:instruksi|perintah|aturan)\b)"},
    {2, R"(\b(?:bo qua|phot lo|quen)\b.{0,30}(?:huong dan|chi thi|lenh|quy tac))"},
    {1, R"(\b(?:repond(?:ez|s)|respond(?:a|e)|antworte[nt]?|rispondi|antwoord|responda|odpowiedz|cevap ver)\b.{0,20}@number)"},
    {1, R"((?:ответь|отвечай|回答|输出|輸出|返回|回复|出力|答え|답변|대답).{0,12}@number)"},
    {2, R"((?:只|必须|必須|请|請)(?:回答|输出|輸出|返回|回复|出力).{0,12}[+-]?\d)"},
};

QVector<QRegularExpression> compile()
{
    QVector<QRegularExpression> compiled;
    for (const Sign &sign : kSigns) {
        QString pattern = QString::fromUtf8(sign.pattern);
        pattern.replace(QLatin1StringView("@number"), QString::fromLatin1(kNumber));
        pattern.replace(QLatin1StringView("@start"), QString::fromLatin1(kStart));
        pattern.replace(QLatin1StringView("@old"), QString::fromLatin1(kOld));
        pattern.replace(QLatin1StringView("@reported"), QString::fromLatin1(kReported));
        pattern.replace(QLatin1StringView("@ignore"), QString::fromLatin1(kIgnore));
        compiled.append(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption));
        Q_ASSERT_X(compiled.back().isValid(), "hostilepatterns", sign.pattern);
    }
    return compiled;
}

} // namespace

int hostileWeight(const QString &text)
{
    static const QVector<QRegularExpression> kCompiled = compile();
    int weight = 0;
    for (qsizetype i = 0; i < kCompiled.size() && weight < kHostileWeight; ++i)
        if (kCompiled[i].match(text).hasMatch())
            weight += kSigns[i].weight;
    return weight;
}

} // namespace bw
