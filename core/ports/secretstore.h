// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QString>

#include <functional>
#include <optional>

namespace bw {

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
