// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"
#include "core/ports/keyreport.h"

#include <QString>

namespace bw::keywords {

/// Everything about keys in words: translated, each with what to do next. Pure functions; no text of a venue is part of them.

[[nodiscard]] QString refusal(int venueCode);  ///< why the venue refuses a key, by its number
[[nodiscard]] QString keychain(int code);      ///< why the keychain does not help, by keychain::Denied and its kin
[[nodiscard]] QString name(KeyLine::Part part);
/// What a line of the connection wizard says. `world`: where its keys are made, as world() says.
[[nodiscard]] QString sentence(const KeyLine &line, const QString &world, const QString &host);
[[nodiscard]] QString sentence(KeyReport::Verdict verdict);
[[nodiscard]] QString world(Profile profile);  ///< where keys of a profile are made
/// Why a wish about keys was not done: "name_empty", "name_taken", "name_is_secret", "key_incomplete", "bad_pem", "kept_for_this_run".
[[nodiscard]] QString problem(const QString &code);

} // namespace bw::keywords
