// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"
#include "tests/bench/figures.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace bw {

class PublicCodec;
class Sequencer;

/// Parse + apply of raw order-book frames by the terminal's own codec and sequencer, against simdjson On-Demand alone reading the same bytes
/// (every price and size of b and a, u and seq, the digits of each text into one integer, no book). Both start from the same bytes in
/// memory and take turns, so that the ratio is of one run.
class BookBench final {
public:
    /// A recording of raw Bybit frames; "" takes the recorded spot L50 file where it exists, else generated frames.
    explicit BookBench(const QString &feedFile);

    [[nodiscard]] QString error() const { return m_error; }
    void run(Figures &figures);
    /// The same frames through ccxt's pro book, in a Node process; nulls with the reason where it can't be had. After run().
    void runCcxt(Figures &figures) const;
    /// Instructions of a frame for both sides, counted by valgrind: time is noisy, a count is not.
    void runInstructions(Figures &figures, const QString &feedArgument) const;
    /// One side, so many rounds through all frames: what valgrind runs. False when there is no such side.
    [[nodiscard]] bool runOnly(const QString &side, int rounds);
    /// SHA-256 of the final book's JSON, as `probe book --full` prints it.
    [[nodiscard]] QString finalHash() const { return m_hash; }

private:
    void generate();
    [[nodiscard]] double parseApplyRate();
    [[nodiscard]] double simdjsonRate();

    [[nodiscard]] InstrumentPtr instrument() const;
    void parseApplyOnce(PublicCodec &codec, Sequencer &sequencer) const;
    QString m_error, m_on, m_hash, m_file;
    std::vector<double> m_ours; ///< rates of run()
    QString m_symbol, m_tick, m_lot;
    QList<QByteArray> m_frames;
};

} // namespace bw
