// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faults.h"

#include "core/sandbox/faulttext.h"

#include <QStringList>

namespace bw {
namespace {

using namespace std::chrono_literals;
using namespace faulttext;

constexpr int kMostEntries = 64;

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

/// TOPIC:TIME
Result<TopicFault> lateTopic(QStringView text)
{
    const auto colon = text.indexOf(u':');
    if (colon < 0)
        return fail(inputError(QStringLiteral("takes TOPIC:TIME")));
    const auto topic = pattern(text.first(colon));
    const auto after = duration(text.sliced(colon + 1));
    if (!topic || !after)
        return fail(topic ? after.error() : topic.error());
    return TopicFault{*topic, *after};
}

Result<QByteArray> socketKind(QStringView text)
{
    if (text == u"public" || text == u"private" || text == u"trade")
        return text.toUtf8();
    return fail(inputError(QStringLiteral("is public, private or trade")));
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
        {QLatin1StringView("gap"), &faults.gap}, {QLatin1StringView("corrupt"), &faults.corrupt},
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
    const std::pair<QLatin1StringView, std::optional<Faults::Duration> *> optionalTimes[] = {
        {QLatin1StringView("half-open"), &faults.halfOpen}, {QLatin1StringView("outage"), &faults.outage}, {QLatin1StringView("private-down"), &faults.privateDown},
        {QLatin1StringView("ban"), &faults.ban}, {QLatin1StringView("venue-restart"), &faults.venueRestart}};
    for (const auto &[known, time] : optionalTimes)
        if (name == known)
            return store(value.isEmpty() ? Result<Faults::Duration>(0ms) : duration(value), *time);
    if (const auto kind = RequestFault::kindOf(name)) {
        const auto fault = RequestFault::parse(*kind, value);
        if (!fault)
            return fail(fault.error());
        faults.requests.append(*fault);
        return {};
    }
    if (name == u"topic-late")
        return store(lateTopic(value), faults.topicLate);
    if (name == u"topic-twice")
        return store(pattern(value), faults.topicTwice);
    if (name == u"sockets")
        return store(socketKind(value), faults.sockets);
    if (name == u"clock-step")
        return store(step(value), faults.clockStep);
    if (name == u"delay" || name == u"ai-delay")
        return store(duration(value), name == u"delay" ? faults.delay : faults.aiDelay);
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
        if (seen.contains(name) && !RequestFault::kindOf(name)) // one kind may strike several paths, each in its own way
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
            parts.append(QStringLiteral("%1=%2%3").arg(name, code, shortest(value)));
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
    for (const RequestFault &fault : requests)
        parts.append(fault.toString());
    if (privateDown)
        time(QLatin1StringView("private-down"), *privateDown);
    if (topicLate)
        plain(QLatin1StringView("topic-late"), QStringLiteral("%1:%2ms").arg(QString::fromUtf8(topicLate->pattern)).arg(topicLate->after.count()));
    if (topicTwice)
        plain(QLatin1StringView("topic-twice"), QString::fromUtf8(*topicTwice));
    if (sockets)
        plain(QLatin1StringView("sockets"), QString::fromUtf8(*sockets));
    if (ban)
        time(QLatin1StringView("ban"), *ban);
    if (venueRestart)
        time(QLatin1StringView("venue-restart"), *venueRestart);
    if (clockStep.count() != 0)
        time(QLatin1StringView("clock-step"), clockStep);
    if (limit)
        parts.append(QStringLiteral("limit=%1").arg(*limit));
    if (aiDelay.count() > 0)
        time(QLatin1StringView("ai-delay"), aiDelay);
    share(QLatin1StringView("ai-error"), QStringLiteral("%1:").arg(aiStatus), aiError);
    return parts.join(u',');
}

} // namespace bw
