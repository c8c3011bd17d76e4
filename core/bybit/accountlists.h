// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/bybit/bybitrest.h"

namespace bw {

/// The lists of what stands at the venue now: open orders and positions. Such a list changes while its pages are read, and a row that
/// leaves one page draws a row of the next along with it, unseen; so a list of several pages is read again until two rounds name the
/// same rows, and after three rounds everything that was seen counts. Each call answers once while `context` lives. Engine thread.
class AccountLists final {
public:
    template <class T>
    using Answer = std::function<void(const Result<QVector<T>> &)>;

    AccountLists(BybitRest &rest, const AccountCodec &codec) : m_rest(rest), m_codec(codec) {}

    /// "" as settle coin: all of the category.
    void readOpenOrders(Category category, const QString &settleCoin, QObject *context, Answer<OrderReport> done);
    void readPositions(Category category, const QString &settleCoin, QObject *context, Answer<Position> done);

private:
    BybitRest &m_rest;
    const AccountCodec &m_codec;
};

} // namespace bw
