// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/laddermodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

constexpr qsizetype kMaxOrders = 1000; // far above any venue's limit of open orders; bounds a flood

} // namespace

LadderModel::LadderModel(QObject *parent) : QAbstractTableModel(parent), m_rows(kRows) {}

void LadderModel::setBook(std::shared_ptr<const BookSnapshot> book)
{
    const bool isOther = !book || !m_book || !(book->instrument->id() == m_book->instrument->id());
    m_book = std::move(book);
    if (isOther)
        for (Row &row : m_rows)
            row = {}; // equal tick counts of two instruments are different prices
    rebuild();
    if (isOther)
        Q_EMIT dataChanged(index(0, 0), index(kRows - 1, ColumnCount - 1)); // emptied rows have no other voice
}

void LadderModel::setTicker(std::shared_ptr<const TickerView> ticker)
{
    m_ticker = std::move(ticker);
    refreshDivider();
}

void LadderModel::setTraded(std::shared_ptr<const TradedVolume> traded)
{
    m_traded = std::move(traded);
    rebuild();
}

void LadderModel::setGroup(std::int64_t step)
{
    m_group = std::max<std::int64_t>(1, step);
    rebuild();
}

void LadderModel::setLargeFrom(QtyLots lots)
{
    m_largeFrom = lots;
    for (int number = 0; number < kRows; ++number) {
        Row &row = m_rows[static_cast<std::size_t>(number)];
        const bool isLarge = row.level && lots.value() > 0 && row.level->resting >= lots;
        if (isLarge == row.isLarge)
            continue;
        row.isLarge = isLarge;
        Q_EMIT dataChanged(index(number, 0), index(number, ColumnCount - 1));
    }
}

void LadderModel::setOrder(const Order &order)
{
    const QString key = order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
    if (isWorking(order.state) && order.price && order.instrument && (m_orders.contains(key) || m_orders.size() < kMaxOrders))
        m_orders.insert(key, order);
    else
        m_orders.remove(key);
    rebuild();
}

QVector<Order> LadderModel::ordersAt(PriceTicks price, Side side) const
{
    QVector<Order> found;
    for (const Order &order : m_orders)
        if (m_book && order.instrument->id() == m_book->instrument->id() && order.side == side && order.price == price)
            found.append(order);
    return found;
}

