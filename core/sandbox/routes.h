// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/account.h"
#include "core/sandbox/codes.h"
#include "core/sandbox/hindsight.h"

#include <QHash>
#include <QJsonArray>

#include <functional>

namespace bw::sandbox {

/// A request after its signature was judged: the query's or the body's fields, and whose it is (null on public routes).
struct Call {
    Account *account = nullptr;
    QJsonObject fields{};
    UtcTime now{};
    const Hindsight *past = nullptr; ///< set: lists are told as of that moment
    MonoTime asOf{};
    UtcTime asOfUtc{};
    int pageShift = 0; ///< rows that a further page repeats; below zero, leaves out

    [[nodiscard]] QString text(QLatin1StringView name) const { return fields.value(name).toString(); }
    /// The row to be told: of now, or of that moment; nullopt: it was not there.
    [[nodiscard]] std::optional<QJsonObject> row(const QString &name, const std::function<QJsonObject()> &present) const;
    /// A number of the query within bounds, the default without one.
    [[nodiscard]] int number(QLatin1StringView name, int lowest, int highest, int otherwise) const;
};

/// One endpoint. A batch's "retExtInfo" within the answer moves into the envelope.
struct Route {
    std::function<Answer(const Call &)> run;
    int perSecond = 0, perSecondSpot = 0; ///< 0 on public routes: no limit of an account's
    [[nodiscard]] bool isPrivate() const { return perSecond > 0; }
};

/// "POST /v5/order/create" and what stands behind it.
using Routes = QHash<QByteArray, Route>;

/// The fields of a query, percent-decoded; at most 64.
[[nodiscard]] QJsonObject fieldsOf(const QByteArray &rawQuery);

/// One page of rows that carry rising numbers, newest first. Cursors look like Bybit's, percent-encoded and opaque: clients that encode
/// them again are understood as well.
class Page final {
public:
    Page(const Call &call, int highestLimit, int defaultLimit);
    /// Gives the page one row, newest first. False: it is full, and there are more.
    [[nodiscard]] bool offer(std::uint64_t number, const QString &id, const std::function<QJsonObject()> &row);
    [[nodiscard]] QJsonObject result(const QString &category);

private:
    std::uint64_t m_before = UINT64_MAX; ///< of the cursor
    int m_limit, m_shift;
    std::deque<QJsonObject> m_repeated; ///< of the page before, when pages shift
    void repeat();
    QString m_first, m_last;
    bool m_hasMore = false;
    QJsonArray m_rows;
};

} // namespace bw::sandbox
