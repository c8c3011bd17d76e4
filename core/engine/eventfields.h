// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booktrust.h"
#include "core/domain/book/spreadanomaly.h"
#include "core/domain/market/venuequote.h"
#include "core/domain/risk/preview.h"
#include "core/domain/signal/signal.h"
#include "core/engine/api/widemarketviews.h"
#include "core/engine/api/sessionview.h"
#include "core/engine/api/tradeviews.h"
#include "core/ports/analyst.h"
#include "core/ports/connectionstatus.h"
#include "core/ports/executionvenue.h"

#include <QJsonObject>

namespace bw {

/// The fields of each event, under the names of interfaces.md. Pure functions; the probe prints some of them too. Money, prices and
/// quantities are decimal strings, absent numbers are null.
[[nodiscard]] QJsonObject fieldsOf(const ConnectionStatus &status);
[[nodiscard]] QJsonObject fieldsOf(const KeyAudit &audit);
[[nodiscard]] QJsonObject fieldsOf(const BookSnapshot &book);
[[nodiscard]] QJsonObject fieldsOf(const Preview &preview);
[[nodiscard]] QJsonObject fieldsOf(const Order &order);
[[nodiscard]] QJsonObject fieldsOf(const Execution &execution);
[[nodiscard]] QJsonObject fieldsOf(const Position &position);
[[nodiscard]] QJsonObject fieldsOf(const LedgerEntry &entry);
[[nodiscard]] QJsonObject fieldsOf(const AccountChange &change);
[[nodiscard]] QJsonObject stopAllFields(const StopAllView &view, const StopAllView::Line &line);
[[nodiscard]] QJsonObject fieldsOf(const Headline &headline);
[[nodiscard]] QJsonObject fieldsOf(const Signal &signal);
[[nodiscard]] QJsonObject fieldsOf(const AnalystCall &call);
[[nodiscard]] QJsonObject fieldsOf(const Notice &notice);
[[nodiscard]] QJsonObject gapFields(const InstrumentId &id, GapKind gap, const QString &action);
// Of another venue through the relay: `venue` is the relay's id of the exchange, and there is no updateId.
[[nodiscard]] QJsonObject quoteFields(const RelayPair &pair, const VenueQuote &quote);
[[nodiscard]] QJsonObject gapFields(const RelayPair &pair, GapKind gap, const QString &action);
[[nodiscard]] QJsonObject trustFields(const InstrumentId &id, const BookTrust &trust);
[[nodiscard]] QJsonObject fieldsOf(const SpreadAnomaly &anomaly, UtcTime now); ///< one that goes on is as long as it is old
[[nodiscard]] QJsonObject fieldsOf(const ReplayView &replay);
[[nodiscard]] QJsonObject reconcileFields(const QString &what, bool isRead, int differences);
[[nodiscard]] QJsonObject tradingStateFields(TradingState state, const QString &by, const QString &reason);

} // namespace bw