const LadderModel::Row *LadderModel::rowAt(int row) const
{
    return row >= 0 && row < kRows ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

std::optional<PriceTicks> LadderModel::priceAt(int row) const
{
    const Row *at = rowAt(row);
    return at && at->level ? std::optional(at->level->price) : std::nullopt;
}

QtyLots LadderModel::qtyAt(int row) const
{
    const Row *at = rowAt(row);
    return at && at->level ? at->level->resting : QtyLots();
}

QtyLots LadderModel::tradedAt(int row) const
{
    const Row *at = rowAt(row);
    return at && at->level ? std::max(at->level->bought, at->level->sold) : QtyLots();
}

int LadderModel::rowsOf(Side side) const
{
    int count = 0;
    while (count < kDepth && priceAt(side == Side::Buy ? kDividerRow + 1 + count : kDividerRow - 1 - count))
        ++count;
    return count;
}

int LadderModel::rowOf(PriceTicks price, Side side) const
{
    const int count = rowsOf(side);
    for (int rank = 0; rank < count; ++rank) {
        const int row = side == Side::Buy ? kDividerRow + 1 + rank : kDividerRow - 1 - rank;
        const PriceTicks here = *priceAt(row);
        if (side == Side::Buy ? here <= price : here >= price)
            return row;
    }
    return count == 0 ? -1 : side == Side::Buy ? kDividerRow + count : kDividerRow - count;
}

QString LadderModel::lastPrice() const
{
    if (!m_book || !m_ticker || !m_ticker->last || !(m_ticker->id == m_book->instrument->id()))
        return kMissing.toString();
    return readPrice(*m_book->instrument, *m_ticker->last);
}

int LadderModel::lastDirection() const
{
    return m_ticker && m_book && m_ticker->id == m_book->instrument->id() ? m_ticker->lastDirection : 0;
}

QString LadderModel::spreadText() const
{
    if (!m_book || !m_book->hasBothSides())
        return tr("no spread");
    const PriceTicks bid = m_book->bids.front().price;
    const PriceTicks ask = m_book->asks.front().price;
    const Decimal basisPoints = spreadPct(*m_book->instrument, bid, ask) * Decimal(100);
    //: %1 is a price difference, %2 the same in basis points
    return tr("spread %1 · %2 bp").arg(readPrice(*m_book->instrument, ask - bid), readDecimal(basisPoints, 3)) + insideText();
}

/// Of the last minutes, at prices that nobody quotes now; empty where there is none.
QString LadderModel::insideText() const
{
    QtyLots bought, sold;
    if (m_traded && m_traded->id == m_book->instrument->id())
        for (const TradedVolume::AtPrice &at : m_traded->prices)
            if (at.price > m_book->bids.front().price && at.price < m_book->asks.front().price) {
                bought += at.bought;
                sold += at.sold;
            }
    if (bought.isZero() && sold.isZero())
        return {};
    //: behind the spread: traded at prices inside it in the last minutes
    return tr(" · inside: sold %1, bought %2").arg(readQty(*m_book->instrument, sold), readQty(*m_book->instrument, bought));
}

void LadderModel::rebuild()
{
    m_marks = marks();
    rebuildSide(Side::Sell, m_book ? std::span<const Level>(m_book->asks) : std::span<const Level>());
    rebuildSide(Side::Buy, m_book ? std::span<const Level>(m_book->bids) : std::span<const Level>());
    refreshDivider();
}

void LadderModel::refreshDivider()
{
    const QString divider = lastPrice() + QChar(u'0' + lastDirection()) + spreadText();
    if (divider == m_divider)
        return;
    m_divider = divider;
    Q_EMIT dataChanged(index(kDividerRow, 0), index(kDividerRow, ColumnCount - 1));
}

void LadderModel::rebuildSide(Side side, std::span<const Level> levels)
{
    const bool hasTraded = m_traded && m_book && m_traded->id == m_book->instrument->id();
    const auto traded = hasTraded ? std::span<const TradedVolume::AtPrice>(m_traded->prices) : std::span<const TradedVolume::AtPrice>();
    const auto rows = withMarks(ladderLevels(levels, traded, side, m_group), side);
    int firstChanged = -1;
    int &filled = m_filled[static_cast<std::size_t>(side)];
    const int now = std::min(kDepth, static_cast<int>(rows.size()));
    const int count = std::max(now, std::exchange(filled, now));
    // Rows that change tend to stand together: each run of them is one signal.
    for (int i = 0; i <= count; ++i) {
        const int row = side == Side::Sell ? kDepth - count + i : kDividerRow + 1 + i;
        const int rank = side == Side::Sell ? count - 1 - i : i;
        const bool hasLevel = i < count && static_cast<std::size_t>(rank) < rows.size();
        const bool isChanged = i < count && assign(row, hasLevel ? &rows[static_cast<std::size_t>(rank)] : nullptr);
        if (isChanged && firstChanged < 0)
            firstChanged = row;
        if (!isChanged && firstChanged >= 0) {
            Q_EMIT dataChanged(index(firstChanged, 0), index(row - 1, ColumnCount - 1));
            firstChanged = -1;
        }
    }
}

std::vector<LadderModel::Mark> LadderModel::marks() const
{
    std::vector<Mark> result;
    if (!m_book)
        return result;
    const Instrument &instrument = *m_book->instrument;
    for (const Order &order : m_orders) {
        if (!(order.instrument->id() == instrument.id()))
            continue;
        const bool isUnknown = order.state == OrderState::Unknown;
        const QString qty = readQty(*order.instrument, order.qty - order.filled); // its own lots: the venue may have changed them since
        const QString price = readPrice(instrument, *order.price);
        //: an own order in the ladder: quantity, price
        QString text = order.side == Side::Buy ? tr("Own buy of %1 at %2").arg(qty, price) : tr("Own sell of %1 at %2").arg(qty, price);
        if (isUnknown)
            text = tr("%1: UNKNOWN, the venue is being asked").arg(text);
        result.push_back({groupPrice(*order.price, order.side, m_group), order.side, text, isUnknown});
    }
    std::sort(result.begin(), result.end(), [](const Mark &a, const Mark &b) { return a.words < b.words; });
    return result;
}

/// An own order may rest where the book shows nothing (a rehearsal's orders are not in the real book): its row is shown all the same.
std::vector<LadderLevel> LadderModel::withMarks(std::vector<LadderLevel> levels, Side side) const
{
    const auto isBetter = [side](PriceTicks a, PriceTicks b) { return side == Side::Buy ? a > b : a < b; };
    for (const Mark &mark : m_marks) {
        if (mark.side != side || levels.empty())
            continue;
        const auto at = std::lower_bound(levels.begin(), levels.end(), mark.price,
                                         [&isBetter](const LadderLevel &level, PriceTicks price) { return isBetter(level.price, price); });
        if (at == levels.end() || at->price != mark.price)
            levels.insert(at, {mark.price, {}, {}, {}});
    }
    return levels;
}

bool LadderModel::assign(int rowNumber, const LadderLevel *level)
{
    Row &row = m_rows[static_cast<std::size_t>(rowNumber)];
    Row next;
    if (level)
        next.level = *level;
    next.isLarge = level && m_largeFrom.value() > 0 && level->resting >= m_largeFrom;
    for (const Mark &mark : m_marks) {
        if (!level || mark.price != level->price || mark.side != sideOf(rowNumber))
            continue;
        next.own += next.own.isEmpty() ? mark.words : u'\n' + mark.words;
        next.hasUnknown = next.hasUnknown || mark.isUnknown;
    }
    if (next.level == row.level && next.isLarge == row.isLarge && next.hasUnknown == row.hasUnknown && next.own == row.own)
        return false;
    row = std::move(next);
    return true;
}

int LadderModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : kRows; }

int LadderModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QtyLots LadderModel::lotsAt(int row, int column) const
{
    const Row *at = rowAt(row);
    if (!at || !at->level)
        return {};
    switch (column) {
    case SoldColumn: return at->level->sold;
    case BoughtColumn: return at->level->bought;
    case BidColumn: return sideOf(row) == Side::Buy ? at->level->resting : QtyLots();
    case AskColumn: return sideOf(row) == Side::Sell ? at->level->resting : QtyLots();
    default: return {};
    }
}

QString LadderModel::text(int row, int column) const
{
    if (!m_book || !priceAt(row))
        return {};
    if (column == PriceColumn)
        return readPrice(*m_book->instrument, *priceAt(row));
    const QtyLots lots = lotsAt(row, column);
    return lots.isZero() ? QString() : readQty(*m_book->instrument, lots);
}

QString LadderModel::compactText(int row, int column) const
{
    const QtyLots lots = lotsAt(row, column);
    return lots.isZero() || !m_book ? QString() : readCompact(m_book->instrument->qty(lots));
}

QVariant LadderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.row() == kDividerRow)
        return dividerData(index.column(), role);
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case PlainRole:
        return toPlain(text(index.row(), index.column()));
    case Qt::ToolTipRole:
        return row.own.isEmpty() ? QVariant() : QVariant(row.own.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    case Qt::AccessibleTextRole:
        return words(index.row());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case LotsRole:
        if (!row.level || index.column() == PriceColumn || index.column() == OwnColumn)
            return {};
        return qint64(lotsAt(index.row(), index.column()).value());
    case CompactRole:
        return compactText(index.row(), index.column());
    case SideRole:
        return row.level ? QVariant(static_cast<int>(sideOf(index.row()))) : QVariant();
    case OwnUnknownRole:
        return row.hasUnknown;
    case LargeRole:
        return row.isLarge && index.column() == (sideOf(index.row()) == Side::Buy ? BidColumn : AskColumn);
    default:
        return {};
    }
}

QVariant LadderModel::dividerData(int column, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::DisplayRole && role != PlainRole)
        return {};
    if (role == Qt::DisplayRole && column != PriceColumn)
        return {};
    const QString last = tr("last %1, %2").arg(lastPrice(), spreadText());
    return role == PlainRole ? toPlain(last) : last;
}

QString LadderModel::words(int rowNumber) const
{
    const Row &row = m_rows[static_cast<std::size_t>(rowNumber)];
    if (!row.level || !m_book)
        return tr("no level");
    const Instrument &instrument = *m_book->instrument;
    const QString qty = readQty(instrument, row.level->resting);
    const QString price = readPrice(instrument, row.level->price);
    QStringList words{sideOf(rowNumber) == Side::Buy ? tr("bid %1 at %2").arg(qty, price) : tr("ask %1 at %2").arg(qty, price)};
    if (row.isLarge)
        words.append(tr("large"));
    if (!row.level->bought.isZero())
        words.append(tr("bought %1").arg(readQty(instrument, row.level->bought)));
    if (!row.level->sold.isZero())
        words.append(tr("sold %1").arg(readQty(instrument, row.level->sold)));
    const QString level = words.join(QStringLiteral(", "));
    return row.own.isEmpty() ? level : tr("%1. %2").arg(level, row.own);
}

QVariant LadderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == OwnColumn)
        return tr("own orders");
    if (role == Qt::ToolTipRole && (section == SoldColumn || section == BoughtColumn))
        //: %1 is a number of minutes
        return section == SoldColumn ? tr("Sold by takers at this price in the last %1 minutes").arg(TradedVolume::kWindow.count())
                                     : tr("Bought by takers at this price in the last %1 minutes").arg(TradedVolume::kWindow.count());
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BidColumn: return tr("bid");
    case SoldColumn: return tr("sold");
    case PriceColumn: return tr("price");
    case BoughtColumn: return tr("bought");
    case AskColumn: return tr("ask");
    default: return QString();
    }
}

Qt::ItemFlags LadderModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags still = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return priceAt(index.row()) ? still | Qt::ItemIsSelectable : still;
}

} // namespace bw
