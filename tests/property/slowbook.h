// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>

namespace bw {

/// One book rebuilt from raw frames by another way than the terminal's: QJsonDocument, std::map, texts compared as texts, and the rules
/// of fact sheet Bybit v5, 9.2, read anew. Shares no code with PublicCodec, StepParser, Sequencer or OrderBook. Slow on purpose.
class SlowBook final {
public:
    using Side = std::map<qint64, qint64>; ///< ticks to lots

    /// The steps as powers of ten: 1 is 0.1.
    SlowBook(QString topic, int priceDecimals, int qtyDecimals);

    void feed(const QByteArray &frame);

    [[nodiscard]] bool isLive() const { return m_isLive; }
    [[nodiscard]] const Side &bids() const { return m_bids; }
    [[nodiscard]] const Side &asks() const { return m_asks; }
    [[nodiscard]] qint64 updateId() const { return m_updateId; }
    /// What the venue would send to who asks anew.
    [[nodiscard]] QByteArray snapshotFrame() const;

private:
    using Changes = QList<std::pair<qint64, qint64>>;
    void give(const QJsonObject &object);
    void doubt();
    [[nodiscard]] std::optional<Changes> changesOf(const QJsonValue &rows) const;
    static void applyTo(Side &side, const Changes &changes);

    QString m_topic;
    int m_priceDecimals, m_qtyDecimals;
    bool m_isLive = false;
    qint64 m_updateId = 0, m_sequence = 0;
    Side m_bids, m_asks;
};

} // namespace bw
