// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/changedraft.h"
#include "core/domain/order/order.h"

#include <tl/expected.hpp>

namespace bw {

/// From a position to what its three buttons want. Pure functions; where there is no draft there is the sentence that says why.

/// The whole position at the market, whatever its size is when the order arrives: quantity 0, reduce-only, close on trigger. Also for a
/// position that is not known now: its side is the last one that the venue named.
[[nodiscard]] tl::expected<OrderDraft, QString> closeDraft(const Position &position);
/// Twice the size on the other side, in one-way mode: closes it and opens as much again.
[[nodiscard]] tl::expected<OrderDraft, QString> reverseDraft(const Position &position, bool isKnown);
/// A stop for the whole position at the venue's break-even price, rounded so that it never loses a tick.
[[nodiscard]] tl::expected<StopDraft, QString> breakEvenDraft(const Position &position);

} // namespace bw
