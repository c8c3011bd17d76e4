// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/watchmodel.h"

#include "core/engine/api/marketclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/trustwords.h"

#include <QHash>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

QString rowFormat() { return QStringLiteral("application/x-bellwether-watch-row"); }

QVector<TableColumn> columns()
{
    return {
        {.title = WatchModel::tr("symbol"), .widest = QString(), .isStretch = true},
        {.title = WatchModel::tr("last"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = WatchModel::tr("24 h"), .widest = QStringLiteral("+00.00 %"), .isNumber = true},
        {.title = WatchModel::tr("spread bp"), .widest = widestCount(3, 2), .isNumber = true},
        {.title = WatchModel::tr("trust"), .widest = WatchModel::tr("resync"), .isNumber = true},
        {.title = WatchModel::tr("age"), .widest = QStringLiteral("00 m"), .isNumber = true},
        {.title = WatchModel::tr("imbal."), .widest = QStringLiteral("+100 %"), .isNumber = true},
        {.title = WatchModel::tr("flow 1 m"), .widest = QStringLiteral("+999.9k"), .isNumber = true},
        {.title = WatchModel::tr("why"), .widest = WatchModel::tr("asked for, nothing came yet")},
    };
}

constexpr QStringView kOpenSign = u"\u25B8 ";

QString name(const InstrumentId &id)
{
    //: a symbol and its category, where it is not linear
    return id.category == Category::Linear ? id.symbol : WatchModel::tr("%1 %2").arg(id.symbol, toName(id.category));
}

bool isSame(const Decimal &a, const Decimal &b) { return a.isValid() == b.isValid() && (!a.isValid() || a == b); }

QString compact(double notional) { return readCompact(Decimal::fromScaled(std::llround(notional), 0)); }

/// Percent: +100 where bids alone rest near the mid, -100 where asks alone do.
std::optional<int> imbalance(const WatchRow &row)
{
    if (!row.bidDepth || !row.askDepth || *row.bidDepth + *row.askDepth <= 0)
        return std::nullopt;
    return static_cast<int>(std::lround((*row.bidDepth - *row.askDepth) / (*row.bidDepth + *row.askDepth) * 100));
}

QString imbalanceText(const WatchRow &row)
{
    const auto percent = imbalance(row);
    return percent ? readPercent(Decimal(*percent), 0) : kMissing.toString();
}

QString depthWords(const WatchRow &row)
{
    if (!row.bidDepth || !row.askDepth)
        return {};
    return WatchModel::tr("within %1 bp of the mid: bids %2, asks %3").arg(QString::number(WatchRow::kNearBps), compact(*row.bidDepth), compact(*row.askDepth));
}

QString flowText(const WatchRow &row)
{
    if (!row.flow)
        return kMissing.toString();
    const QString text = compact(std::abs(*row.flow));
    return *row.flow >= 0.5 ? u'+' + text : *row.flow <= -0.5 ? QChar(u'\u2212') + text : text;
}

/// All that is shown but the age.
bool showsTheSame(const WatchRow &a, const WatchRow &b)
{
    return a.state == b.state && a.gap == b.gap && a.trust == b.trust && a.instrument == b.instrument && a.last == b.last
        && a.change24hPct == b.change24hPct && isSame(a.spreadPct, b.spreadPct) && imbalance(a) == imbalance(b) && flowText(a) == flowText(b);
}

} // namespace

WatchModel::WatchModel(QObject *parent) : TableModel(columns(), parent) {}

void WatchModel::setIds(const QVector<InstrumentId> &ids)
{
    beginResetModel();
    m_rows.clear();
    for (const InstrumentId &id : ids)
        if (m_rows.size() < MarketClient::kMaxWatched && rowOf(id) < 0)
            m_rows.append({id, std::nullopt, kMissing.toString()});
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, Symbol, Symbol);
}

QVector<InstrumentId> WatchModel::ids() const
{
    QVector<InstrumentId> ids;
    for (const Row &row : m_rows)
        ids.append(row.id);
    return ids;
}

int WatchModel::rowOf(const InstrumentId &id) const
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row &row) { return row.id == id; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

bool WatchModel::add(const InstrumentId &id)
{
    if (m_rows.size() >= MarketClient::kMaxWatched || rowOf(id) >= 0)
        return false;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.append({id, std::nullopt, kMissing.toString()});
    endInsertRows();
    Q_EMIT headerDataChanged(Qt::Horizontal, Symbol, Symbol);
    return true;
}

void WatchModel::remove(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    Q_EMIT headerDataChanged(Qt::Horizontal, Symbol, Symbol);
}

bool WatchModel::moveRow(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= m_rows.size() || to >= m_rows.size())
        return false;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to); // Qt names the row before which it goes
    m_rows.move(from, to);
    endMoveRows();
    return true;
}

void WatchModel::setView(const WatchView &view, MonoTime now)
{
    QHash<InstrumentId, const WatchRow *> byId; // only where the engine's order is another one than ours
    for (int i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        const auto at = static_cast<std::size_t>(i);
        const WatchRow *seen = at < view.rows.size() && view.rows[at].id == row.id ? &view.rows[at] : nullptr;
        if (!seen) {
            if (byId.isEmpty())
                for (const WatchRow &each : view.rows)
                    byId.insert(each.id, &each);
            seen = byId.value(row.id);
        }
        if (!seen)
            continue; // asked for, not there yet
        const bool isSameText = row.seen && showsTheSame(*row.seen, *seen);
        row.seen = *seen;
        const bool isOlder = refreshAge(row, now);
        if (!isSameText)
            rowChanged(i);
        else if (isOlder)
            Q_EMIT dataChanged(index(i, Age), index(i, Age));
    }
}

