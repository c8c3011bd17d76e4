// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/paperwords.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

namespace bw {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::PaperWords)
};

struct Bounds {
    Decimal least, most;
    int places;
};

Bounds boundsOf(PaperField::Kind kind)
{
    switch (kind) {
    case PaperField::Kind::Latency: return {0, 10'000, 0};
    case PaperField::Kind::Balance: return {10, 1'000'000'000, 2};
    case PaperField::Kind::Fee: break;
    }
    return {0, 10, 6};
}

} // namespace

QStringList paperAssumptions(const PaperSettings &settings)
{
    return {
        Words::tr("Prices, sizes and prints are the venue's live ones. Orders go to an exchange inside this program and never to the venue."),
        Words::tr("What your orders take out of the book stays taken until the venue changes that level."),
        Words::tr("A resting order waits behind all that was shown at its price when it came. Trades take from the front of that queue. A cancel is "
                  "taken to be behind your order as long as that is possible."),
        Words::tr("A trade beyond your price fills you at your price, as far as its size goes; so does a book that comes to your price."),
        Words::tr("Nothing is filled, triggered or liquidated while the book is stale or not live."),
        Words::tr("Every order, change and cancel is on its way for %n ms before it counts.", nullptr, static_cast<int>(settings.latency.count())),
        Words::tr("Funding is paid at the venue's times, at the rate that it showed last. A position is liquidated at the mark price and closed where "
                  "nothing of its margin is left."),
        Words::tr("Your orders move nobody: the market does what it did without you."),
        Words::tr("While Bellwether is closed, or shows another profile, nothing happens to the account. Resting orders stand at the end of their queue when it "
                  "opens again; funding of that time is not paid, and what you took out of the book is forgotten."),
    };
}

QString paperText(const PaperField &field, const PaperSettings &settings)
{
    switch (field.kind) {
    case PaperField::Kind::Latency: return QString::number(settings.latency.count());
    case PaperField::Kind::Balance: return settings.balanceUsdt.normalized().toString();
    case PaperField::Kind::Fee: break;
    }
    const PaperSettings::Fees &fees = settings.of(field.category);
    return (field.isMaker ? fees.makerPct : fees.takerPct).normalized().toString();
}

QString takePaperText(const PaperField &field, const QString &typed, PaperSettings &settings)
{
    const Bounds bounds = boundsOf(field.kind);
    const auto number = Decimal::parse(QStringView(typed.trimmed()));
    if (!number || *number < bounds.least || *number > bounds.most || number->normalized().scale() > bounds.places)
        return Words::tr("From %1 to %2, with at most %n decimal(s).", nullptr, bounds.places).arg(readDecimal(bounds.least, 0), readDecimal(bounds.most, 0));
    if (field.kind == PaperField::Kind::Latency)
        settings.latency = std::chrono::milliseconds(number->normalized().toString().toInt());
    else if (field.kind == PaperField::Kind::Balance)
        settings.balanceUsdt = *number;
    else
        (field.isMaker ? settings.of(field.category).makerPct : settings.of(field.category).takerPct) = *number;
    return {};
}

} // namespace bw
