// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QString>

#include <functional>
#include <optional>

namespace bw {

/// Why a keychain did not do what it was asked, as Error::venueCode: the window says what to do from it.
namespace keychain {
enum : int {
    Denied = 1, ///< by the user or by a policy
    Missing,    ///< there is none on this system
    Silent,     ///< no answer in time: it waits for a prompt, or hangs
    Gone,       ///< it has no such entry, though one is expected: deleted elsewhere, or locked and its prompt dismissed
    Failed,     ///< anything else: it died, it is locked and can't ask
};
}

/// The operating system's keychain, and nothing else: there is no file behind it. Gui thread, since a keychain may prompt. Every call
/// answers exactly once, within 15 s, with nullopt for "no such entry" and an Error of family Keychain where there is no keychain or
/// it does not answer.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual void read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done) = 0;
    virtual void write(const QString &name, const SecretBytes &secret, std::function<void(const Done &)> done) = 0;
    virtual void remove(const QString &name, std::function<void(const Done &)> done) = 0;
};

} // namespace bw
