// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace bw {

/// The classes and structs that a C++ text defines and that the linker knows by their name alone, as "bw::OrderDesk": those that stand in
/// named namespaces and nowhere else. What stands in an unnamed namespace, in a type or in a function is no concern of another file's, and
/// neither is a specialisation or a nested type that is defined outside (struct Outer::Inner). Reads tokens, not meanings: comments, texts
/// and preprocessor lines are left out first. Pure.
[[nodiscard]] QStringList linkedTypes(const QByteArray &source);

} // namespace bw
