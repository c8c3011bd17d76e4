// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitrest.h"

#include <QVector>

namespace bw {

/// Reads every page of a list, or fails: half a list is not a shorter list. Hands each row on as it comes; a handler that returns an
/// Error ends it. Calls `done` exactly once while `context` lives.
struct PagedRead {
    QString path;
    RestQuery query;
    bool isSigned = true;
    int maxPages = 100;
};
using RowHandler = std::function<Done(const QJsonObject &row, const QJsonObject &result)>;
/// `done` is told how many pages there were.
using PagesHandler = std::function<void(const Result<int> &pages)>;
void readAllPages(BybitRest &rest, const PagedRead &read, QObject *context, RowHandler row, PagesHandler done);

/// A stretch of time that one call reaches: the venue takes seven days.
struct ReadWindow {
    UtcTime begin{};
    std::optional<UtcTime> end; ///< absent: up to now, whatever the venue's clock says
};
/// The windows from `since` on, oldest first, that reach `until`, or now where there is none. What is older than the two years that the
/// venue keeps is left out. Neighbours share a millisecond, so rows are told apart by their ids.
[[nodiscard]] QVector<ReadWindow> windowsOf(UtcTime since, std::optional<UtcTime> until, UtcTime now);
/// All pages of all windows, one after the other.
void readAllWindows(BybitRest &rest, const PagedRead &read, const QVector<ReadWindow> &windows, QObject *context, RowHandler row, PagesHandler done);

} // namespace bw
