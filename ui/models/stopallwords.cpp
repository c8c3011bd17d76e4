// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stopallwords.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>

#include <algorithm>

namespace bw::stopallwords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::StopAll)
};

constexpr int kNamed = 4; ///< positions that the sentence names; the table has all of them

QString closing(const Position &position)
{
    const Instrument *of = position.instrument.get();
    const QString size = of ? readDecimal(position.size, of->qtyDecimals()) : readDecimal(position.size);
    const QString symbol = of ? of->id().symbol : kMissing.toString();
    return position.side == Side::Buy ? Words::tr("sells %1 %2", "quantity, symbol").arg(size, symbol)
                                      : Words::tr("buys %1 %2", "quantity, symbol").arg(size, symbol);
}

} // namespace

QString scopeName(StopAllView::Scope scope)
{
    return scope == StopAllView::Scope::Account ? Words::tr("whole account") : Words::tr("ours");
}

QString buttonText(StopAllView::Scope scope, bool withProtection)
{
    const QString name = scopeName(scope);
    return withProtection ? Words::tr("Stop all and drop protection: %1").arg(name) : Words::tr("Stop all: %1").arg(name);
}

QString consequence(StopAllView::Scope scope, bool withProtection)
{
    const bool isAccount = scope == StopAllView::Scope::Account;
    if (withProtection)
        return isAccount ? Words::tr("Cancels every order of the account, stops and take profits too. Open positions are left without a stop.")
                         : Words::tr("Cancels every order that this terminal placed, and the stops and take profits of its positions. Open positions "
                                     "are left without a stop.");
    return isAccount ? Words::tr("Halts entries and cancels every entry order of the account, in every category, whoever placed it. Stops and take "
                                 "profits stay.")
                     : Words::tr("Halts entries and cancels every entry order that this terminal placed. Stops and take profits stay, and so do "
                                 "orders from elsewhere.");
}

QString stepName(const StopAllView &view, StopAllView::Step step)
{
    using Step = StopAllView::Step;
    switch (step) {
    case Step::Halt: return Words::tr("Halt entries");
    case Step::Cancel: return view.withProtection ? Words::tr("Cancel entries and protection") : Words::tr("Cancel entries, keep protection");
    case Step::Reread: return Words::tr("Read again until nothing is left");
    case Step::Flatten: return Words::tr("Close positions");
    }
    return {};
}

QString outcome(const StopAllView::Line &line)
{
    using State = StopAllView::State;
    switch (line.state) {
    case State::Waiting:
        return line.step == StopAllView::Step::Flatten ? Words::tr("offered below") : Words::tr("waiting");
    case State::Running:
        if (line.step == StopAllView::Step::Halt)
            return Words::tr("running");
        return line.left < 0 ? Words::tr("running, not known how many are left") : Words::tr("running, %1 left").arg(line.left);
    case State::Finished:
        return line.left > 0 ? Words::tr("done, %1 still stand").arg(line.left) : Words::tr("done");
    case State::Failed: {
        const QString left = line.left < 0 ? Words::tr("what is left is not known") : Words::tr("%1 left").arg(line.left);
        return Words::tr("failed, %1. %2", "how many are left, sentence").arg(left, sentences::of(line.error));
    }
    }
    return {};
}

Tone tone(const StopAllView::Line &line)
{
    using State = StopAllView::State;
    switch (line.state) {
    case State::Waiting: return Tone::Muted;
    case State::Running: return line.left < 0 && line.step != StopAllView::Step::Halt ? Tone::Caution : Tone::Normal;
    case State::Finished: return line.left > 0 ? Tone::Caution : Tone::Up;
    case State::Failed: return Tone::Danger;
    }
    return Tone::Normal;
}

QString summary(const StopAllView &view)
{
    if (view.lines.isEmpty())
        return {};
    const QString when = readTimeWithZone(view.at);
    const QString scope = scopeName(view.scope);
    if (view.isRunning)
        return Words::tr("Stopping %1. Entries are halted; nothing new goes out.").arg(scope);
    const bool hasFailed = std::any_of(view.lines.begin(), view.lines.end(), [](const auto &l) { return l.state == StopAllView::State::Failed; });
    if (hasFailed)
        return Words::tr("Stopped %1 at %2, but not every step worked. Entries stay halted; look at what still stands.").arg(scope, when);
    return Words::tr("Stopped %1 at %2. Entries stay halted until you resume.").arg(scope, when);
}

QString flattenButton(qsizetype positions)
{
    return positions == 1 ? Words::tr("Close 1 position at the market") : Words::tr("Close %1 positions at the market").arg(positions);
}

QString flattenConsequence(const QVector<Position> &positions)
{
    QStringList parts;
    for (const Position &position : positions.mid(0, kNamed))
        parts.append(closing(position));
    if (positions.size() > kNamed)
        parts.append(Words::tr("and so on for %1 more").arg(positions.size() - kNamed));
    return Words::tr("At the market and reduce-only: %1. The price is what the book gives at that moment.").arg(parts.join(QStringLiteral(", ")));
}

} // namespace bw::stopallwords
