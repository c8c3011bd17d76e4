// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretbytes.h"

#include <atomic>
#include <utility>

namespace bw {

namespace {
// Volatile writes and a fence: the optimiser may not drop them although nobody reads the bytes again.
void overwrite(char *bytes, std::size_t size) noexcept
{
    volatile char *p = bytes;
    for (std::size_t i = 0; i < size; ++i)
        p[i] = 0;
    std::atomic_signal_fence(std::memory_order_seq_cst);
}
}

SecretBytes::SecretBytes(QByteArrayView bytes) : m_bytes(bytes.begin(), bytes.end()) {}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

SecretBytes &SecretBytes::operator=(const SecretBytes &other)
{
    if (this != &other) {
        SecretBytes copy(other);
        m_bytes.swap(copy.m_bytes); // the old bytes are wiped with the copy
    }
    return *this;
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    wipe();
}

QByteArrayView SecretBytes::reveal() const
{
    return {m_bytes.data(), size()};
}

bool SecretBytes::equals(const SecretBytes &other) const
{
    if (m_bytes.size() != other.m_bytes.size())
        return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i)
        difference |= static_cast<unsigned char>(m_bytes[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(other.m_bytes[i]));
    return difference == 0;
}

void SecretBytes::wipe() noexcept
{
    overwrite(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

void wipe(QByteArray &bytes) noexcept
{
    if (bytes.isDetached()) // shared or literal data is not ours to change, and data() would only make one more copy
        overwrite(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace bw
