// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faults.h"

#include "core/base/decimal.h"

#include <QLocale>
#include <QStringList>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongest = std::chrono::hours(24); // beyond that it is a slip of the pen
constexpr int kMostEntries = 32;

Result<Faults::Duration> duration(QStringView text)
{
    const bool isMs = text.endsWith(u"ms");
    const bool isMinutes = !isMs && text.endsWith(u'm');
    if (!isMs && !isMinutes && !text.endsWith(u's'))
        return fail(inputError(QStringLiteral("needs a unit: 200ms, 30s or 5m")));
    const auto number = Decimal::parse(text.chopped(isMs ? 2 : 1));
    const auto ms = number ? (*number * Decimal(isMs ? 1 : isMinutes ? 60000 : 1000)).stepsOf(Decimal(1), Rounding::HalfEven)
                           : Result<std::int64_t>(fail(number.error()));
    if (!ms || *ms < 0 || std::chrono::milliseconds(*ms) > kLongest)
        return fail(inputError(QStringLiteral("is not a time from 0ms to 1440m")));
    return Faults::Duration(*ms);
}

Result<double> probability(QStringView text)
{
    const auto number = Decimal::parse(text);
    if (!number || number->sign() < 0 || *number > Decimal(1))
        return fail(inputError(QStringLiteral("is not a probability from 0 to 1")));
    return number->toDouble();
}

Result<int> whole(QStringView text, int from, int to)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < from || value > to)
        return fail(inputError(QStringLiteral("is not a whole number from %1 to %2").arg(from).arg(to)));
    return value;
}

Result<QByteArray> pattern(QStringView text)
{
    constexpr qsizetype kLongestTopic = 100;
    if (text.isEmpty() || text.size() > kLongestTopic || text.chopped(1).contains(u'*'))
        return fail(inputError(QStringLiteral("needs a topic such as orderbook.50.BTCUSDT, or the beginning of one and a star")));
    return text.toUtf8();
}

Result<TopicFault> topicFault(QStringView text)
{
    const auto colon = text.indexOf(u':');
    const auto topic = pattern(colon < 0 ? text : text.first(colon));
    if (!topic)
        return fail(topic.error());
    TopicFault fault{*topic, {}};
    if (colon < 0)
        return fault;
    if (!text.sliced(colon).startsWith(u":after="))
        return fail(inputError(QStringLiteral("takes TOPIC or TOPIC:after=TIME")));
    const auto after = duration(text.sliced(colon + 7));
    if (!after)
        return fail(after.error());
    fault.after = *after;
    return fault;
}

/// Puts a parsed value where it belongs, or hands its error on.
template <class T, class Target>
Done store(const Result<T> &value, Target &target)
{
    if (!value)
        return fail(value.error());
    target = *value;
    return {};
}

Done storePair(QStringView text, int from, int to, int &code, double &share)
{
    const auto colon = text.indexOf(u':');
    if (colon < 0)
        return fail(inputError(QStringLiteral("needs CODE:PROBABILITY")));
    if (const auto done = store(whole(text.first(colon), from, to), code); !done)
        return done;
    return store(probability(text.sliced(colon + 1)), share);
}

