// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace bw {

/// Looks for secrets in bytes, in every form in which one may have slipped there: plain, UTF-16 of both orders, hex, base64 at each of its
/// three alignments, URL-encoded as little and as much as one may, JSON-escaped, and backwards. A value; knows no file.
class SecretScanner final {
public:
    /// How a secret may be written: a name, and the bytes that it then is.
    struct Form {
        QString name;
        QByteArray bytes;
    };
    explicit SecretScanner(const QList<QByteArray> &secrets);

    /// "secret 1 as hex": what of it was found.
    [[nodiscard]] QStringList find(const QByteArray &data) const;
    [[nodiscard]] static QList<Form> formsOf(const QByteArray &secret);

private:
    struct Needle {
        QString name;
        QByteArray bytes;
    };
    QList<Needle> m_needles;
};

/// Bytes and where they were: what the hunt goes through.
struct Found {
    QString where;
    QByteArray bytes;
};

/// Every file below a folder, hidden ones too; recordings unpacked as well as they are.
[[nodiscard]] QList<Found> everythingIn(const QString &folder);
/// What everybody on the machine may read of a process: its argument list, and its environment but for the variables named.
[[nodiscard]] QList<Found> everythingOf(qint64 pid, const QStringList &exceptVariables);
/// The memory of a process as a core dump would hold it; empty where it can't be read.
[[nodiscard]] QByteArray memoryOf(qint64 pid);

} // namespace bw
