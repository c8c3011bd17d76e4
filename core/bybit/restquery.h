// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace bw {

/// A query text, encoded once: what it gives is what is signed and what is sent. A value.
class RestQuery final {
public:
    RestQuery() = default;
    /// Percent-encodes the value; an empty one is left out.
    RestQuery &add(QLatin1StringView name, const QString &value);
    RestQuery &add(QLatin1StringView name, qint64 value);
    /// The venue's own cursor, which arrives encoded and goes back verbatim; see isSafeCursor().
    RestQuery &addCursor(const QString &cursor);

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// False for what would end the parameter or the line: such a cursor is never sent.
    [[nodiscard]] static bool isSafeCursor(const QString &cursor);

private:
    void append(QLatin1StringView name, const QByteArray &encoded);
    QByteArray m_text;
};

} // namespace bw
