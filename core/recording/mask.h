// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

namespace bw {

/// Takes out of a text from the venue what a recording must not keep, by the names of its fields: keys, secrets, signatures, addresses,
/// the account's numbers, and the venue's own words where they echo what was signed. Everything else stays byte for byte, since it will be
/// read by the same code again. A text that ends in the middle of such a field ends there. `isAboutKey`: the reply of user/query-api, in
/// which nearly everything tells of its owner.
[[nodiscard]] QByteArray masked(QByteArrayView json, bool isAboutKey = false);

/// A body that is not JSON is nobody's data: only that it was there, and whether it looked like a page.
[[nodiscard]] QByteArray maskedBody(const QByteArray &body, bool isAboutKey);

/// A url as recordings name it: without user, password and fragment, and without the values of query items that may be secret.
[[nodiscard]] QString streamName(const QUrl &url);

} // namespace bw
