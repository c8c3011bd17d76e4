// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace bw {

struct SelfSigned {
    QByteArray certificate; ///< PEM
    QByteArray key;         ///< PEM
};
/// A certificate for "localhost" that nobody vouches for, made now, so that no key lies in the sources.
[[nodiscard]] SelfSigned makeSelfSigned();

} // namespace bw
