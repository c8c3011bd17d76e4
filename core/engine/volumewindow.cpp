// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/volumewindow.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kSlice{1};
constexpr std::size_t kMostEntries = 100'000; // about 200 prices in each second of the window: 5 MB
constexpr QtyLots kLargest{1LL << 43};        // no print is as large; a million of them still fit the sum
} // namespace

void VolumeWindow::add(MonoTime now, std::span<const TradePrint> trades)
{
    if (trades.empty())
        return;
    trim(now);
    if (m_slices.empty() || now - m_slices.back().from >= kSlice)
        m_slices.push_back({now, {}});
    auto &slice = m_slices.back().prices;
    for (const auto &trade : trades) {
        if (trade.qty > kLargest)
            continue;
        const auto [entry, isNew] = slice.try_emplace(trade.price);
        m_entries += isNew ? 1 : 0;
        auto &sum = m_sums[trade.price];
        (trade.taker == Side::Buy ? entry->second.bought : entry->second.sold) += trade.qty;
        (trade.taker == Side::Buy ? sum.bought : sum.sold) += trade.qty;
    }
    while (m_entries > kMostEntries && m_slices.size() > 1)
        dropOldest();
    m_hasChanged = true;
}

void VolumeWindow::trim(MonoTime now)
{
    while (!m_slices.empty() && m_slices.front().from <= now - TradedVolume::kWindow)
        dropOldest();
}

void VolumeWindow::dropOldest()
{
    for (const auto &[price, volume] : m_slices.front().prices) {
        const auto sum = m_sums.find(price);
        sum->second.bought -= volume.bought;
        sum->second.sold -= volume.sold;
        if (sum->second.bought.isZero() && sum->second.sold.isZero())
            m_sums.erase(sum);
    }
    m_entries -= m_slices.front().prices.size();
    m_slices.pop_front();
    m_hasChanged = true;
}

void VolumeWindow::clear()
{
    *this = {};
}

std::shared_ptr<const TradedVolume> VolumeWindow::take(const InstrumentId &id)
{
    auto view = std::make_shared<TradedVolume>();
    view->id = id;
    view->prices.reserve(m_sums.size());
    for (const auto &[price, volume] : m_sums)
        view->prices.push_back({price, volume.bought, volume.sold});
    m_hasChanged = false;
    return view;
}

} // namespace bw
