// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include <chrono>
#include <cstdint>

namespace bw {

/// One cell of the matrix: what goes wrong while a session trades.
struct FaultCell {
    /// What the session does meanwhile. Usual: creates, amends, cancels, protects and sets leverage.
    enum class Script : std::uint8_t { Usual, CancelEntries, CancelSide, StopAll, FullDisk, ChangedFilters };

    QString name;
    QString faults;                            ///< in the words of bellwether-sandbox --faults, set once the session trades
    QStringList hits;                          ///< the faults that must have struck at least once each, by their names in faultHits
    std::chrono::milliseconds lasts{0};        ///< how long after the script the fault goes on
    std::chrono::milliseconds settles{10'000}; ///< from its end until both sides must agree
    Script script = Script::Usual;
    int crowd = 0;                             ///< orders of the account that rest from before the fault: lists of several pages
};

[[nodiscard]] const QVector<FaultCell> &faultCells();

} // namespace bw
