// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace bw {

/// A secret that cannot be printed: no stream operator, no QDebug, no QVariant, no implicit conversion. Wiped when it goes.
/// A value; copying makes a second wiped owner. reveal() is for the signer, the request header and the keychain alone.
class SecretBytes {
public:
    SecretBytes() = default;
    /// Copies; the caller wipes its own source with wipe() below.
    explicit SecretBytes(QByteArrayView bytes);
    SecretBytes(const SecretBytes &) = default;
    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(const SecretBytes &other);
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    ~SecretBytes();

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }
    [[nodiscard]] QByteArrayView reveal() const;
    /// Constant-time, so that a comparison tells no prefix.
    [[nodiscard]] bool equals(const SecretBytes &other) const;

private:
    void wipe() noexcept;
    std::vector<char> m_bytes;
};

/// Overwrites the bytes of a buffer of ours that held a secret; does not help against other copies.
void wipe(QByteArray &bytes) noexcept;

} // namespace bw
