// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/accountfile.h"
#include "core/sandbox/accountrecords.h"
#include "core/sandbox/ids.h"
#include "core/sandbox/outbox.h"

#include <QSet>

namespace bw::sandbox {

/// Keeps one account over restarts: reads it from its file, writes every change there before anybody is told of it, and writes it whole when
/// it begins anew. What a queue stood at and what was taken out of the book are not kept. The sandbox's thread; owned by Exchange.
class AccountKeeper final {
public:
    [[nodiscard]] static Result<std::unique_ptr<AccountKeeper>> open(const QString &path);

    /// What the file holds; nullopt where it is new.
    struct Kept {
        Account::Holdings holdings;
        Ids::Marks marks;
        QVector<InstrumentPtr> instruments;
        QHash<InstrumentId, Decimal> prices; ///< marks of what was held, as of the last write
    };
    [[nodiscard]] Result<std::optional<Kept>> read();
    /// Says the mark of an instrument; it is kept along, so that a position has a worth before the market is heard again.
    void setMarks(std::function<Decimal(const Instrument &)> markOf) { m_markOf = std::move(markOf); }
    /// The whole account, as one step.
    [[nodiscard]] Done writeWhole(const Account &account, const Ids &ids);
    /// What one step changed.
    [[nodiscard]] Done write(const Account &account, const Ids &ids, const Outbox::Changes &changes);

private:
    explicit AccountKeeper(std::unique_ptr<AccountFile> file) : m_file(std::move(file)) {}
    void addInstrument(QJsonObject &change, const InstrumentPtr &instrument);
    void addState(QJsonObject &change, const Account &account, const Ids &ids);
    [[nodiscard]] QJsonArray newLedgerRows(const Account &account, QJsonObject &change);

    const std::unique_ptr<AccountFile> m_file;
    QSet<QString> m_named;            ///< instruments that the file knows
    std::function<Decimal(const Instrument &)> m_markOf = [](const Instrument &) { return Decimal(); };
    std::uint64_t m_ledgerWritten = 0; ///< number of the newest row
};

} // namespace bw::sandbox
