// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/orderdraft.h"

namespace bw {

/// The permission to send one order once. Only RiskGate makes it; it moves and does not copy, and a venue takes it by value: what was
/// not approved cannot be sent, and what was sent cannot be sent again.
class ApprovedOrder final {
public:
    ApprovedOrder(ApprovedOrder &&) noexcept = default;
    ApprovedOrder &operator=(ApprovedOrder &&) noexcept = default;
    ApprovedOrder(const ApprovedOrder &) = delete;
    ApprovedOrder &operator=(const ApprovedOrder &) = delete;

    [[nodiscard]] const OrderDraft &draft() const { return m_draft; }
    [[nodiscard]] const QString &orderLinkId() const { return m_orderLinkId; }
    [[nodiscard]] bool isExit() const { return m_isExit; }

private:
    friend class RiskGate;
    ApprovedOrder(OrderDraft draft, QString orderLinkId, bool isExit)
        : m_draft(std::move(draft)), m_orderLinkId(std::move(orderLinkId)), m_isExit(isExit) {}
    OrderDraft m_draft;
    QString m_orderLinkId;
    bool m_isExit;
};

} // namespace bw
