// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace bw {

/// A text from outside in one line of at most 300 characters.
[[nodiscard]] QString plainText(const QString &text);
[[nodiscard]] QString plainText(std::string_view utf8);

/// Names without their case: the relay answers in the exchange's own, however it was asked.
[[nodiscard]] bool isSameName(std::string_view utf8, const QString &name);

} // namespace bw
