// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/equityfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace bw {

namespace {

using L = QLatin1StringView;
constexpr qint64 kMostBytes = 64'000'000; // a year of ten coins, a line each quarter of an hour
constexpr qsizetype kLongestLine = 1000, kLongestCoin = 32;

QByteArray lineOf(const EquityPoint &point)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("at"), qint64{toMs(point.at)}},
                                     {QStringLiteral("coin"), point.coin},
                                     {QStringLiteral("wallet"), point.wallet.toString()},
                                     {QStringLiteral("unrealised"), point.unrealised.toString()},
                                     {QStringLiteral("equity"), point.equity.toString()}})
               .toJson(QJsonDocument::Compact)
        + '\n';
}

std::optional<EquityPoint> pointOf(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const auto number = [&object](L name) { return Decimal::parse(QStringView(object.value(name).toString())); };
    const auto wallet = number(L("wallet")), unrealised = number(L("unrealised")), equity = number(L("equity"));
    const QString coin = object.value(L("coin")).toString();
    const qint64 at = object.value(L("at")).toInteger();
    if (!wallet || !unrealised || !equity || coin.isEmpty() || coin.size() > kLongestCoin || at <= 0)
        return std::nullopt;
    return EquityPoint{fromMs(at), coin, *wallet, *unrealised, *equity};
}

} // namespace

QVector<EquityPoint> EquityFile::read(UtcTime since) const
{
    QFile file(m_path);
    QVector<EquityPoint> points;
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostBytes)
        return points;
    bool hasSurplus = false;
    while (!file.atEnd()) {
        const auto point = pointOf(file.readLine(kLongestLine));
        if (point && point->at >= since)
            points.append(*point);
        else
            hasSurplus = true;
    }
    file.close();
    std::stable_sort(points.begin(), points.end(), [](const EquityPoint &a, const EquityPoint &b) { return a.at < b.at; });
    if (!hasSurplus)
        return points;
    QSaveFile fresh(m_path);
    if (fresh.open(QIODevice::WriteOnly)) {
        for (const EquityPoint &point : std::as_const(points))
            fresh.write(lineOf(point));
        fresh.commit(); // else the old one stays, and is read as well the next time
    }
    return points;
}

Done EquityFile::append(const QVector<EquityPoint> &points) const
{
    QByteArray lines;
    for (const EquityPoint &point : points)
        lines += lineOf(point);
    QFile file(m_path);
    const bool isOpen = file.open(QIODevice::Append);
    if (isOpen)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner); // what somebody owns is nobody else's business
    if (isOpen && file.write(lines) == lines.size() && file.flush())
        return {};
    return fail({ErrorFamily::Storage, Retry::Later, Certainty::NotSent, 0, m_path + QStringLiteral(": can't be written")});
}

void EquityFile::clear() const { QFile::remove(m_path); }

} // namespace bw
