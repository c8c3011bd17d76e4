// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keybook.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>

namespace bw {

namespace {

QStringList wordsOf(const Settings &settings, SettingKey key)
{
    return settings.text(key).split(u' ', Qt::SkipEmptyParts);
}

Done keep(Settings &settings, SettingKey key, const QStringList &words)
{
    if (!settings.set(key, words.join(u' ')))
        return fail(inputError(QStringLiteral("the list of keys is too long for the settings")));
    return settings.save(); // the keychain has it already: a crash must not leave it there without a name
}

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

} // namespace

QVector<KeyBook::Entry> KeyBook::lasting(Profile profile) const
{
    QVector<Entry> entries;
    for (const QString &word : wordsOf(m_settings, SettingKey::KeyNames)) {
        const auto parts = word.split(u':');
        if (parts.size() == 3 && parts[0] == toName(profile))
            entries.append({parts[1], QUrl::fromPercentEncoding(parts[2].toLatin1()).left(kLongestName), false});
    }
    return entries;
}

Done KeyBook::write(Profile profile, const QVector<Entry> &entries)
{
    QStringList words;
    for (const QString &word : wordsOf(m_settings, SettingKey::KeyNames))
        if (!word.startsWith(toName(profile) + u':'))
            words.append(word);
    for (const Entry &entry : entries)
        words.append(QStringLiteral("%1:%2:%3").arg(toName(profile), entry.id, QString::fromLatin1(QUrl::toPercentEncoding(entry.name))));
    return keep(m_settings, SettingKey::KeyNames, words);
}

QVector<KeyBook::Entry> KeyBook::keys(Profile profile) const
{
    QVector<Entry> all = lasting(profile);
    for (const auto &held : m_run.entries) {
        if (held.profile != profile)
            continue;
        const auto same = std::find_if(all.begin(), all.end(), [&held](const Entry &entry) { return entry.id == held.id; });
        if (same == all.end())
            all.append({held.id, held.name, true});
        else
            *same = {held.id, held.name, true}; // a replacement that the keychain did not take
    }
    return all;
}

std::optional<KeyBook::Entry> KeyBook::find(Profile profile, const QString &id) const
{
    for (const Entry &entry : keys(profile))
        if (entry.id == id)
            return entry;
    return std::nullopt;
}

QString KeyBook::activeId(Profile profile) const
{
    if (const auto held = m_run.active.find(profile); held != m_run.active.end() && find(profile, held->second))
        return held->second;
    for (const QString &word : wordsOf(m_settings, SettingKey::ActiveKeys))
        if (const QString id = word.section(u':', 1); word.section(u':', 0, 0) == toName(profile) && find(profile, id))
            return id;
    return {};
}

QString KeyBook::nameProblem(Profile profile, const QString &name, const QString &exceptId) const
{
    if (name.trimmed().isEmpty() || name.size() > kLongestName || !isPrintable(name))
        return QStringLiteral("name_empty");
    for (const Entry &entry : keys(profile))
        if (entry.id != exceptId && entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return QStringLiteral("name_taken");
    return {};
}

Done KeyBook::add(Profile profile, const QString &id, const QString &name)
{
    const bool isFirst = keys(profile).isEmpty();
    QVector<Entry> entries = lasting(profile);
    entries.append({id, name, false});
    if (auto written = write(profile, entries); !written)
        return written;
    return isFirst ? choose(profile, id) : Done();
}

void KeyBook::addForThisRun(Profile profile, const QString &id, const QString &name, const ApiKey &key)
{
    const bool isFirst = keys(profile).isEmpty();
    forgetRunKey(profile, id);
    m_run.entries.append({profile, id, name, key});
    if (isFirst)
        m_run.active[profile] = id;
}

Done KeyBook::rename(Profile profile, const QString &id, const QString &name)
{
    for (auto &held : m_run.entries)
        if (held.profile == profile && held.id == id)
            held.name = name;
    QVector<Entry> entries = lasting(profile);
    const auto same = std::find_if(entries.begin(), entries.end(), [&id](const Entry &entry) { return entry.id == id; });
    if (same == entries.end())
        return {};
    same->name = name;
    return write(profile, entries);
}

Done KeyBook::remove(Profile profile, const QString &id)
{
    forgetRunKey(profile, id);
    QVector<Entry> entries = lasting(profile);
    entries.removeIf([&id](const Entry &entry) { return entry.id == id; });
    return write(profile, entries);
}

void KeyBook::forgetRunKey(Profile profile, const QString &id)
{
    m_run.entries.removeIf([&](const RunKeys::Entry &held) { return held.profile == profile && held.id == id; });
}

Done KeyBook::choose(Profile profile, const QString &id)
{
    const auto entry = find(profile, id);
    m_run.active.erase(profile);
    const auto all = lasting(profile);
    if (entry && std::none_of(all.begin(), all.end(), [&id](const Entry &each) { return each.id == id; })) {
        m_run.active[profile] = id; // what is forgotten at the end is not what the next run begins with
        return {};
    }
    QStringList words;
    for (const QString &word : wordsOf(m_settings, SettingKey::ActiveKeys))
        if (!word.startsWith(toName(profile) + u':'))
            words.append(word);
    words.append(toName(profile) + u':' + id);
    return keep(m_settings, SettingKey::ActiveKeys, words);
}

std::optional<ApiKey> KeyBook::runKey(Profile profile, const QString &id) const
{
    for (const auto &held : m_run.entries)
        if (held.profile == profile && held.id == id)
            return held.key;
    return std::nullopt;
}

bool KeyBook::isTransferAllowed(const QString &publicKey) const
{
    return !publicKey.isEmpty() && wordsOf(m_settings, SettingKey::TransferAllowed).contains(fingerprint(publicKey));
}

Done KeyBook::setTransferAllowed(const QString &publicKey, bool isAllowed)
{
    QStringList words = wordsOf(m_settings, SettingKey::TransferAllowed);
    words.removeAll(fingerprint(publicKey));
    if (isAllowed)
        words.append(fingerprint(publicKey));
    return keep(m_settings, SettingKey::TransferAllowed, words);
}

QString KeyBook::freshId()
{
    return QString::number(QRandomGenerator::system()->generate() | 0x80000000U, 16); // eight digits, and never "0"
}

QString KeyBook::entryName(Profile profile, const QString &id)
{
    return id == u"0" ? QStringLiteral("bybit.%1").arg(toName(profile)) : QStringLiteral("bybit.%1.%2").arg(toName(profile), id);
}

QString KeyBook::fingerprint(const QString &publicKey)
{
    return QString::fromLatin1(QCryptographicHash::hash(publicKey.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace bw
