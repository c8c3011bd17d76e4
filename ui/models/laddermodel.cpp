// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/laddermodel.h"

#include "ui/models/laddergroup.h"
#include "ui/models/numberformat.h"

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr qsizetype kMaxOrders = 1000; // far above any venue's limit of open orders; bounds a flood

/// "12.3k": rounded down, so that a narrow column never flatters.
QString readCompact(const Decimal &value)
{
    struct Unit {
        int zeros;
        QChar letter;
    };
    for (const Unit unit : {Unit{9, u'G'}, Unit{6, u'M'}, Unit{3, u'k'}}) {
        const Decimal size = value.dividedBy(Decimal::fromScaled(static_cast<std::int64_t>(std::pow(10, unit.zeros)), 0), 1, Rounding::Down);
        if (size >= Decimal(1))
            return readDecimal(size) + unit.letter;
    }
    return readDecimal(value.rounded(std::min(value.scale(), 1), Rounding::Down));
}

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
}

void LadderModel::setTicker(std::shared_ptr<const TickerView> ticker)
{
    m_ticker = std::move(ticker);
    rebuild();
}

void LadderModel::setGroup(std::int64_t step)
{
    m_group = std::max<std::int64_t>(1, step);
    rebuild();
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

std::optional<PriceTicks> LadderModel::priceAt(int row) const
{
    return row >= 0 && row < kRows ? m_rows[static_cast<std::size_t>(row)].price : std::nullopt;
}

QtyLots LadderModel::qtyAt(int row) const
{
    return row >= 0 && row < kRows ? m_rows[static_cast<std::size_t>(row)].qty : QtyLots();
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
    return tr("spread %1 · %2 bp").arg(readPrice(*m_book->instrument, ask - bid), readDecimal(basisPoints, 3));
}

void LadderModel::rebuild()
{
    m_marks = marks();
    rebuildSide(Side::Sell, m_book ? std::span<const Level>(m_book->asks) : std::span<const Level>());
    rebuildSide(Side::Buy, m_book ? std::span<const Level>(m_book->bids) : std::span<const Level>());
    const QString divider = lastPrice() + QChar(u'0' + lastDirection()) + spreadText();
    if (divider != m_divider) {
        m_divider = divider;
        Q_EMIT dataChanged(index(kDividerRow, 0), index(kDividerRow, ColumnCount - 1));
    }
}

void LadderModel::rebuildSide(Side side, std::span<const Level> levels)
{
    const auto groups = withMarks(groupLevels(levels, side, m_group), side);
    int firstChanged = -1;
    // Rows that change tend to stand together: each run of them is one signal.
    for (int i = 0; i <= kDepth; ++i) {
        const int row = side == Side::Sell ? i : kDividerRow + 1 + i;
        const int rank = side == Side::Sell ? kDepth - 1 - i : i;
        const bool hasLevel = i < kDepth && static_cast<std::size_t>(rank) < groups.size();
        const bool isChanged = i < kDepth && assign(row, hasLevel ? &groups[static_cast<std::size_t>(rank)] : nullptr);
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
        const QString qty = readQty(instrument, order.qty - order.filled);
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
std::vector<Level> LadderModel::withMarks(std::vector<Level> levels, Side side) const
{
    const auto isBetter = [side](PriceTicks a, PriceTicks b) { return side == Side::Buy ? a > b : a < b; };
    for (const Mark &mark : m_marks) {
        if (mark.side != side || levels.empty())
            continue;
        const auto at = std::lower_bound(levels.begin(), levels.end(), mark.price,
                                         [&isBetter](const Level &level, PriceTicks price) { return isBetter(level.price, price); });
        if (at == levels.end() || at->price != mark.price)
            levels.insert(at, {mark.price, QtyLots(0)});
    }
    return levels;
}

bool LadderModel::assign(int rowNumber, const Level *level)
{
    Row &row = m_rows[static_cast<std::size_t>(rowNumber)];
    bool isChanged = false;
    const auto price = level ? std::optional(level->price) : std::nullopt;
    const QtyLots qty = level ? level->qty : QtyLots();
    if (row.price != price) {
        row.price = price;
        row.priceText = price ? readPrice(*m_book->instrument, *price) : QString();
        isChanged = true;
    }
    if (row.qty != qty || isChanged) {
        isChanged = true;
        row.qty = qty;
        row.qtyText = qty.isZero() ? QString() : readQty(*m_book->instrument, qty);
    }
    QString own;
    bool hasUnknown = false;
    for (const Mark &mark : m_marks) {
        if (!price || mark.price != *price || mark.side != sideOf(rowNumber))
            continue;
        own += own.isEmpty() ? mark.words : u'\n' + mark.words;
        hasUnknown = hasUnknown || mark.isUnknown;
    }
    if (own != row.own || hasUnknown != row.hasUnknown) {
        row.own = own;
        row.hasUnknown = hasUnknown;
        isChanged = true;
    }
    return isChanged;
}

int LadderModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : kRows; }

int LadderModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LadderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.row() == kDividerRow)
        return dividerData(index.column(), role);
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isSize = index.column() == (sideOf(index.row()) == Side::Buy ? BidColumn : AskColumn);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == PriceColumn ? row.priceText : isSize ? row.qtyText : QString();
    case PlainRole:
        return toPlain(index.column() == PriceColumn ? row.priceText : isSize ? row.qtyText : QString());
    case Qt::ToolTipRole:
        return row.own.isEmpty() ? QVariant() : QVariant(row.own.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    case Qt::AccessibleTextRole:
        return words(index.row());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case LotsRole:
        return isSize ? QVariant(qint64(row.qty.value())) : QVariant();
    case CompactRole:
        return isSize && row.price && m_book ? readCompact(m_book->instrument->qty(row.qty)) : QString();
    case SideRole:
        return row.price ? QVariant(static_cast<int>(sideOf(index.row()))) : QVariant();
    case OwnUnknownRole:
        return row.hasUnknown;
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
    if (!row.price)
        return tr("no level");
    const QString level = sideOf(rowNumber) == Side::Buy ? tr("bid %1 at %2").arg(row.qtyText, row.priceText)
                                                         : tr("ask %1 at %2").arg(row.qtyText, row.priceText);
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
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BidColumn: return tr("bid size");
    case PriceColumn: return tr("price");
    case AskColumn: return tr("ask size");
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
