// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/requestfault.h"

#include "core/sandbox/faulttext.h"

#include <algorithm>
#include <array>

namespace bw {
namespace {

using Kind = RequestFault::Kind;

enum class Value { None, Time, Code, Status, Rows };
enum class Usual { Orders, Creates, Cancels, Amends, Realtime, Everything };

struct Row {
    Kind kind;
    const char *name;
    Value value;
    Usual usual;
};

constexpr std::array kRows{
    Row{Kind::NeverArrived, "never-arrived", Value::None, Usual::Orders},
    Row{Kind::ArrivesLate, "arrives-late", Value::Time, Usual::Orders},
    Row{Kind::AckLost, "ack-lost", Value::None, Usual::Orders},
    Row{Kind::AnswerLate, "answer-late", Value::Time, Usual::Orders},
    Row{Kind::AnswerTwice, "answer-twice", Value::None, Usual::Orders},
    Row{Kind::Reject, "reject", Value::Code, Usual::Creates},
    Row{Kind::Http, "http", Value::Status, Usual::Everything},
    Row{Kind::HttpAfter, "http-after", Value::Status, Usual::Everything},
    Row{Kind::HtmlBody, "html-body", Value::None, Usual::Everything},
    Row{Kind::RaceCancel, "race-cancel", Value::None, Usual::Cancels},
    Row{Kind::RaceAmend, "race-amend", Value::None, Usual::Amends},
    Row{Kind::ExitsRefused, "exits-refused", Value::None, Usual::Creates},
    Row{Kind::Lag, "lag", Value::Time, Usual::Realtime},
    Row{Kind::PageShift, "page-shift", Value::Rows, Usual::Everything},
};

const Row &rowOf(Kind kind)
{
    return *std::find_if(kRows.begin(), kRows.end(), [kind](const Row &row) { return row.kind == kind; });
}

bool isUsual(Usual usual, const QByteArray &method, const QByteArray &path)
{
    switch (usual) {
    case Usual::Orders: return method == "POST" && path.startsWith("/v5/order/");
    case Usual::Creates: return method == "POST" && path.startsWith("/v5/order/create");
    case Usual::Cancels: return path.startsWith("/v5/order/cancel") && !path.endsWith("-all");
    case Usual::Amends: return path.startsWith("/v5/order/amend");
    case Usual::Realtime: return path == "/v5/order/realtime";
    case Usual::Everything: break;
    }
    return true;
}

/// "create", "order/create" or "*".
bool isPathName(QStringView text)
{
    return !text.isEmpty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'-' || c == u'/' || c == u'*'; })
        && (!text.contains(u'*') || text.size() == 1);
}

Done readValue(RequestFault &fault, Value value, QStringView text)
{
    const bool isTime = value == Value::Time;
    const auto time = isTime ? faulttext::duration(text) : Result<std::chrono::milliseconds>(std::chrono::milliseconds(0));
    const auto number = value == Value::Code ? faulttext::whole(text, 1, 9'999'999)
        : value == Value::Status             ? faulttext::whole(text, 400, 599)
        : value == Value::Rows               ? faulttext::whole(text, -50, 50)
                                             : Result<int>(0);
    if (!time || !number)
        return fail(!time ? time.error() : number.error());
    fault.time = *time;
    fault.number = *number;
    return {};
}

Done readRest(RequestFault &fault, QStringView text, bool &hasShare)
{
    if (text.startsWith(u'x')) {
        const auto times = faulttext::whole(text.sliced(1), 1, 1'000'000);
        if (!times)
            return fail(times.error());
        fault.times = *times;
        return {};
    }
    if (text == u"*" || (!text.isEmpty() && text.front().isLetter())) {
        for (const QStringView name : text.split(u'+')) {
            if (!isPathName(name))
                return fail(inputError(QStringLiteral("needs paths such as create+cancel-all, or * for all")));
            fault.paths.append(name.toUtf8());
        }
        return {};
    }
    const auto share = faulttext::probability(text);
    if (!share)
        return fail(share.error());
    fault.share = *share;
    hasShare = true;
    return {};
}

} // namespace

bool RequestFault::matches(const QByteArray &method, const QByteArray &path) const
{
    if (paths.isEmpty())
        return isUsual(rowOf(kind).usual, method, path);
    return std::any_of(paths.begin(), paths.end(), [&path](const QByteArray &name) { return name == "*" || path.endsWith('/' + name); });
}

std::optional<RequestFault::Kind> RequestFault::kindOf(QStringView name)
{
    for (const Row &row : kRows)
        if (name == QLatin1StringView(row.name))
            return row.kind;
    return std::nullopt;
}

QString RequestFault::nameOf(Kind kind)
{
    return QString::fromLatin1(rowOf(kind).name);
}

Result<RequestFault> RequestFault::parse(Kind kind, QStringView value)
{
    RequestFault fault;
    fault.kind = kind;
    const Value first = rowOf(kind).value;
    auto parts = value.split(u':');
    if (first != Value::None) {
        if (const auto done = readValue(fault, first, parts.takeFirst()); !done)
            return fail(done.error());
    }
    bool hasShare = false;
    for (const QStringView part : parts)
        if (const auto done = readRest(fault, part, hasShare); !done)
            return fail(done.error());
    // What says how long or how much strikes always unless it is told otherwise; the others name their probability.
    if (!hasShare && first != Value::Time && first != Value::Rows)
        return fail(inputError(first == Value::None ? QStringLiteral("needs a probability") : QStringLiteral("needs CODE:PROBABILITY")));
    return fault;
}

QString RequestFault::toString() const
{
    const Row &row = rowOf(kind);
    QStringList parts;
    if (row.value == Value::Time)
        parts << QStringLiteral("%1ms").arg(time.count());
    else if (row.value != Value::None)
        parts << QString::number(number);
    parts << faulttext::shortest(share);
    if (!paths.isEmpty())
        parts << QString::fromUtf8(paths.join('+'));
    if (times)
        parts << QStringLiteral("x%1").arg(*times);
    return QStringLiteral("%1=%2").arg(nameOf(kind), parts.join(u':'));
}

} // namespace bw
