// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/order/order.h"

#include <functional>

namespace bw {

/// The durable memory of orders. Calls come from the engine thread and return at once; work happens on the journal's own thread and
/// callbacks come back on the caller's. Appends only; holds no secret, no signature, no request header.
class Journal {
public:
    virtual ~Journal() = default;
    /// Calls back once the intent is on the disk (fsync done), or with the error that kept it from there.
    virtual void writeIntent(const Order &order, std::function<void(const Done &)> durable) = 0;
    /// Every later change; order is kept, durability follows. Failures are reported through the failure handler.
    virtual void writeChange(const Order &order) = 0;
    virtual void writeExecution(const Execution &execution) = 0;
    virtual void setFailureHandler(std::function<void(const Error &)> handler) = 0;
};

} // namespace bw
