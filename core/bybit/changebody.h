// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/changedraft.h"

#include <QByteArray>

namespace bw {

/// A command's path and the bytes that are signed and sent as they are.
struct VenueCommand {
    QString path;
    QByteArray body;
};

/// What a change of an order, a position's protection, a leverage or a position mode is in the venue's words (fact sheet, 6.2 and 6.3).
/// What the draft leaves out is left out of the body too: the venue keeps it as it is. Pure.
[[nodiscard]] VenueCommand changeCommand(const ChangeDraft &draft);

} // namespace bw
