// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <optional>

namespace bw {

/// What a session shows against what the exchange says of itself. Differences in words, for a person who reads a failed cell.
class Agreement final {
public:
    Agreement(const QHash<QString, Order> &orders, const QSet<QString> &submitted, const QHash<QString, int> &executions,
              const QHash<QString, AccountChange> &changes, std::optional<QVector<Position>> positions, std::optional<AccountMode> mode)
        : m_orders(orders), m_submitted(submitted), m_executions(executions), m_changes(changes), m_positions(std::move(positions)), m_mode(std::move(mode)) {}

    [[nodiscard]] QStringList compare(const QJsonObject &venue) const;

private:
    void compareOrders(const QJsonObject &venue, QStringList &words) const;
    void compareOthers(const QJsonObject &row, const QString &link, QStringList &words) const;
    void compareExecutions(const QJsonObject &venue, QStringList &words) const;
    void comparePositions(const QJsonObject &venue, QStringList &words) const;

    const QHash<QString, Order> &m_orders;
    const QSet<QString> &m_submitted;
    const QHash<QString, int> &m_executions;
    const QHash<QString, AccountChange> &m_changes;
    const std::optional<QVector<Position>> m_positions;
    const std::optional<AccountMode> m_mode;
};

} // namespace bw
