// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paperkeeper.h"

namespace bw {

namespace {

struct FeeKeys {
    Category category;
    SettingKey maker, taker;
};
constexpr FeeKeys kFees[] = {{Category::Linear, SettingKey::PaperLinearMaker, SettingKey::PaperLinearTaker},
                             {Category::Inverse, SettingKey::PaperInverseMaker, SettingKey::PaperInverseTaker},
                             {Category::Spot, SettingKey::PaperSpotMaker, SettingKey::PaperSpotTaker}};

FeePair pairOf(const PaperSettings::Fees &pct)
{
    const Decimal hundredth = Decimal::fromScaled(1, 2);
    return {pct.makerPct * hundredth, pct.takerPct * hundredth};
}

} // namespace

PaperSettings PaperKeeper::settings() const
{
    PaperSettings made;
    made.latency = std::chrono::milliseconds(m_settings.count(SettingKey::PaperLatencyMs));
    made.balanceUsdt = m_settings.amount(SettingKey::PaperBalance);
    for (const FeeKeys &keys : kFees)
        made.of(keys.category) = {m_settings.amount(keys.maker), m_settings.amount(keys.taker)};
    return made;
}

void PaperKeeper::keep(const PaperSettings &settings)
{
    m_settings.set(SettingKey::PaperLatencyMs, QString::number(settings.latency.count()));
    m_settings.set(SettingKey::PaperBalance, settings.balanceUsdt.toString());
    for (const FeeKeys &keys : kFees) {
        m_settings.set(keys.maker, settings.of(keys.category).makerPct.toString());
        m_settings.set(keys.taker, settings.of(keys.category).takerPct.toString());
    }
}

VenueTerms PaperKeeper::terms(const PaperSettings &settings)
{
    return {settings.latency, {pairOf(settings.of(Category::Linear)), pairOf(settings.of(Category::Inverse)), pairOf(settings.of(Category::Spot))}};
}

} // namespace bw
