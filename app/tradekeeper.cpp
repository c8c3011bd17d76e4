// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tradekeeper.h"

namespace bw {

TradeKeeper::TradeKeeper(Settings &settings, QString profile, QObject *parent) : QObject(parent), m_settings(settings), m_profile(std::move(profile)) {}

QtyPresets TradeKeeper::presets() const
{
    return presetsFromText(m_settings.text(SettingKey::QtyPresets)).value_or(usualPresets());
}

void TradeKeeper::setLimits(const RiskLimits &limits, TradeClient &trade)
{
    trade.setLimits(limits);
    auto kept = m_settings.setRiskLimits(m_profile, limits);
    if (kept)
        kept = m_settings.save(); // a limit must not be looser after a crash than it was before
    if (!kept)
        Q_EMIT troubled(kept.error());
}

void TradeKeeper::setPresets(const QtyPresets &presets) { m_settings.set(SettingKey::QtyPresets, toText(presets)); }

} // namespace bw
