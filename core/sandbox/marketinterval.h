// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

namespace bw {

/// How the exchange cuts time into candles: 1 3 5 15 30 60 120 240 360 720 minutes, D, W (from Monday) and M (calendar months), all in UTC.
/// A value without a thread.
class MarketInterval final {
public:
    [[nodiscard]] static std::optional<MarketInterval> parse(const QString &name);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] UtcTime startOf(UtcTime time) const;
    [[nodiscard]] UtcTime next(UtcTime start) const;                 ///< where the candle after this one begins
    [[nodiscard]] UtcTime back(UtcTime start, int candles) const;    ///< that many candles earlier
    /// The longest of 1, 5, 15, 60 and 1440 minutes that these candles can be put together from.
    [[nodiscard]] int unitMinutes() const;

private:
    MarketInterval(QString name, std::chrono::minutes length) : m_name(std::move(name)), m_length(length) {}

    QString m_name;
    std::chrono::minutes m_length; ///< zero: months
};

} // namespace bw
