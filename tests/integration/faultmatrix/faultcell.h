// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

#include <chrono>

namespace bw {

/// One cell of the matrix: what the exchange does wrong while a session creates, amends, cancels, protects and sets leverage.
struct FaultCell {
    QString name;
    QString faults;          ///< in the words of bellwether-sandbox --faults, set once the session trades
    QString hit;             ///< the fault that must have struck at least once, by its name in faultHits
    std::chrono::milliseconds lasts{0};      ///< how long after the script the fault goes on
    std::chrono::milliseconds settles{10'000}; ///< from its end until both sides must agree
};

[[nodiscard]] const QVector<FaultCell> &faultCells();

} // namespace bw
