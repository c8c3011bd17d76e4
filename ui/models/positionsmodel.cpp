// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/positionsmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/positionwords.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = PositionsModel::tr("Symbol"), .widest = QStringLiteral("1000PEPEUSDT")},
        {.title = PositionsModel::tr("Side"), .widest = QStringLiteral("Short")},
        {.title = PositionsModel::tr("Size"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = PositionsModel::tr("Entry"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = PositionsModel::tr("Mark"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = PositionsModel::tr("Unrealised PnL"), .widest = widestNumber(6, 4), .isNumber = true},
        {.title = PositionsModel::tr("Coin"), .widest = QStringLiteral("USDT")},
        {.title = PositionsModel::tr("Stops"), .widest = QStringLiteral("UNPROTECTED: 000.000 of 000.000 covered")},
        {.title = PositionsModel::tr("Leverage"), .widest = QStringLiteral("100x"), .isNumber = true},
        {.title = PositionsModel::tr("Liquidation"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = PositionsModel::tr("ADL"), .widest = QStringLiteral("0 of 5")},
        {.title = PositionsModel::tr("State"), .widest = QStringLiteral("unknown since 00:00:00 UTC"), .isStretch = true},
    };
}

constexpr int kHighAdlRank = 4; // from here on the venue may soon close it against others

bool isSame(const Position &a, const Position &b)
{
    return a.positionIdx == b.positionIdx && a.instrument && b.instrument && a.instrument->id() == b.instrument->id();
}

} // namespace

PositionsModel::PositionsModel(QObject *parent) : TableModel(columns(), parent) {}

void PositionsModel::setPositions(const QVector<Position> &positions)
{
    QVector<Position> open;
    std::copy_if(positions.begin(), positions.end(), std::back_inserter(open), [](const Position &p) { return p.side.has_value(); });
    m_knowledge = Knowledge::Known;
    const auto stays = [&](const Position &p) {
        return std::any_of(open.begin(), open.end(), [&](const Position &o) { return isSame(o, p); });
    };
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (stays(m_rows[row]))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.remove(row);
        endRemoveRows();
    }
    for (const Position &position : open) {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Position &p) { return isSame(p, position); });
        const int row = static_cast<int>(found - m_rows.begin());
        if (found == m_rows.end()) {
            beginInsertRows({}, row, row);
            m_rows.append(position);
            endInsertRows();
        } else {
            *found = position;
            rowChanged(row);
        }
    }
    Q_EMIT knowledgeChanged();
}

void PositionsModel::setUnknown(UtcTime since)
{
    m_knowledge = Knowledge::Unknown;
    m_unknownSince = since;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT knowledgeChanged();
}

QString PositionsModel::unknownText() const { return tr("unknown since %1").arg(readTimeWithZone(m_unknownSince)); }

QString PositionsModel::emptyText() const
{
    switch (m_knowledge) {
    case Knowledge::Waiting: return tr("Positions have not been read from the venue yet.");
    case Knowledge::Known: return tr("No open position. A filled order opens one and it stands here.");
    case Knowledge::Unknown: return tr("Positions are %1: the venue did not answer. It is asked again by itself.").arg(unknownText());
    }
    return {};
}

int PositionsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant PositionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Position &position = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(position, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() == Protection ? positionwords::protectionSentence(position) : QString());
    case TableRole::CellTone: return static_cast<int>(tone(position, index.column()));
    case TableRole::RowTone: return static_cast<int>(m_knowledge == Knowledge::Unknown ? Tone::Caution : Tone::Normal);
    default: return commonData(index, role);
    }
}

QString PositionsModel::text(const Position &position, int column) const
{
    const Instrument *of = position.instrument.get();
    const auto price = [&](const Decimal &value) { return of ? readPrice(*of, value) : readDecimal(value); };
    switch (column) {
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return positionwords::sideWord(position);
    case Size: return positionwords::size(position);
    case Leverage: return positionwords::leverage(position, std::nullopt);
    case Liquidation: return positionwords::liquidation(position);
    case Adl: return positionwords::adl(position);
    case Entry: return price(position.entryPrice);
    case Mark: return price(position.markPrice);
    case Pnl: return readSigned(position.unrealisedPnl, 4);
    case Coin: return position.coin;
    case Protection: return of && of->id().category == Category::Spot ? kMissing.toString() : positionwords::protection(position);
    case State:
        return m_knowledge == Knowledge::Unknown ? unknownText() : tr("as of %1").arg(readTimeWithZone(position.updatedAt));
    default: return {};
    }
}

Tone PositionsModel::tone(const Position &position, int column) const
{
    if (m_knowledge == Knowledge::Unknown)
        return Tone::Caution;
    switch (column) {
    case SideOf: return position.side == Side::Buy ? Tone::Up : Tone::Down;
    case Pnl: return position.unrealisedPnl.sign() > 0 ? Tone::Up : position.unrealisedPnl.sign() < 0 ? Tone::Down : Tone::Normal;
    case Protection: return positionwords::isCovered(position) ? Tone::Normal : Tone::Danger;
    case Adl: return position.adlRank >= kHighAdlRank ? Tone::Caution : Tone::Muted;
    case Coin:
    case State: return Tone::Muted;
    default: return Tone::Normal;
    }
}

} // namespace bw
