// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/positionwords.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

#include <algorithm>

namespace bw::positionwords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::PositionWords)
};

QString amount(const Position &position, const Decimal &value)
{
    const Instrument *of = position.instrument.get();
    return of ? readDecimal(value, of->qtyDecimals()) : readDecimal(value);
}

QString pnlText(const Position &position, const Decimal &pnl)
{
    const int places = std::clamp(position.unrealisedPnl.isValid() ? position.unrealisedPnl.scale() : pnl.scale(), 2, 8); // coins of inverse contracts need eight
    return pnl.isValid() ? readSigned(pnl, places) : kMissing.toString();
}
} // namespace

QString sideWord(const Position &position)
{
    if (!position.side)
        return Words::tr("Flat");
    return *position.side == Side::Buy ? Words::tr("Long") : Words::tr("Short");
}

QString slotWord(const Position &position)
{
    switch (position.positionIdx) {
    case 1: return Words::tr("long side");
    case 2: return Words::tr("short side");
    default: return {};
    }
}

QString size(const Position &position) { return amount(position, position.size); }

QString unit(const Instrument &instrument)
{
    return instrument.id().category == Category::Inverse ? QStringLiteral("USD") : instrument.baseCoin();
}

QString price(const Position &position, const Decimal &price)
{
    return position.instrument ? readPrice(*position.instrument, price) : readDecimal(price);
}

QString pnl(const Position &position)
{
    if (!position.unrealisedPnl.isValid())
        return kMissing.toString();
    return Words::tr("%1 %2", "amount, coin").arg(pnlText(position, position.unrealisedPnl), position.coin);
}

QString ownPnl(const Position &position) { return pnlText(position, position.ownUnrealisedPnl); }

QString leverage(const Position &position, const std::optional<AccountMode> &mode)
{
    const std::optional<MarginMode> margin = mode ? mode->marginMode : std::nullopt;
    if (margin == MarginMode::Portfolio)
        return word(*margin);
    if (!position.leverage.isValid())
        return margin ? word(*margin) : kMissing.toString();
    const QString times = Words::tr("%1x", "leverage").arg(readDecimal(position.leverage.normalized()));
    return margin ? Words::tr("%1 %2", "leverage, margin mode").arg(times, word(*margin)) : times;
}

QString liquidation(const Position &position)
{
    if (!position.liquidationPrice.isValid())
        return Words::tr("none named");
    return price(position, position.liquidationPrice);
}

QString adl(const Position &position)
{
    return position.adlRank > 0 ? Words::tr("%1 of 5").arg(position.adlRank) : kMissing.toString();
}

bool isCovered(const Position &position)
{
    return position.stoppedSize.isValid() && position.size.isValid() && position.stoppedSize >= position.size;
}

QString protection(const Position &position)
{
    if (isCovered(position))
        return Words::tr("%1 covered").arg(size(position));
    if (!position.stoppedSize.isValid() || position.stoppedSize.sign() <= 0)
        return Words::tr("UNPROTECTED");
    return Words::tr("UNPROTECTED: %1 of %2 covered").arg(amount(position, position.stoppedSize), size(position));
}

QString protectionSentence(const Position &position)
{
    if (isCovered(position))
        return Words::tr("Stops at the venue cover the whole size.");
    if (!position.stoppedSize.isValid() || position.stoppedSize.sign() <= 0)
        return Words::tr("No stop at the venue covers this position: all of %1 stands without one.").arg(size(position));
    return Words::tr("Stops at the venue cover %1 of %2: %3 stands without one.")
        .arg(amount(position, position.stoppedSize), size(position), amount(position, position.size - position.stoppedSize));
}

QString word(MarginMode mode)
{
    switch (mode) {
    case MarginMode::Isolated: return Words::tr("isolated");
    case MarginMode::Cross: return Words::tr("cross");
    case MarginMode::Portfolio: return Words::tr("portfolio");
    }
    return {};
}

} // namespace bw::positionwords
