// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/base/result.h"
#include "core/domain/risk/riskcontext.h"

#include <QObject>
#include <QSettings>
#include <QVariant>

namespace bw {

/// Everything that the terminal remembers between runs. A new setting is a name here and a row in settings.cpp.
enum class SettingKey : std::uint8_t {
    Profile, Symbol, Category,
    Theme, Palette, Language, TimeZone,
    WindowGeometry, WindowState,
    SpreadThresholdPct, SpreadSigmas, AnalystModel,
    WatchList,               ///< "linear:BTCUSDT spot:BTCUSDT"
    LinkGroups,              ///< "watch:1 book:1 price:2 2:linear:ETHUSDT"
    FullBooks, BookDepth, LadderGroup, LadderLargeFactor, TapeFilter, CandleLength, CompareTab, HistoryMinutes,
    RelayOn, RelaySocket,
    KeyNames,                ///< "testnet:3fa9c1d2:Main%20account ...": names alone, the keys are in the keychain
    ActiveKeys,              ///< "testnet:3fa9c1d2 live:77aa0b1c"
    TransferAllowed,         ///< fingerprints of keys that may trade although they may transfer
    VenueRest, VenueSocket,  ///< hosts of the account's site; "": the main one
    RecordingMegabytes,      ///< the most that a recording may take on the disk
    MaxOrderNotional, MaxPositionNotional, PriceBandPct, MaxBookAgeMs, MaxOrdersPerMinute, DuplicateWindowMs, MaxClockErrorMs, MinTrust,
    MaxOpenOrders, MaxPreviewMoveBps,
    QtyPresets,              ///< "percent:1 size:0.01 ...": the five of the ticket
    PaperBalance, PaperLatencyMs, ///< USDT of an account that begins anew; milliseconds
    PaperLinearMaker, PaperLinearTaker, PaperInverseMaker, PaperInverseTaker, PaperSpotMaker, PaperSpotTaker, ///< per cent
};

/// Typed settings over one INI file in the data folder. Gui thread. A value that is not valid counts as absent: its default is used, a log
/// line says so, and every other key is read as it is. Keys that it does not know stay in the file. Never holds a secret.
class Settings final : public QObject {
    Q_OBJECT
public:
    explicit Settings(const QString &path, QObject *parent = nullptr);

    [[nodiscard]] QString text(SettingKey key) const;
    [[nodiscard]] Decimal amount(SettingKey key) const;
    [[nodiscard]] int count(SettingKey key) const;
    [[nodiscard]] QByteArray bytes(SettingKey key) const;

    /// False, a log line and no change when the value is not one that the key allows. Numbers are given as texts.
    bool set(SettingKey key, const QString &value);
    bool set(SettingKey key, const QByteArray &value);

    /// Each profile has its own; what it has not set is as the keys above say, which every profile shares.
    [[nodiscard]] RiskLimits riskLimits(const QString &profile) const;
    /// All or nothing.
    [[nodiscard]] Done setRiskLimits(const QString &profile, const RiskLimits &limits);

    /// Writes the file as a whole: the old one or the new one is there, never half of it.
    [[nodiscard]] Done save();

Q_SIGNALS:
    void changed(bw::SettingKey key);

private:
    bool setValue(SettingKey key, const QVariant &value);
    [[nodiscard]] QString limit(const QString &profile, SettingKey key) const;
    QSettings m_file;
    QVector<QVariant> m_values; ///< by key, always valid
};

} // namespace bw
