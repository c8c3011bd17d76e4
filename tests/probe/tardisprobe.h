// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tardis/relaybook.h"
#include "core/tardis/relaycodec.h"
#include "tests/probe/probecommand.h"

namespace bw {

/// `probe tardis`: normalized messages of the relay through the codec and the books that the terminal uses; one line for each symbol that a
/// message concerns. The relay's own time stamps say how long a book has been crossed. A message that can't be read concerns the book that
/// it names, or else all of them.
class TardisProbe final : public ProbeCommand {
public:
    QString configure(const QMap<QString, QString> &options) override;
    QList<QJsonObject> process(const QByteArray &line) override;

private:
    using Key = std::pair<std::string, std::string>; ///< exchange and symbol

    [[nodiscard]] RelayBook *bookOf(const Key &key);
    [[nodiscard]] QList<Key> concerned(const RelayMessage &message) const;
    [[nodiscard]] QJsonObject describe(const Key &key, const RelayBook &book) const;

    std::optional<Decimal> m_tick, m_lot;
    bool m_isFull = false;
    RelayCodec m_codec;
    std::map<Key, RelayBook> m_books;
};

} // namespace bw
