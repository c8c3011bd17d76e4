// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitrest.h"

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
void readAllPages(BybitRest &rest, const PagedRead &read, QObject *context, RowHandler row, std::function<void(const Done &)> done);

} // namespace bw
