// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/market/relaypair.h"

#include <QByteArray>
#include <QVector>

namespace bw {

/// What a table of pairs held: the rows that can be used, and an Error for each that can't, naming it by its number and symbol.
struct RelayPairTable {
    QVector<RelayPair> pairs;
    QVector<Error> refused;
};

/// Reads resources/instruments-relay.json or a person's edited copy of it: {"format": 1, "note": "...", "pairs": [{...}, ...]}. A broken
/// row loses only itself; what is no table at all is an Error that names the line. Numbers are texts ("0.1"), null is "not known", and a
/// field that is misspelt or not known is refused instead of being dropped: the row would mean something else than it says.
[[nodiscard]] Result<RelayPairTable> readRelayPairs(const QByteArray &json);

/// The same table as text, one row a line, which readRelayPairs() gives back whole.
[[nodiscard]] QByteArray writeRelayPairs(const QVector<RelayPair> &pairs);

} // namespace bw
