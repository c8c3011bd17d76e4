// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The account that outlives the exchange: opened, begun anew, and the terms that may change under it.
#include "core/sandbox/exchangeroom.h"

namespace bw {

using namespace sandbox;

void Exchange::setFees(const ExchangeFees &fees)
{
    for (const auto &account : m_room->accounts)
        account->setFees(fees);
}

Done Exchange::openAccount()
{
    if (m_room->accountFile.isEmpty() || m_room->accounts.empty())
        return {};
    auto opened = AccountKeeper::open(m_room->accountFile);
    if (!opened)
        return fail(opened.error());
    auto kept = (*opened)->read();
    if (!kept)
        return fail(kept.error());
    if (*kept)
        m_room->restore(std::move(**kept));
    (*opened)->setMarks([this](const Instrument &instrument) { return m_room->valuation.mark(instrument); });
    // Whole and in one step: what a torn end or many small changes left is gone from here on.
    if (const auto written = (*opened)->writeWhole(*m_room->accounts.front(), m_room->ids); !written)
        return fail(written.error());
    m_room->keeper = std::move(*opened);
    m_room->fileFailed = [this](const Error &error) { Q_EMIT accountFileFailed(error); };
    m_room->watchNeeded();
    return {};
}

void Exchange::resetAccounts(const QMap<QString, Decimal> &balances)
{
    for (const auto &account : m_room->accounts) {
        for (OrderRecord *order : account->orders().open()) {
            m_room->matcher.cancel(*order, QStringLiteral("CancelByAdmin"));
            m_room->stops.follow(*order);
        }
        m_room->settle();
        account->beginAnew(balances);
        for (const Position *position : account->positions())
            m_room->outbox.position(*account, *position);
        m_room->outbox.wallet(*account);
    }
    if (m_room->keeper && !m_room->accounts.empty())
        m_room->noteKept(m_room->keeper->writeWhole(*m_room->accounts.front(), m_room->ids));
    m_room->settle();
}

} // namespace bw
