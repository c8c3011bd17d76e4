// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QJsonObject>
#include <QVector>

namespace bw {

/// One page of GET /v5/market/instruments-info.
struct InstrumentPage {
    QVector<InstrumentPtr> instruments;
    QString nextCursor; ///< percent-encoded as the venue gave it, to be sent verbatim; "" on the last page
    int unreadable = 0; ///< rows left out because a filter was missing or broken: never guessed
};

/// Reads `result` of that answer: linear, inverse and spot, whose filters have different names (fact sheet, 5).
[[nodiscard]] Result<InstrumentPage> decodeInstruments(const QJsonObject &result);

} // namespace bw
