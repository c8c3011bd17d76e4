// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/venuecomparison.h"

#include <algorithm>
#include <cmath>

namespace bw {

namespace {

constexpr double kBpsPerOne = 10'000;

/// Comparable rows of one venue are one instrument, whichever spelling the table uses.
bool isSameVenue(const VenueRow &a, const VenueRow &b)
{
    return a.pair.key == b.pair.key || a.pair.venue.compare(b.pair.venue, Qt::CaseInsensitive) == 0;
}

bool isOursByAnotherName(const VenueRow &row, std::span<const VenueRow> rows)
{
    return !row.isOwnVenue && std::any_of(rows.begin(), rows.end(), [&](const VenueRow &own) {
        return own.isOwnVenue && isSameVenue(own, row) && own.pair.isComparableWith(row.pair);
    });
}

std::vector<const VenueRow *> liveRows(std::span<const VenueRow> rows)
{
    std::vector<const VenueRow *> live;
    for (const VenueRow &row : rows)
        if (row.quote.isLive() && !isOursByAnotherName(row, rows))
            live.push_back(&row);
    return live;
}

double midOf(const VenueQuote &quote) { return (quote.bid.toDouble() + quote.ask.toDouble()) / 2; }

} // namespace

std::vector<CrossEdge> bestEdges(std::span<const VenueRow> rows)
{
    const auto live = liveRows(rows);
    std::vector<CrossEdge> edges;
    for (const VenueRow *buy : live)
        for (const VenueRow *sell : live)
            if (buy != sell && !isSameVenue(*buy, *sell))
                if (auto edge = crossEdge(buy->pair, buy->quote, sell->pair, sell->quote))
                    edges.push_back(std::move(*edge));
    std::stable_sort(edges.begin(), edges.end(), [](const CrossEdge &a, const CrossEdge &b) { return a.netPct > b.netPct; });
    if (edges.size() > kShownEdges)
        edges.resize(kShownEdges);
    return edges;
}

std::optional<double> distanceToNearestBps(std::span<const VenueRow> rows)
{
    const auto live = liveRows(rows);
    const auto own = std::find_if(live.begin(), live.end(), [](const VenueRow *row) { return row->isOwnVenue; });
    if (own == live.end() || (*own)->quote.bid.sign() <= 0)
        return std::nullopt;
    const double ours = midOf((*own)->quote);
    std::optional<double> nearest;
    for (const VenueRow *row : live) {
        if (row == *own || isSameVenue(*row, **own) || !row->pair.isComparableWith((*own)->pair))
            continue;
        const double distance = std::abs(midOf(row->quote) - ours) / ours * kBpsPerOne;
        nearest = nearest ? std::min(*nearest, distance) : distance;
    }
    return nearest;
}

} // namespace bw
