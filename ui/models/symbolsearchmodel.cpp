// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/symbolsearchmodel.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = SymbolSearchModel::tr("symbol"), .widest = QStringLiteral("1000000BABYDOGEUSDT")},
        {.title = SymbolSearchModel::tr("category"), .widest = QStringLiteral("inverse")},
        {.title = SymbolSearchModel::tr("coins"), .widest = QStringLiteral("1000000BABYDOGE / USDT")},
        {.title = SymbolSearchModel::tr("status"), .widest = SymbolSearchModel::tr("not trading yet"), .isStretch = true},
    };
}

/// Both sides are compared without marks: "btc/usdt" and "BTC-USDT" mean BTCUSDT.
QString normal(const QString &text)
{
    QString plain;
    for (const QChar c : text.left(40))
        if (c.isLetterOrNumber())
            plain += c.toUpper();
    return plain;
}

/// 0 is best; nullopt: not found.
std::optional<int> rankOf(const Instrument &instrument, const QString &text)
{
    if (text.isEmpty())
        return 0;
    const QString symbol = normal(instrument.id().symbol);
    const QString coin = normal(instrument.baseCoin());
    if (symbol == text)
        return 0;
    if (coin == text)
        return 1;
    if (symbol.startsWith(text))
        return 2;
    return symbol.contains(text) || (instrument.baseCoin() + instrument.quoteCoin()).contains(text) ? std::optional(3) : std::nullopt;
}

} // namespace

SymbolSearchModel::SymbolSearchModel(QObject *parent) : TableModel(columns(), parent) {}

void SymbolSearchModel::setInstruments(Category category, const QVector<InstrumentPtr> &instruments)
{
    QVector<InstrumentPtr> &mine = m_all[static_cast<std::size_t>(category)];
    mine.clear();
    std::copy_if(instruments.begin(), instruments.end(), std::back_inserter(mine),
                 [category](const InstrumentPtr &each) { return each && each->id().category == category; });
    refresh();
}

void SymbolSearchModel::search(const QString &text, std::optional<Category> category)
{
    m_text = normal(text);
    m_category = category;
    refresh();
}

void SymbolSearchModel::refresh()
{
    struct Hit {
        InstrumentPtr instrument;
        int rank;
        bool isClosed;
    };
    std::vector<Hit> hits;
    for (const auto &category : m_all)
        for (const InstrumentPtr &each : category) {
            if (m_category && each->id().category != *m_category)
                continue;
            if (const auto rank = rankOf(*each, m_text))
                hits.push_back({each, *rank, !whyClosed(*each).isEmpty()});
        }
    const auto key = [](const Hit &hit) {
        const Instrument &of = *hit.instrument;
        // What most people mean stands first: perpetuals in USDT, short names before dated ones.
        return std::tuple(hit.isClosed, hit.rank, of.id().category, of.quoteCoin() != u"USDT", of.id().symbol.size(), of.id().symbol);
    };
    std::sort(hits.begin(), hits.end(), [&key](const Hit &a, const Hit &b) { return key(a) < key(b); });
    beginResetModel();
    m_total = static_cast<int>(hits.size());
    m_found.clear();
    for (std::size_t i = 0; i < hits.size() && i < kMaxShown; ++i)
        m_found.append(hits[i].instrument);
    endResetModel();
}

InstrumentPtr SymbolSearchModel::at(int row) const { return row >= 0 && row < m_found.size() ? m_found[row] : nullptr; }

QString SymbolSearchModel::whyClosed(const Instrument &instrument)
{
    switch (instrument.status()) {
    case InstrumentStatus::PreLaunch: return tr("not trading yet");
    case InstrumentStatus::Closed: return tr("closed");
    case InstrumentStatus::Trading:
    case InstrumentStatus::Delivering:
    case InstrumentStatus::Unknown: return {};
    }
    return {};
}

int SymbolSearchModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_found.size()); }

QVariant SymbolSearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Instrument &instrument = *m_found[index.row()];
    const QString closed = whyClosed(instrument);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Symbol: return instrument.id().symbol.left(40);
        case Kind: return toName(instrument.id().category);
        //: base coin, quote coin
        case Coins: return tr("%1 / %2").arg(instrument.baseCoin().left(24), instrument.quoteCoin().left(24));
        case Status:
            if (!closed.isEmpty())
                return closed;
            return instrument.status() == InstrumentStatus::Trading      ? tr("trading")
                   : instrument.status() == InstrumentStatus::Delivering ? tr("being settled")
                                                                         : tr("status not known");
        default: return {};
        }
    case TableRole::CellTone:
        return static_cast<int>(!closed.isEmpty() || index.column() != Symbol ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

} // namespace bw
