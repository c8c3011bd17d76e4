// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QJsonObject>

#include <deque>
#include <optional>
#include <vector>

namespace bw::sandbox {

/// What the lists of this exchange told at an earlier moment, for answers that lag behind the truth: the rows of orders, positions and
/// wallets, each version of the last minutes. The sandbox's thread; owned by Exchange. Knows no account: names say whose a row is.
class Hindsight final {
public:
    static constexpr std::chrono::minutes kKept{3};
    static constexpr std::size_t kMostNames = 2000; ///< the oldest are forgotten, and then told as they are now

    explicit Hindsight(const Clock &clock) : m_clock(clock) {}

    void remember(const QString &name, const QJsonObject &row);
    /// What has stood there ever since, before anything happened.
    void assume(const QString &name, const QJsonObject &row);

    struct Found {
        bool isKnown = false;             ///< false: tell it as it is now
        std::optional<QJsonObject> row{}; ///< nullopt of a known name: it was not there yet
    };
    [[nodiscard]] Found at(const QString &name, MonoTime when) const;

private:
    struct Version {
        MonoTime at{};
        QJsonObject row;
    };
    const Clock &m_clock;
    QHash<QString, std::vector<Version>> m_versions; ///< oldest first
    std::deque<QString> m_names;
};

} // namespace bw::sandbox
