// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/equitykeeper.h"

#include <QCryptographicHash>
#include <QDir>

namespace bw {

namespace {
constexpr std::chrono::minutes kPace{15};
constexpr std::chrono::hours kKept{400 * 24};
constexpr std::chrono::minutes kSettles{1};
} // namespace

EquityKeeper::EquityKeeper(EngineClient &client, QString folder, QObject *parent) : QObject(parent), m_folder(std::move(folder))
{
    connect(&client, &EngineClient::walletChanged, this, &EquityKeeper::note);
}

QVector<EquityPoint> EquityKeeper::open(Profile profile, const QString &key, UtcTime now)
{
    const QString digest = key.isEmpty() ? QString() : u'-' + QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(8));
    m_file = std::make_unique<EquityFile>(QDir(m_folder).filePath(QStringLiteral("equity-%1%2.jsonl").arg(toName(profile), digest)));
    m_writtenAt = {};
    m_openedAt = now;
    return m_file->read(now - kKept);
}

void EquityKeeper::clear()
{
    if (m_file)
        m_file->clear();
    m_writtenAt = {};
}

void EquityKeeper::note(const Wallet &wallet)
{
    if (!m_file || toMs(wallet.at) == 0 || wallet.at - m_openedAt < kSettles || wallet.at - m_writtenAt < kPace)
        return;
    QVector<EquityPoint> points;
    for (const CoinBalance &coin : wallet.coins)
        if (coin.unrealisedPnl.isValid() && coin.equity.isValid() && coin.wallet.isValid() && !(coin.wallet.isZero() && coin.equity.isZero()))
            points.append({wallet.at, coin.coin, coin.wallet, coin.unrealisedPnl, coin.equity});
    if (points.isEmpty())
        return;
    m_writtenAt = wallet.at;
    if (const auto written = m_file->append(points); !written && !std::exchange(m_hasTold, true))
        Q_EMIT troubled(written.error());
}

} // namespace bw
