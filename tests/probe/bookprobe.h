// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/publiccodec.h"
#include "core/domain/book/sequencer.h"
#include "tests/probe/probecommand.h"

namespace bw {

/// `probe book`: raw public frames through the codec and the sequencer that the terminal uses; one line a frame.
class BookProbe final : public ProbeCommand {
public:
    QString configure(const QMap<QString, QString> &options) override;
    QList<QJsonObject> process(const QByteArray &line) override;

private:
    struct Book {
        InstrumentPtr instrument;
        Sequencer sequencer;
    };
    void learnSymbol(const QByteArray &line);
    [[nodiscard]] QJsonObject describe(const Book &book, const QString &reason) const;

    Decimal m_tick, m_lot;
    bool m_isFull = false;
    PublicCodec m_codec;
    std::map<QString, Book> m_books;
    QString m_last; ///< symbol of the newest book frame: what a line without a book of its own tells about
};

} // namespace bw
