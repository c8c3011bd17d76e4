// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/changedraft.h"

namespace bw {

const InstrumentPtr &instrumentOf(const ChangeDraft &draft)
{
    return std::visit([](const auto &one) -> const InstrumentPtr & { return one.instrument; }, draft);
}

} // namespace bw
