// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractItemModel;

namespace bw {

/// A table as CSV by RFC 4180: a line of heads, CRLF, quotes where they are needed and doubled inside. Numbers are plain decimals, what is
/// missing is an empty field, action columns are left out. A text that a spreadsheet would take for a formula (it begins with = + - @ or a
/// control character) gets an apostrophe before it; a plain number never does.
[[nodiscard]] QString csvText(const QAbstractItemModel &model);

/// One field of it.
[[nodiscard]] QString csvField(const QString &text);

} // namespace bw
