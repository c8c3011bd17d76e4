// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace bw::journalschema {

constexpr int kVersion = 2;
/// "BWJ1": keeps us from writing into a database of another program.
constexpr int kApplicationId = 0x42574a31;

/// The statements that make an empty file a journal of this version, or one of an older version one of this: in one transaction. Tables
/// are only ever added to, so that what an older run wrote is read as it was.
[[nodiscard]] QStringList statementsFrom(int version);

} // namespace bw::journalschema
