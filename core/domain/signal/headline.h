// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>
#include <QVector>

namespace bw {

/// A line of news as data. `text` is clean (guardHeadline): no control, zero-width or bidirectional characters, one line, at most 300
/// characters. `isHostile` marks one that talks to the model instead of about the market; it is shown and never sent.
struct Headline {
    QString id;     ///< "h1", "h2" ... in the session
    QString source; ///< "typed", "pasted", "demo", later a feed's name
    QString title;
    bool isHostile = false;
    UtcTime at{};
};

struct GuardedHeadline {
    QString text;
    bool isHostile = false;
};
/// Cleans and judges one headline. A second line of defence only: the first is that headlines travel as data, that the answer is
/// validated, and that nothing a model writes reaches an order without a person.
[[nodiscard]] GuardedHeadline guardHeadline(const QString &raw);

} // namespace bw
