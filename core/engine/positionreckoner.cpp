// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/positionreckoner.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::chrono::seconds kRest{2}; // rows and fills come over separate topics and may pass one another

Decimal signedSize(const Position &row)
{
    return !row.side ? Decimal(0) : *row.side == Side::Buy ? row.size : -row.size;
}

/// Further apart than one unit of the last digit that the venue gives.
bool isApart(const Decimal &ours, const Decimal &theirs)
{
    const int places = std::max(theirs.scale(), 0);
    return ours.isValid() && theirs.isValid() && (ours.rounded(places, Rounding::HalfEven) - theirs).abs() > Decimal::fromScaled(1, places);
}
} // namespace

void PositionReckoner::beginAt(UtcTime readAt)
{
    if (!m_begunAt)
        m_begunAt = readAt;
}

void PositionReckoner::begin(const Position &row)
{
    Own own{RunningPosition(row.instrument->id().category), row.updatedAt, {}};
    if (row.side && row.size.sign() > 0 && row.entryPrice.sign() > 0)
        static_cast<void>(own.position.apply(*row.side, row.size, row.entryPrice));
    m_own.insert({row.instrument->id(), row.positionIdx}, own);
}

void PositionReckoner::noteFill(const Execution &fill, int positionIdx)
{
    if (!fill.instrument || fill.instrument->id().category == Category::Spot || fill.kind == Execution::Kind::Funding)
        return;
    const Key key{fill.instrument->id(), positionIdx};
    if (fill.kind == Execution::Kind::Settle) {
        m_own.remove(key);
        return;
    }
    if (!m_own.contains(key)) {
        if (!m_begunAt)
            return; // whether it was flat before nobody has said yet
        m_own.insert(key, {RunningPosition(key.first.category), *m_begunAt, {}});
    }
    Own &own = m_own[key];
    if (fill.at <= own.since || !(fill.qty.sign() > 0) || !(fill.price.sign() > 0))
        return;
    static_cast<void>(own.position.apply(fill.side, fill.qty, fill.price));
    own.lastFillAt = std::max(own.lastFillAt, fill.at);
}

Position PositionReckoner::beside(Position row)
{
    const Key key{row.instrument->id(), row.positionIdx};
    if (!m_own.contains(key))
        begin(row);
    const Own &own = *m_own.constFind(key);
    row.ownEntryPrice = row.ownUnrealisedPnl = Decimal::invalid();
    if (row.side && own.position.size() == signedSize(row)) {
        row.ownEntryPrice = own.position.entryPrice();
        if (row.markPrice.sign() > 0)
            row.ownUnrealisedPnl = own.position.unrealised(row.markPrice);
    }
    return row;
}

QVector<Difference> PositionReckoner::compare(const Position &row, UtcTime readAt, UtcTime now)
{
    const auto own = m_own.constFind({row.instrument->id(), row.positionIdx});
    if (own == m_own.cend() || row.updatedAt + kRest > readAt || own->lastFillAt + kRest > readAt)
        return {};
    const QString symbol = row.instrument->id().symbol;
    if (const Decimal size = own->position.size(); !(size == signedSize(row))) {
        const Difference apart{Difference::What::Position, symbol, size.toString(), signedSize(row).toString(), now};
        begin(row);
        return {apart};
    }
    QVector<Difference> found;
    const Position both = beside(row);
    const int places = std::max(row.entryPrice.scale(), 0);
    if (isApart(both.ownEntryPrice, row.entryPrice))
        found.append({Difference::What::Entry, symbol, both.ownEntryPrice.rounded(places + 2, Rounding::HalfEven).toString(), row.entryPrice.toString(), now});
    if (isApart(both.ownUnrealisedPnl, row.unrealisedPnl))
        found.append({Difference::What::Pnl, symbol, both.ownUnrealisedPnl.rounded(8, Rounding::HalfEven).toString(), row.unrealisedPnl.toString(), now});
    return found;
}

} // namespace bw
