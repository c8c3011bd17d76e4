// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderform.h"
#include "core/sandbox/stopkeeper.h"

namespace bw::sandbox {

/// Takes the commands create, amend, cancel and cancel-all: judges them against the account and gives what passes to the matcher or the stop
/// keeper. An answer is only an acknowledgement, as Bybit's is. The sandbox's thread; owned by Exchange.
class OrderDesk final {
public:
    OrderDesk(const Clock &clock, MarketSource &market, const Listings &listings, const Valuation &valuation, Matcher &matcher, StopKeeper &stops, Ids &ids,
              Outbox &outbox);

    [[nodiscard]] Answer create(Account &account, const QJsonObject &body);
    /// Judged like a create, placed nowhere: the margin rates before and after.
    [[nodiscard]] Answer preCheck(Account &account, const QJsonObject &body);
    [[nodiscard]] Answer amend(Account &account, const QJsonObject &body);
    [[nodiscard]] Answer cancel(Account &account, const QJsonObject &body);
    [[nodiscard]] Answer cancelAll(Account &account, const QJsonObject &body);
    /// The order that is to be amended or cancelled is filled a moment before, until further notice.
    void setRacing(bool isRacing) { m_isRacing = isRacing; }
    void setExitsRefused(bool areExitsRefused) { m_areExitsRefused = areExitsRefused; }
    [[nodiscard]] const OrderForm &form() const { return m_form; }

private:
    using Judged = OrderForm::Judged;
    [[nodiscard]] tl::expected<OrderRecord, Refusal> judged(Account &account, const QJsonObject &body) const;
    [[nodiscard]] Answer cancelTooLate(OrderRecord &order);
    [[nodiscard]] tl::expected<OrderRecord *, Refusal> find(Account &account, const QJsonObject &body, const QString &contractText) const;
    [[nodiscard]] Judged judgeLinkId(const Account &account, const OrderRecord &order) const;
    [[nodiscard]] Judged judgePosition(Account &account, OrderRecord &order) const;
    [[nodiscard]] Judged judgeCount(const Account &account, const OrderRecord &order) const;
    [[nodiscard]] Judged judgeMarket(const OrderRecord &order) const;
    [[nodiscard]] Judged applyExits(const QJsonObject &body, OrderRecord &order) const;
    [[nodiscard]] Judged applyChanges(const QJsonObject &body, OrderRecord &order) const;

    const Clock &m_clock;
    MarketSource &m_market;
    const Valuation &m_valuation;
    Matcher &m_matcher;
    StopKeeper &m_stops;
    Ids &m_ids;
    Outbox &m_outbox;
    OrderForm m_form;
    bool m_isRacing = false;
    bool m_areExitsRefused = false;
};

} // namespace bw::sandbox