Done setEntry(Faults &faults, QStringView name, QStringView value)
{
    const std::pair<QLatin1StringView, double *> shares[] = {
        {QLatin1StringView("gap"), &faults.gap}, {QLatin1StringView("ack-lost"), &faults.ackLost}, {QLatin1StringView("corrupt"), &faults.corrupt},
        {QLatin1StringView("doubled"), &faults.doubled}, {QLatin1StringView("reordered"), &faults.reordered}, {QLatin1StringView("crossed"), &faults.crossed},
        {QLatin1StringView("seq-backwards"), &faults.seqBackwards}, {QLatin1StringView("restart"), &faults.restart}};
    for (const auto &[known, share] : shares)
        if (name == known)
            return store(probability(value), *share);
    const std::pair<QLatin1StringView, std::optional<Faults::Duration> *> times[] = {{QLatin1StringView("drop-after"), &faults.dropAfter},
                                                                                    {QLatin1StringView("silence-after"), &faults.silenceAfter}};
    for (const auto &[known, time] : times)
        if (name == known)
            return store(duration(value), *time);
    if (name == u"half-open" || name == u"outage")
        return store(value.isEmpty() ? Result<Faults::Duration>(0ms) : duration(value), name == u"outage" ? faults.outage : faults.halfOpen);
    if (name == u"delay" || name == u"ai-delay")
        return store(duration(value), name == u"delay" ? faults.delay : faults.aiDelay);
    if (name == u"reject")
        return storePair(value, 1, 9'999'999, faults.rejectCode, faults.reject);
    if (name == u"limit")
        return store(whole(value, 1, 1'000'000), faults.limit);
    if (name == u"ai-error")
        return storePair(value, 400, 599, faults.aiStatus, faults.aiError);
    if (name == u"only" || name == u"refuse-subscribe")
        return store(pattern(value), name == u"only" ? faults.only : faults.refuseSubscribe);
    if (name == u"silence-topic" || name == u"wrong-book")
        return store(topicFault(value), name == u"wrong-book" ? faults.wrongBook : faults.silenceTopic);
    if (name == u"times")
        return store(whole(value, 1, 1'000'000), faults.times);
    if (name == u"slow")
        return store(whole(value, 100, 1'000'000'000), faults.slow);
    if (name == u"html" && value.isEmpty()) {
        faults.html = true;
        return {};
    }
    return fail(inputError(QStringLiteral("is not a fault; --help lists them")));
}

} // namespace

Result<Faults> Faults::parse(QStringView spec)
{
    Faults faults;
    QStringList seen;
    if (spec.trimmed().isEmpty())
        return faults;
    const auto entries = spec.split(u',');
    if (entries.size() > kMostEntries)
        return fail(inputError(QStringLiteral("more than %1 faults").arg(kMostEntries)));
    for (const QStringView entry : entries) {
        const auto trimmed = entry.trimmed();
        const auto equals = trimmed.indexOf(u'=');
        const QStringView name = equals < 0 ? trimmed : trimmed.first(equals);
        const QString shown = trimmed.first(qMin(trimmed.size(), qsizetype(60))).toString();
        if (seen.contains(name))
            return fail(inputError(QStringLiteral("fault \"%1\" is given twice").arg(shown)));
        seen.append(name.toString());
        if (const auto done = setEntry(faults, name, equals < 0 ? QStringView() : trimmed.sliced(equals + 1)); !done)
            return fail(inputError(QStringLiteral("fault \"%1\" %2").arg(shown, done.error().detail)));
    }
    return faults;
}

QString Faults::toString() const
{
    QStringList parts;
    const auto time = [&parts](QLatin1StringView name, Duration value) {
        parts.append(QStringLiteral("%1=%2ms").arg(name).arg(value.count()));
    };
    const auto share = [&parts](QLatin1StringView name, const QString &code, double value) {
        if (value > 0)
            parts.append(QStringLiteral("%1=%2%3").arg(name, code, QString::number(value, 'f', QLocale::FloatingPointShortest)));
    };
    if (dropAfter)
        time(QLatin1StringView("drop-after"), *dropAfter);
    if (silenceAfter)
        time(QLatin1StringView("silence-after"), *silenceAfter);
    if (halfOpen)
        time(QLatin1StringView("half-open"), *halfOpen);
    if (delay.count() > 0)
        time(QLatin1StringView("delay"), delay);
    share(QLatin1StringView("gap"), {}, gap);
    share(QLatin1StringView("ack-lost"), {}, ackLost);
    share(QLatin1StringView("corrupt"), {}, corrupt);
    share(QLatin1StringView("doubled"), {}, doubled);
    share(QLatin1StringView("reordered"), {}, reordered);
    share(QLatin1StringView("crossed"), {}, crossed);
    share(QLatin1StringView("seq-backwards"), {}, seqBackwards);
    share(QLatin1StringView("restart"), {}, restart);
    const auto topic = [&parts](QLatin1StringView name, const std::optional<TopicFault> &fault) {
        if (fault)
            parts.append(QStringLiteral("%1=%2:after=%3ms").arg(name, QString::fromUtf8(fault->pattern)).arg(fault->after.count()));
    };
    const auto plain = [&parts](QLatin1StringView name, const QString &value) { parts.append(QStringLiteral("%1=%2").arg(name, value)); };
    if (only)
        plain(QLatin1StringView("only"), QString::fromUtf8(*only));
    if (times)
        plain(QLatin1StringView("times"), QString::number(*times));
    topic(QLatin1StringView("silence-topic"), silenceTopic);
    topic(QLatin1StringView("wrong-book"), wrongBook);
    if (refuseSubscribe)
        plain(QLatin1StringView("refuse-subscribe"), QString::fromUtf8(*refuseSubscribe));
    if (slow)
        plain(QLatin1StringView("slow"), QString::number(*slow));
    if (html)
        parts.append(QStringLiteral("html"));
    if (outage)
        time(QLatin1StringView("outage"), *outage);
    share(QLatin1StringView("reject"), QStringLiteral("%1:").arg(rejectCode), reject);
    if (limit)
        parts.append(QStringLiteral("limit=%1").arg(*limit));
    if (aiDelay.count() > 0)
        time(QLatin1StringView("ai-delay"), aiDelay);
    share(QLatin1StringView("ai-error"), QStringLiteral("%1:").arg(aiStatus), aiError);
    return parts.join(u',');
}

QString Faults::help()
{
    return QStringLiteral(
        "Faults (SPEC is a comma-separated list; times carry ms, s or m; P is a probability from 0 to 1):\n"
        "  drop-after=TIME     cut every WebSocket without a word when it is that old\n"
        "  silence-after=TIME  a WebSocket of that age stays open and reads, but sends nothing more, not even a pong\n"
        "  half-open[=TIME]    a WebSocket of that age (default: at once) stays open and neither reads nor sends\n"
        "  delay=TIME          every answer and every frame goes out that much later\n"
        "  slow=BYTES          a WebSocket gets no more than that many bytes a second through; a queue too long and it is cut\n"
        "  gap=P               a delta of a book is left out, so that its update id jumps\n"
        "  doubled=P           a delta arrives twice\n"
        "  reordered=P         a delta arrives after the next one of its topic\n"
        "  crossed=P           a delta brings a bid above every ask\n"
        "  seq-backwards=P     the seq of a delta is far lower than the one before, while its update id is in order\n"
        "  restart=P           the service begins anew: instead of a delta a snapshot with u = 1, and the count goes on from there\n"
        "  corrupt=P           a public frame is cut short or has a byte changed\n"
        "  only=TOPIC          the seven from gap to corrupt strike this topic only; a star at the end takes all that begin so\n"
        "  times=N             and they strike N times altogether, then no more\n"
        "  silence-topic=TOPIC[:after=TIME]  this topic goes silent on a line that lives, so long after it was subscribed to\n"
        "  wrong-book=TOPIC[:after=TIME]     this book is streamed without the best level of each side, while REST tells the truth\n"
        "  refuse-subscribe=TOPIC            a request to subscribe to this topic is refused\n"
        "  html                market/time answers with a web page and HTTP 200, as the portal of a hotel would\n"
        "  outage[=TIME]       system/status announces an outage that begins so much later (default: now) and lasts ten minutes\n"
        "  ack-lost=P          an order request (create, amend, cancel) is carried out and its answer never comes:\n"
        "                      over HTTP the connection closes, over the WebSocket there is silence\n"
        "  reject=CODE:P       a new order is refused with this retCode and is not placed, such as reject=10006:0.1\n"
        "  limit=N             more than N REST requests a second get retCode 10006, and HTTP 429 from the chat face\n"
        "  ai-delay=TIME       the chat face thinks that much longer\n"
        "  ai-error=STATUS:P   the chat face answers with this HTTP status, such as ai-error=429:0.5\n"
        "A new list replaces the old one: POST it as text to /sandbox/faults while the program runs; an empty one ends all faults.\n");
}

} // namespace bw
