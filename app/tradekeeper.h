// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeclient.h"
#include "core/store/settings.h"
#include "ui/models/qtypreset.h"

#include <QObject>

namespace bw {

/// Keeps what a person chose about trading between sessions: the gate's limits of this profile and the ticket's presets. Hands the limits to
/// the engine at the start and when they change. Gui thread; owned by the application. A limit that can't be kept holds all the same, and
/// that is told.
class TradeKeeper final : public QObject {
    Q_OBJECT
public:
    TradeKeeper(Settings &settings, QString profile, QObject *parent = nullptr);

    [[nodiscard]] RiskLimits limits() const { return m_settings.riskLimits(m_profile); }
    [[nodiscard]] QtyPresets presets() const;
    void setLimits(const RiskLimits &limits, TradeClient &trade);
    void setPresets(const QtyPresets &presets);

Q_SIGNALS:
    void troubled(const bw::Error &error);

private:
    Settings &m_settings;
    const QString m_profile;
};

} // namespace bw