void WatchModel::tick(MonoTime now)
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (refreshAge(m_rows[i], now))
            Q_EMIT dataChanged(index(i, Age), index(i, Age));
}

bool WatchModel::refreshAge(Row &row, MonoTime now) const
{
    const bool hasAge = row.seen && row.seen->receivedAt != MonoTime{};
    QString age = hasAge ? readAge(std::chrono::duration_cast<std::chrono::milliseconds>(now - row.seen->receivedAt)) : kMissing.toString();
    if (age == row.age)
        return false;
    row.age = std::move(age);
    return true;
}

void WatchModel::setOpen(const std::optional<InstrumentId> &id)
{
    if (id == m_open)
        return;
    const int before = m_open ? rowOf(*m_open) : -1;
    m_open = id;
    for (const int row : {before, m_open ? rowOf(*m_open) : -1})
        if (row >= 0)
            rowChanged(row);
}

QString WatchModel::reason(const Row &row)
{
    if (!row.seen)
        return tr("asked for, nothing came yet");
    return isLive(row) ? QString() : sentences::of(row.seen->state, row.seen->gap);
}

QString WatchModel::trouble(int row) const
{
    if (row < 0 || row >= m_rows.size() || isLive(m_rows[row]))
        return {};
    return tr("%1: %2", "symbol: why it is not live").arg(m_rows[row].id.symbol, reason(m_rows[row]));
}

int WatchModel::countOfNotLive() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return !isLive(row); }));
}

/// As wide as the longest name on the list, which changes by the user's hand alone.
QVariant WatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == Imbalance)
        return tr("What rests within %1 basis points of the mid: bids less asks, of both together").arg(WatchRow::kNearBps);
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == Flow)
        return tr("What takers bought less what they sold in the last minute, in the quote coin");
    if (orientation != Qt::Horizontal || section != Symbol || role != TableRole::WidestText)
        return TableModel::headerData(section, orientation, role);
    QString longest = QStringLiteral("BTCUSDT");
    for (const Row &row : m_rows)
        if (const QString each = name(row.id); each.size() > longest.size())
            longest = each.left(24);
    return kOpenSign.toString() + longest;
}

int WatchModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant WatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() == Imbalance && isLive(row) ? depthWords(*row.seen) : trouble(index.row()));
    case TableRole::CellTone: return static_cast<int>(tone(row, index.column()));
    // A row that was live and is not: what it still shows is not to be used.
    case TableRole::IsStruck: return row.seen && !isLive(row) && row.seen->last && index.column() <= Change;
    default: return commonData(index, role);
    }
}

Tone WatchModel::tone(const Row &row, int column)
{
    if (!isLive(row)) {
        const bool isTrouble = row.seen && row.seen->gap != GapKind::None;
        return isTrouble && (column == Trust || column == Reason) ? Tone::Caution : Tone::Muted;
    }
    switch (column) {
    case Change: {
        const int sign = row.seen->change24hPct ? row.seen->change24hPct->sign() : 0;
        return sign > 0 ? Tone::Up : sign < 0 ? Tone::Down : Tone::Muted;
    }
    case Trust:
        if (row.seen->trust < trustwords::kFair)
            return Tone::Danger;
        return row.seen->trust >= trustwords::kGood ? Tone::Up : Tone::Caution;
    case Age: return Tone::Muted;
    case Imbalance: {
        const int percent = imbalance(*row.seen).value_or(0);
        return percent > 0 ? Tone::Up : percent < 0 ? Tone::Down : Tone::Muted;
    }
    case Flow: return !row.seen->flow || std::abs(*row.seen->flow) < 0.5 ? Tone::Muted : *row.seen->flow > 0 ? Tone::Up : Tone::Down;
    default: return Tone::Normal;
    }
}

QString WatchModel::text(const Row &row, int column) const
{
    QString missing = kMissing.toString();
    switch (column) {
    case Symbol:
        return m_open == row.id ? kOpenSign.toString() + name(row.id) : name(row.id);
    case Last:
        if (!row.seen || !row.seen->last)
            return missing;
        return row.seen->instrument ? readPrice(*row.seen->instrument, *row.seen->last) : readDecimal(*row.seen->last);
    case Change: return row.seen ? readPercent(row.seen->change24hPct, 2) : missing;
    case Spread: return isLive(row) && row.seen->spreadPct.isValid() ? readDecimal(row.seen->spreadPct * Decimal(100), 2) : missing;
    case Trust:
        if (isLive(row))
            return QString::number(row.seen->trust);
        if (!row.seen || row.seen->state == BookState::Waiting)
            return tr("waits");
        return row.seen->state == BookState::Stale ? tr("stale") : tr("resync");
    case Age: return row.age;
    case Imbalance: return row.seen ? imbalanceText(*row.seen) : missing;
    case Flow: return row.seen ? flowText(*row.seen) : missing;
    case Reason: return reason(row);
    default: return {};
    }
}

Qt::ItemFlags WatchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList WatchModel::mimeTypes() const { return {rowFormat()}; }

QMimeData *WatchModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData; // the view's drag takes it
    data->setData(rowFormat(), QByteArray::number(indexes.constFirst().row()));
    return data;
}

/// Moves the row itself and answers no, so that the view does not remove what it thinks was copied.
bool WatchModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (action != Qt::MoveAction || !data->hasFormat(rowFormat()))
        return false;
    bool isNumber = false;
    const int from = data->data(rowFormat()).toInt(&isNumber);
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (isNumber && moveRow(from, before > from ? before - 1 : before))
        Q_EMIT orderChanged();
    return false;
}

} // namespace bw
