// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/accountfile.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSaveFile>

namespace bw::sandbox {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kSumLength = 8;
constexpr qint64 kMostBytes = 512'000'000; // 20 000 fills and as many rows of the ledger take some 20 MB

QByteArray sumOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex().left(kSumLength);
}

QByteArray lineOf(const QJsonObject &object)
{
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return sumOf(text) + ' ' + text + '\n';
}

QJsonObject header()
{
    return {{QStringLiteral("bellwether"), QStringLiteral("paper account")}, {QStringLiteral("version"), kVersion}};
}

/// nullopt for a line that is torn or was changed.
std::optional<QJsonObject> objectOf(const QByteArray &line)
{
    if (!line.endsWith('\n') || line.size() < kSumLength + 2)
        return std::nullopt;
    const QByteArray text = line.sliced(kSumLength + 1).chopped(1);
    const auto document = QJsonDocument::fromJson(text);
    return document.isObject() && sumOf(text) == line.first(kSumLength) ? std::optional(document.object()) : std::nullopt;
}

tl::unexpected<Error> storageError(const QString &path, const QString &what)
{
    return fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, path + QStringLiteral(": ") + what});
}

} // namespace

Result<std::unique_ptr<AccountFile>> AccountFile::open(const QString &path)
{
    std::unique_ptr<AccountFile> file(new AccountFile(path));
    if (const auto done = file->read(); !done)
        return fail(done.error());
    return file;
}

Done AccountFile::read()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostBytes)
        return storageError(m_path, QStringLiteral("can't be read"));
    bool isFirst = true;
    while (!file.atEnd()) {
        const auto object = objectOf(file.readLine(kMostBytes));
        if (!object) {
            m_hadTornEnd = true;
            continue;
        }
        if (m_hadTornEnd)
            return storageError(m_path, QStringLiteral("is damaged in the middle"));
        if (!std::exchange(isFirst, false)) {
            m_read.append(*object);
        } else if (object->value(QLatin1StringView("bellwether")) != header().value(QLatin1StringView("bellwether"))
                   || object->value(QLatin1StringView("version")).toInt() != kVersion) {
            return storageError(m_path, QStringLiteral("is not a paper account of this version"));
        }
    }
    // The first two lines come in one step: without them nothing is known, and a new account in its place would be a lie.
    if (m_hadTornEnd && m_read.isEmpty())
        return storageError(m_path, QStringLiteral("is not a paper account, or damaged at its beginning"));
    return {};
}

Done AccountFile::rewrite(const QJsonObject &whole)
{
    m_file.close();
    m_appended = 0;
    QSaveFile fresh(m_path);
    const QByteArray bytes = lineOf(header()) + lineOf(whole);
    const bool isWritten = fresh.open(QIODevice::WriteOnly) && fresh.write(bytes) == bytes.size() && fresh.commit();
    if (!isWritten || !m_file.open(QIODevice::Append))
        return storageError(m_path, QStringLiteral("can't be written"));
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner); // nobody else's business
    return {};
}

Done AccountFile::append(const QJsonObject &change)
{
    const QByteArray line = lineOf(change);
    if (!m_file.isOpen() || m_file.write(line) != line.size() || !m_file.flush())
        return storageError(m_path, QStringLiteral("can't be written"));
    m_appended += line.size();
    return {};
}

} // namespace bw::sandbox
