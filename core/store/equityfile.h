// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/account/portfolio.h"

namespace bw {

/// What the wallet of one account was seen to hold, a line of JSON for each sight: the venue keeps no history of what was unrealised. Small
/// enough for the gui thread (a line a quarter of an hour); a line that can't be read is left out. Holds no key and no secret.
class EquityFile final {
public:
    explicit EquityFile(const QString &path) : m_path(path) {}

    /// Not older than that, oldest first; older ones are dropped from the file.
    [[nodiscard]] QVector<EquityPoint> read(UtcTime since) const;
    [[nodiscard]] Done append(const QVector<EquityPoint> &points) const;
    void clear() const;

private:
    const QString m_path;
};

} // namespace bw
