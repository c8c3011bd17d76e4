// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

namespace bw {

/// A site of Bybit with hosts of its own: an account made there is known there alone (fact sheet Bybit v5, 1).
struct BybitRegion {
    QString id;     ///< "nl"; "" is the main site
    QString rest;   ///< "https://api.bybit.nl"
    QString socket; ///< "wss://stream.bybit.com": of sites without one of their own the main site's
};

/// The main site first. Of mainnet alone: demo and testnet have one host each.
[[nodiscard]] const QVector<BybitRegion> &bybitRegions();

} // namespace bw
