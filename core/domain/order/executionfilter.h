// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"

#include <QHash>

namespace bw {

/// Keeps a fill from being counted twice: by (category, symbol, execId), at least the last 20 000. One without an id is never new.
class ExecutionFilter final {
public:
    [[nodiscard]] bool isNew(const Execution &execution);
    /// Of an earlier run: it is not new any more.
    void remember(const InstrumentId &id, const QString &execId);

private:
    QHash<QString, qint64> m_seen;
    qint64 m_counter = 0;
};

} // namespace bw
