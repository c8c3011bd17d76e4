// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/secretscanner.h"

#include "core/recording/recordingreader.h"

#include <QDirIterator>
#include <QFile>
#include <QUrl>

#include <algorithm>

namespace bw {

namespace {

QByteArray readWhole(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray utf16(const QByteArray &text, bool isBigEndian)
{
    QByteArray out;
    for (const char c : text) {
        const char pair[2] = {isBigEndian ? '\0' : c, isBigEndian ? c : '\0'};
        out.append(pair, 2);
    }
    return out;
}

QByteArray percentAll(const QByteArray &text, bool isUpper)
{
    QByteArray out;
    for (const char c : text) {
        const QByteArray hex = QByteArray(1, c).toHex();
        out += '%' + (isUpper ? hex.toUpper() : hex);
    }
    return out;
}

/// What stays the same whatever stands before and behind: the inner part of its base64, at one of three alignments.
QByteArray base64Inside(const QByteArray &text, int shift, QByteArray::Base64Options options)
{
    const QByteArray padded = QByteArray(shift, 'x') + text;
    const QByteArray whole = padded.first(padded.size() / 3 * 3).toBase64(options);
    return shift == 0 ? whole : whole.sliced(4);
}

} // namespace

QList<SecretScanner::Form> SecretScanner::formsOf(const QByteArray &secret)
{
    QByteArray backwards = secret;
    std::reverse(backwards.begin(), backwards.end());
    QByteArray json = secret;
    json.replace('\\', "\\\\").replace('/', "\\/").replace('"', "\\\"");
    QList<Form> forms{{QStringLiteral("plain"), secret},
                      {QStringLiteral("UTF-16 LE"), utf16(secret, false)},
                      {QStringLiteral("UTF-16 BE"), utf16(secret, true)},
                      {QStringLiteral("hex"), secret.toHex()},
                      {QStringLiteral("HEX"), secret.toHex().toUpper()},
                      {QStringLiteral("URL-encoded"), QUrl::toPercentEncoding(QString::fromUtf8(secret))},
                      {QStringLiteral("URL-encoded whole"), percentAll(secret, true)},
                      {QStringLiteral("URL-encoded whole, lower case"), percentAll(secret, false)},
                      {QStringLiteral("JSON-escaped"), json},
                      {QStringLiteral("reversed"), backwards},
                      {QStringLiteral("reversed hex"), backwards.toHex()},
                      {QStringLiteral("reversed base64"), base64Inside(backwards, 0, QByteArray::Base64Encoding)}};
    for (int shift = 0; shift < 3; ++shift) {
        forms.append({QStringLiteral("base64 +%1").arg(shift), base64Inside(secret, shift, QByteArray::Base64Encoding)});
        forms.append({QStringLiteral("base64url +%1").arg(shift), base64Inside(secret, shift, QByteArray::Base64UrlEncoding)});
    }
    return forms;
}

SecretScanner::SecretScanner(const QList<QByteArray> &secrets)
{
    int number = 0;
    for (const QByteArray &secret : secrets) {
        ++number;
        for (const Form &form : formsOf(secret))
            m_needles.append({QStringLiteral("secret %1 as %2").arg(number).arg(form.name), form.bytes});
    }
}

QStringList SecretScanner::find(const QByteArray &data) const
{
    QStringList found;
    for (const Needle &needle : m_needles)
        if (data.contains(needle.bytes))
            found.append(needle.name);
    return found;
}

QList<Found> everythingIn(const QString &folder)
{
    QList<Found> all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        all.append({path, path.toUtf8()}); // a name is a place too
        all.append({path, readWhole(path)});
        if (const auto reader = RecordingReader::open(path)) {
            QByteArray records;
            while (const auto record = (*reader)->next())
                records += record->bytes + '\n';
            all.append({path + QStringLiteral(" (unpacked)"), records});
        }
    }
    return all;
}

QList<Found> everythingOf(qint64 pid, const QStringList &exceptVariables)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(pid);
    QByteArray environment;
    for (const QByteArray &variable : readWhole(folder + QStringLiteral("environ")).split('\0'))
        if (!exceptVariables.contains(QString::fromUtf8(variable.left(variable.indexOf('=')))))
            environment += variable + '\n';
    return {{QStringLiteral("the argument list"), readWhole(folder + QStringLiteral("cmdline"))}, {QStringLiteral("the environment"), environment}};
}

QByteArray memoryOf(qint64 pid)
{
    QFile memory(QStringLiteral("/proc/%1/mem").arg(pid));
    if (!memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    QByteArray image;
    for (const QByteArray &line : readWhole(QStringLiteral("/proc/%1/maps").arg(pid)).split('\n')) {
        const auto parts = line.simplified().split(' ');
        const bool isHeap = parts.size() < 6 || parts.last() == "[heap]" || parts.last() == "[stack]";
        if (parts.size() < 2 || !parts[1].startsWith("rw") || !isHeap)
            continue;
        const auto range = parts[0].split('-');
        const qint64 from = range[0].toLongLong(nullptr, 16), to = range[1].toLongLong(nullptr, 16);
        if (to - from <= 256 * 1024 * 1024 && memory.seek(from))
            image += memory.read(to - from);
    }
    return image;
}

} // namespace bw
