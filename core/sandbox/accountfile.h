// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFile>
#include <QJsonObject>
#include <QList>

#include <memory>

namespace bw::sandbox {

/// A file of JSON objects, one a line, each behind its checksum: the first says what file this is and in which version. Grows at its end, so
/// that a process that dies leaves at worst a torn last line, which is dropped at the next reading; rewritten whole and in one step when it is
/// opened or begun anew. The sandbox's thread; owned by AccountKeeper. Knows nothing of what the objects mean.
class AccountFile final {
public:
    /// A file that is not there yet is empty. An Error where it can't be read, is of another version or is damaged before its end: it is left
    /// as it is then.
    [[nodiscard]] static Result<std::unique_ptr<AccountFile>> open(const QString &path);

    /// What stood in it, oldest first; taken once.
    [[nodiscard]] QList<QJsonObject> take() { return std::exchange(m_read, {}); }
    [[nodiscard]] bool hadTornEnd() const { return m_hadTornEnd; }
    [[nodiscard]] Done rewrite(const QJsonObject &whole);
    [[nodiscard]] Done append(const QJsonObject &change);
    /// So much of it was written since it was last rewritten that it is to be written whole again.
    [[nodiscard]] bool isLong() const { return m_appended > kLong; }

private:
    explicit AccountFile(const QString &path) : m_path(path), m_file(path) {}
    [[nodiscard]] Done read();
    static constexpr qint64 kLong = 32'000'000;
    const QString m_path;
    QFile m_file; ///< open at its end
    QList<QJsonObject> m_read;
    qint64 m_appended = 0;
    bool m_hadTornEnd = false;
};

} // namespace bw::sandbox
