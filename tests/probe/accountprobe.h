// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/domain/account/ledgerentry.h"
#include "core/domain/order/executionfilter.h"
#include "tests/probe/probecommand.h"

#include <QMap>

namespace bw {

/// `probe account`: raw private frames and REST answers in any order, and after the last line one object with orders, executions, positions
/// and ledger as the engine would hold them: the same codec and store, so what is late or comes twice changes nothing. Instruments come
/// from instruments-info answers among the lines; of others tick and lot are taken from the decimals of their rows.
class AccountProbe final : public ProbeCommand {
public:
    QList<QJsonObject> process(const QByteArray &line) override;
    QList<QJsonObject> finish() override;

private:
    struct Row {
        QJsonObject fields;
        std::optional<Category> category;
        UtcTime at{};
    };
    void learnInstruments();
    [[nodiscard]] QString take(const Row &row);

    QVector<InstrumentPtr> m_instruments;
    QVector<Row> m_rows;
    AccountCodec m_codec;
    OrderStore m_store;
    ExecutionFilter m_filter;
    QMap<QString, Order> m_orders; ///< by link id or order id: the store forgets old ones, a probe does not
    QVector<Execution> m_executions;
    QMap<QString, Position> m_positions;
    QMap<QString, LedgerEntry> m_ledger;
    Wallet m_wallet;
};

} // namespace bw
