// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings.h"

#include "core/store/storelog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace bw {

namespace {

enum class Kind : std::uint8_t { Choice, Word, Amount, Count, Bytes };

/// One row a key: its name in the file, what it may be, and what it is at first.
struct Row {
    SettingKey key;
    const char *name;
    Kind kind;
    QString fallback;
    QString allowed;   ///< Choice, Word: a pattern for the whole text
    int least = 0;     ///< Count; of Amount: 1 for more than zero, 0 for zero or more
    int most = 0;      ///< Count, Amount
};

constexpr qsizetype kMaxBytes = 1'000'000; // a window state has a few kB; a file that says more is not ours

QString number(std::chrono::milliseconds ms)
{
    return QString::number(ms.count());
}

const QVector<Row> &table()
{
    static const RiskLimits kLimits;
    static const QVector<Row> kTable{
        {SettingKey::Profile, "session/profile", Kind::Choice, QStringLiteral("sandbox"), QStringLiteral("sandbox|paper|demo|testnet|live")},
        {SettingKey::Symbol, "session/symbol", Kind::Word, QStringLiteral("BTCUSDT"), QStringLiteral("[A-Z0-9-]{1,32}")},
        {SettingKey::Category, "session/category", Kind::Choice, QStringLiteral("linear"), QStringLiteral("linear|inverse|spot")},
        {SettingKey::Theme, "window/theme", Kind::Choice, QStringLiteral("system"), QStringLiteral("system|dark|light")},
        {SettingKey::Palette, "window/palette", Kind::Choice, QStringLiteral("normal"), QStringLiteral("normal|colour-blind")},
        {SettingKey::Language, "window/language", Kind::Word, QString(), QStringLiteral("[A-Za-z_]{0,16}")}, // "": the system's
        {SettingKey::TimeZone, "window/time", Kind::Choice, QStringLiteral("utc"), QStringLiteral("utc|local")},
        {SettingKey::WindowGeometry, "window/geometry", Kind::Bytes, QString(), QString()},
        {SettingKey::WindowState, "window/state", Kind::Bytes, QString(), QString()},
        {SettingKey::SpreadThresholdPct, "spread/thresholdPct", Kind::Amount, QStringLiteral("0.05"), QString(), 1, 100},
        {SettingKey::SpreadSigmas, "spread/sigmas", Kind::Amount, QStringLiteral("4"), QString(), 0, 20},
        {SettingKey::AnalystModel, "analyst/model", Kind::Word, QStringLiteral("deepseek-v3.2"), QStringLiteral("[A-Za-z0-9._:/-]{1,80}")},
        {SettingKey::WatchList, "market/watchList", Kind::Word, QStringLiteral("linear:BTCUSDT linear:ETHUSDT linear:SOLUSDT inverse:BTCUSD spot:BTCUSDT"),
         QStringLiteral("((linear|inverse|spot):[A-Z0-9-]{1,32}( (?=[a-z])|$)){0,200}")},
        {SettingKey::LinkGroups, "market/links", Kind::Word, QString(),
         QStringLiteral("(((watch|book|price):[0-4]|[0-4]:(linear|inverse|spot):[A-Z0-9-]{1,32})( (?=[a-z0-4])|$)){0,8}")},
        {SettingKey::FullBooks, "market/fullBooks", Kind::Choice, QStringLiteral("no"), QStringLiteral("yes|no")},
        {SettingKey::BookDepth, "ladder/depth", Kind::Choice, QStringLiteral("50"), QStringLiteral("50|200|1000")},
        {SettingKey::LadderGroup, "ladder/groupTicks", Kind::Count, QStringLiteral("1"), QString(), 1, 100},
        {SettingKey::LadderLargeFactor, "ladder/largeFactor", Kind::Count, QStringLiteral("5"), QString(), 0, 100},
        {SettingKey::TapeFilter, "tape/atLeast", Kind::Amount, QStringLiteral("0"), QString(), 0, 1'000'000'000},
        {SettingKey::CandleLength, "chart/interval", Kind::Choice, QStringLiteral("1"), QStringLiteral("1|5|15|60|240|D")},
        {SettingKey::CompareTab, "compare/tab", Kind::Count, QStringLiteral("0"), QString(), 0, 9},
        {SettingKey::HistoryMinutes, "compare/historyMinutes", Kind::Count, QStringLiteral("60"), QString(), 1, 1440},
        {SettingKey::RelayOn, "relay/on", Kind::Choice, QStringLiteral("no"), QStringLiteral("yes|no")},
        {SettingKey::RelaySocket, "relay/socket", Kind::Word, QStringLiteral("ws://127.0.0.1:8001"), QStringLiteral("wss?://[A-Za-z0-9.:-]{1,200}")},
        {SettingKey::KeyNames, "keys/names", Kind::Word, QString(), QStringLiteral("((demo|testnet|live):[0-9a-f]{1,16}:[A-Za-z0-9%._~-]{1,400}( (?=[a-z])|$)){0,90}")},
        {SettingKey::ActiveKeys, "keys/active", Kind::Word, QString(), QStringLiteral("((demo|testnet|live):[0-9a-f]{1,16}( (?=[a-z])|$)){0,3}")},
        {SettingKey::TransferAllowed, "keys/transferAllowed", Kind::Word, QString(), QStringLiteral("([0-9a-f]{32}( (?=[0-9a-f])|$)){0,90}")},
        {SettingKey::VenueRest, "venue/rest", Kind::Word, QString(), QStringLiteral("(https?://[A-Za-z0-9.:-]{1,200})?")},
        {SettingKey::VenueSocket, "venue/socket", Kind::Word, QString(), QStringLiteral("(wss?://[A-Za-z0-9.:-]{1,200})?")},
        {SettingKey::RecordingMegabytes, "recording/maxMegabytes", Kind::Count, QStringLiteral("2147"), QString(), 1, 1'000'000},
        {SettingKey::MaxOrderNotional, "risk/maxOrderNotional", Kind::Amount, kLimits.maxOrderNotional.toString(), QString(), 0, 1'000'000'000},
        {SettingKey::MaxPositionNotional, "risk/maxPositionNotional", Kind::Amount, kLimits.maxPositionNotional.toString(), QString(), 0, 1'000'000'000},
        {SettingKey::PriceBandPct, "risk/priceBandPct", Kind::Amount, kLimits.priceBandPct.toString(), QString(), 1, 100},
        {SettingKey::MaxBookAgeMs, "risk/maxBookAgeMs", Kind::Count, number(kLimits.maxBookAge), QString(), 1, 60'000},
        {SettingKey::MaxOrdersPerMinute, "risk/maxOrdersPerMinute", Kind::Count, QString::number(kLimits.maxOrdersPerMinute), QString(), 0, 600},
        {SettingKey::DuplicateWindowMs, "risk/duplicateWindowMs", Kind::Count, number(kLimits.duplicateWindow), QString(), 0, 60'000},
        {SettingKey::MaxClockErrorMs, "risk/maxClockErrorMs", Kind::Count, number(kLimits.maxClockError), QString(), 1, 5'000},
        {SettingKey::MinTrust, "risk/minTrust", Kind::Count, QString::number(kLimits.minTrust), QString(), 0, 100},
        {SettingKey::MaxOpenOrders, "risk/maxOpenOrders", Kind::Count, QString::number(kLimits.maxOpenOrders), QString(), 0, 500},
        {SettingKey::MaxPreviewMoveBps, "risk/maxPreviewMoveBps", Kind::Amount, kLimits.maxPreviewMoveBps.toString(), QString(), 1, 1'000},
        {SettingKey::QtyPresets, "ticket/presets", Kind::Word, QStringLiteral("percent:1 percent:2 percent:5 percent:10 percent:25"),
         QStringLiteral("((size|notional|percent|risk):[0-9.]{1,24}( (?=[a-z])|$)){5}")},
        {SettingKey::PaperBalance, "paper/balance", Kind::Amount, QStringLiteral("100000"), QString(), 1, 1'000'000'000},
        {SettingKey::PaperLatencyMs, "paper/latencyMs", Kind::Count, QStringLiteral("50"), QString(), 0, 10'000},
        {SettingKey::PaperLinearMaker, "paper/linearMakerPct", Kind::Amount, QStringLiteral("0.02"), QString(), 0, 10},
        {SettingKey::PaperLinearTaker, "paper/linearTakerPct", Kind::Amount, QStringLiteral("0.055"), QString(), 0, 10},
        {SettingKey::PaperInverseMaker, "paper/inverseMakerPct", Kind::Amount, QStringLiteral("0.02"), QString(), 0, 10},
        {SettingKey::PaperInverseTaker, "paper/inverseTakerPct", Kind::Amount, QStringLiteral("0.055"), QString(), 0, 10},
        {SettingKey::PaperSpotMaker, "paper/spotMakerPct", Kind::Amount, QStringLiteral("0.1"), QString(), 0, 10},
        {SettingKey::PaperSpotTaker, "paper/spotTakerPct", Kind::Amount, QStringLiteral("0.1"), QString(), 0, 10}};
    return kTable;
}

qsizetype indexOf(SettingKey key)
{
    return static_cast<qsizetype>(key);
}

const Row &rowOf(SettingKey key)
{
    const Row &row = table().at(indexOf(key));
    Q_ASSERT_X(row.key == key, "Settings", "the table is in the order of the keys");
    return row;
}

bool isAllowed(const Row &row, const QVariant &value)
{
    if (row.kind == Kind::Bytes)
        return value.typeId() == QMetaType::QByteArray && value.toByteArray().size() <= kMaxBytes;
    if (value.typeId() != QMetaType::QString) // a text with a comma reads back as a list
        return false;
    const QString text = value.toString();
    if (row.kind == Kind::Choice || row.kind == Kind::Word)
        return QRegularExpression(QRegularExpression::anchoredPattern(row.allowed)).match(text).hasMatch();
    const auto amount = Decimal::parse(QStringView(text));
    if (!amount || *amount > Decimal(row.most))
        return false;
    if (row.kind == Kind::Amount)
        return row.least > 0 ? amount->sign() > 0 : amount->sign() >= 0;
    return amount->scale() == 0 && *amount >= Decimal(row.least);
}

/// "risk/maxOrderNotional" of one profile: "live/risk/maxOrderNotional".
QString ownName(const QString &profile, const Row &row)
{
    return profile + u'/' + QLatin1StringView(row.name);
}

QVariant fallbackOf(const Row &row)
{
    return row.kind == Kind::Bytes ? QVariant(QByteArray()) : QVariant(row.fallback);
}

/// A file that can't be read at all is put aside, so that the next save does not wipe what a person may want to mend.
QString readablePath(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (QSettings(path, QSettings::IniFormat).status() == QSettings::FormatError) {
        const QString aside = path + QStringLiteral(".unreadable");
        QFile::remove(aside);
        if (QFile::rename(path, aside))
            qCWarning(storeLog, "the settings file can't be read; it was put aside and the defaults are used");
    }
    return path;
}

} // namespace

Settings::Settings(const QString &path, QObject *parent) : QObject(parent), m_file(readablePath(path), QSettings::IniFormat)
{
    for (const Row &row : table()) {
        const QVariant stored = m_file.value(QLatin1StringView(row.name));
        const bool isGood = stored.isValid() && isAllowed(row, stored);
        if (stored.isValid() && !isGood)
            qCWarning(storeLog, "settings: the value of %s is not valid, its default is used", row.name);
        m_values.append(isGood ? stored : fallbackOf(row));
    }
}

QString Settings::text(SettingKey key) const
{
    Q_ASSERT(rowOf(key).kind != Kind::Bytes);
    return m_values.at(indexOf(key)).toString();
}

Decimal Settings::amount(SettingKey key) const
{
    Q_ASSERT(rowOf(key).kind == Kind::Amount);
    return *Decimal::parse(QStringView(text(key)));
}

int Settings::count(SettingKey key) const
{
    Q_ASSERT(rowOf(key).kind == Kind::Count);
    return text(key).toInt();
}

QByteArray Settings::bytes(SettingKey key) const
{
    Q_ASSERT(rowOf(key).kind == Kind::Bytes);
    return m_values.at(indexOf(key)).toByteArray();
}

bool Settings::set(SettingKey key, const QString &value)
{
    return setValue(key, QVariant(value));
}

bool Settings::set(SettingKey key, const QByteArray &value)
{
    return setValue(key, QVariant(value));
}

bool Settings::setValue(SettingKey key, const QVariant &value)
{
    const Row &row = rowOf(key);
    if (!isAllowed(row, value)) {
        qCWarning(storeLog, "settings: a value of %s was refused", row.name);
        return false;
    }
    if (m_values.at(indexOf(key)) == value)
        return true;
    m_values[indexOf(key)] = value;
    m_file.setValue(QLatin1StringView(row.name), value);
    Q_EMIT changed(key);
    return true;
}

QString Settings::limit(const QString &profile, SettingKey key) const
{
    const Row &row = rowOf(key);
    const QVariant own = m_file.value(ownName(profile, row));
    if (!own.isValid())
        return text(key);
    if (isAllowed(row, own))
        return own.toString();
    qCWarning(storeLog, "settings: the value of %s of a profile is not valid, the shared one is used", row.name);
    return text(key);
}

RiskLimits Settings::riskLimits(const QString &profile) const
{
    const auto amountOf = [&](SettingKey key) { return *Decimal::parse(limit(profile, key)); };
    const auto countOf = [&](SettingKey key) { return limit(profile, key).toInt(); };
    RiskLimits limits;
    limits.maxOrderNotional = amountOf(SettingKey::MaxOrderNotional);
    limits.maxPositionNotional = amountOf(SettingKey::MaxPositionNotional);
    limits.priceBandPct = amountOf(SettingKey::PriceBandPct);
    limits.maxBookAge = std::chrono::milliseconds(countOf(SettingKey::MaxBookAgeMs));
    limits.maxOrdersPerMinute = countOf(SettingKey::MaxOrdersPerMinute);
    limits.duplicateWindow = std::chrono::milliseconds(countOf(SettingKey::DuplicateWindowMs));
    limits.maxClockError = std::chrono::milliseconds(countOf(SettingKey::MaxClockErrorMs));
    limits.minTrust = countOf(SettingKey::MinTrust);
    limits.maxOpenOrders = countOf(SettingKey::MaxOpenOrders);
    limits.maxPreviewMoveBps = amountOf(SettingKey::MaxPreviewMoveBps);
    return limits;
}

Done Settings::setRiskLimits(const QString &profile, const RiskLimits &limits)
{
    const QVector<QPair<SettingKey, QString>> values{{SettingKey::MaxOrderNotional, limits.maxOrderNotional.toString()},
                                                     {SettingKey::MaxPositionNotional, limits.maxPositionNotional.toString()},
                                                     {SettingKey::PriceBandPct, limits.priceBandPct.toString()},
                                                     {SettingKey::MaxBookAgeMs, number(limits.maxBookAge)},
                                                     {SettingKey::MaxOrdersPerMinute, QString::number(limits.maxOrdersPerMinute)},
                                                     {SettingKey::DuplicateWindowMs, number(limits.duplicateWindow)},
                                                     {SettingKey::MaxClockErrorMs, number(limits.maxClockError)},
                                                     {SettingKey::MinTrust, QString::number(limits.minTrust)},
                                                     {SettingKey::MaxOpenOrders, QString::number(limits.maxOpenOrders)},
                                                     {SettingKey::MaxPreviewMoveBps, limits.maxPreviewMoveBps.toString()}};
    for (const auto &[key, value] : values)
        if (!isAllowed(rowOf(key), QVariant(value)))
            return fail(inputError(QStringLiteral("%1 is outside what is allowed").arg(QLatin1StringView(rowOf(key).name))));
    for (const auto &[key, value] : values)
        m_file.setValue(ownName(profile, rowOf(key)), value);
    return {};
}

Done Settings::save()
{
    m_file.sync();
    if (m_file.status() == QSettings::NoError)
        return {};
    return fail({ErrorFamily::Storage, Retry::Later, Certainty::NotSent, 0, QStringLiteral("settings: the file can't be written")});
}

} // namespace bw
