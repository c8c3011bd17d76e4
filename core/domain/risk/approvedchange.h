// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/changedraft.h"

namespace bw {

/// The permission to send one change once: the counterpart of ApprovedOrder for amend, stop, leverage and position mode. Only RiskGate
/// makes it; it moves and does not copy.
class ApprovedChange final {
public:
    ApprovedChange(ApprovedChange &&) noexcept = default;
    ApprovedChange &operator=(ApprovedChange &&) noexcept = default;
    ApprovedChange(const ApprovedChange &) = delete;
    ApprovedChange &operator=(const ApprovedChange &) = delete;

    [[nodiscard]] const ChangeDraft &draft() const { return m_draft; }
    [[nodiscard]] bool isExit() const { return m_isExit; } ///< shrinks exposure or sets or tightens protection: goes on the lane of exits

private:
    friend class RiskGate;
    ApprovedChange(ChangeDraft draft, bool isExit) : m_draft(std::move(draft)), m_isExit(isExit) {}
    ChangeDraft m_draft;
    bool m_isExit;
};

} // namespace bw
