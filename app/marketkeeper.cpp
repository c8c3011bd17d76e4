// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/marketkeeper.h"

#include "core/tardis/relaypairtable.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace bw {

namespace {

constexpr qint64 kMaxTableBytes = 1'000'000; // some 4,000 rows; a file beyond that is not ours

QVector<InstrumentId> watchListOf(const QString &text)
{
    QVector<InstrumentId> ids;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    for (const auto &word : words)
        if (const auto category = categoryFromName(word.section(u':', 0, 0)))
            ids.append({*category, word.section(u':', 1)});
    return ids;
}

QString textOf(const QVector<InstrumentId> &ids)
{
    QStringList words;
    for (const auto &id : ids)
        words.append(toName(id.category) + u':' + id.symbol);
    return words.join(u' ');
}

} // namespace

MarketKeeper::MarketKeeper(Settings &settings, QString folder, QObject *parent)
    : QObject(parent), m_settings(settings), m_folder(std::move(folder)), m_watchList(watchListOf(settings.text(SettingKey::WatchList)))
{
    const QString fromEnvironment = qEnvironmentVariable("TARDIS_MACHINE_WS_URL");
    m_relay.isOn = !fromEnvironment.isEmpty() || settings.text(SettingKey::RelayOn) == QStringLiteral("yes");
    m_relay.socket = QUrl(fromEnvironment.isEmpty() ? settings.text(SettingKey::RelaySocket) : fromEnvironment, QUrl::StrictMode);
    loadPairs();
}

QString MarketKeeper::pairsFile() const { return QDir(m_folder).filePath(QStringLiteral("relay-instruments.json")); }

void MarketKeeper::loadPairs()
{
    QFile own(pairsFile());
    QFile shipped(QStringLiteral(":/instruments-relay.json"));
    QFile &file = own.exists() ? own : shipped;
    if (!file.open(QIODevice::ReadOnly)) {
        m_troubles.append({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0,
                           QStringLiteral("the relay's table of pairs can't be read: %1").arg(file.errorString())});
        return;
    }
    const auto table = readRelayPairs(file.read(kMaxTableBytes));
    if (!table) {
        m_troubles.append(table.error());
        return;
    }
    m_relay.pairs = table->pairs;
    m_troubles += table->refused;
}

void MarketKeeper::applyTo(MarketClient &market)
{
    for (const auto &trouble : std::exchange(m_troubles, {}))
        Q_EMIT troubled(trouble);
    market.setWatchList(m_watchList);
    market.setSpreadLimits(m_settings.amount(SettingKey::SpreadThresholdPct).toDouble(), spreadSigmas());
    const ViewChoices view = readView(m_settings);
    market.setFullBooks(view.areBooksFull);
    market.selectDepth(view.depth);
    market.selectCandles(view.candles);
    if (m_relay.isOn)
        market.setRelay(m_relay);
}

double MarketKeeper::spreadSigmas() const { return m_settings.amount(SettingKey::SpreadSigmas).toDouble(); }

void MarketKeeper::setWatchList(const QVector<InstrumentId> &ids, MarketClient &market)
{
    m_watchList = ids.first(std::min<qsizetype>(ids.size(), MarketClient::kMaxWatched));
    m_settings.set(SettingKey::WatchList, textOf(m_watchList));
    market.setWatchList(m_watchList);
}

void MarketKeeper::setRelay(const RelaySettings &relay, MarketClient &market)
{
    m_relay = relay;
    m_settings.set(SettingKey::RelayOn, relay.isOn ? QStringLiteral("yes") : QStringLiteral("no"));
    m_settings.set(SettingKey::RelaySocket, relay.socket.toString());
    savePairs();
    market.setRelay(m_relay);
}

void MarketKeeper::savePairs()
{
    QSaveFile file(pairsFile());
    if (file.open(QIODevice::WriteOnly) && file.write(writeRelayPairs(m_relay.pairs)) >= 0 && file.commit())
        return;
    Q_EMIT troubled({ErrorFamily::Storage, Retry::Later, Certainty::NotSent, 0,
                     QStringLiteral("the relay's table of pairs can't be written: %1").arg(file.errorString())});
}

void MarketKeeper::setSpreadLimits(double thresholdPct, double sigmas)
{
    m_settings.set(SettingKey::SpreadThresholdPct, QString::number(thresholdPct, 'g', 6));
    m_settings.set(SettingKey::SpreadSigmas, QString::number(sigmas, 'g', 4));
}

} // namespace bw
