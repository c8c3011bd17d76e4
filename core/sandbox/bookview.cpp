// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/bookview.h"

#include <algorithm>
#include <utility>

namespace bw {

BookView::BookView(const Instrument &instrument, int depth, bool keepsUpdateIds)
    : m_symbol(instrument.id().symbol.toUtf8()), m_price(instrument.filters().tickSize), m_qty(instrument.filters().lotSize), m_depth(depth),
      m_keepsUpdateIds(keepsUpdateIds), m_isSpot(instrument.id().category == Category::Spot)
{
}

void BookView::diff(const Levels &now, Levels &told, bool isBid, Levels &changes) const
{
    changes.clear();
    const auto window = now.begin() + static_cast<std::ptrdiff_t>(std::min(now.size(), static_cast<std::size_t>(m_depth)));
    auto fresh = now.begin();
    auto old = told.cbegin();
    const auto isBetter = [isBid](const Level &a, const Level &b) { return isBid ? a.price > b.price : a.price < b.price; };
    while (fresh != window || old != told.cend()) {
        if (old == told.cend() || (fresh != window && isBetter(*fresh, *old))) {
            changes.push_back(*fresh++);
        } else if (fresh == window || isBetter(*old, *fresh)) {
            changes.push_back({old->price, QtyLots(0)});
            ++old;
        } else {
            if (fresh->qty != old->qty)
                changes.push_back(*fresh);
            ++fresh;
            ++old;
        }
    }
    if (!changes.empty())
        told.assign(now.begin(), window);
}

BookView::Change BookView::update(const MarketBook &book)
{
    const bool isRestarting = std::exchange(m_isRestarting, false);
    const bool isReplaced = m_isFirst || isRestarting || book.resets != m_resets;
    if (!isReplaced && book.updateId - m_shift == m_updateId && m_keepsUpdateIds)
        return Change::None;
    diff(book.bids, m_bids, true, m_changedBids);
    diff(book.asks, m_asks, false, m_changedAsks);
    const bool isSame = m_changedBids.empty() && m_changedAsks.empty();
    if (isSame && !isReplaced && (!m_keepsUpdateIds || m_depth == 1))
        return Change::None;
    if (isRestarting)
        m_shift = book.updateId - 1;
    m_updateId = isReplaced || m_keepsUpdateIds ? book.updateId - m_shift : m_updateId + 1;
    m_sequence = book.sequence;
    m_matchedAt = book.matchedAt;
    m_resets = book.resets;
    m_isFirst = false;
    return isReplaced || m_depth == 1 ? Change::Snapshot : Change::Delta;
}

QByteArray BookView::delta(UtcTime sentAt) const
{
    return frame(false, m_changedBids, m_changedAsks, sentAt);
}

QByteArray BookView::snapshot(UtcTime sentAt) const
{
    return frame(true, m_bids, m_asks, sentAt);
}

void BookView::append(QByteArray &out, const Levels &levels) const
{
    out += '[';
    for (const Level &level : levels) {
        out += out.back() == '[' ? "[\"" : ",[\"";
        m_price.append(out, level.price.value());
        out += "\",\"";
        if (level.qty.isZero())
            out += '0';
        else
            m_qty.append(out, level.qty.value());
        out += "\"]";
    }
    out += ']';
}

QByteArray BookView::frame(bool isSnapshot, const Levels &bids, const Levels &asks, UtcTime sentAt) const
{
    const QByteArray type = isSnapshot ? "\",\"type\":\"snapshot" : "\",\"type\":\"delta";
    const QByteArray time = ",\"ts\":" + QByteArray::number(qint64{toMs(sentAt)});
    QByteArray out;
    out.reserve(160 + 40 * static_cast<qsizetype>(bids.size() + asks.size()));
    out += "{\"topic\":\"orderbook." + QByteArray::number(m_depth) + '.' + m_symbol;
    // The two markets put these keys in different order; a reader by hand may stumble over that, so it should here.
    out += m_isSpot || m_depth == 1 ? "\"" + time + type.sliced(1) + '"' : type + '"' + time;
    out += ",\"data\":{\"s\":\"" + m_symbol + "\",\"b\":";
    append(out, bids);
    out += ",\"a\":";
    append(out, asks);
    out += ",\"u\":" + QByteArray::number(quint64{m_updateId}) + ",\"seq\":" + QByteArray::number(quint64{m_sequence});
    out += "},\"cts\":" + QByteArray::number(qint64{toMs(m_matchedAt)}) + '}';
    return out;
}

} // namespace bw
