// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/executionvenue.h"

#include <QString>
#include <QVector>

namespace bw {

/// What a connection needs to be fit, one line each, as the connection wizard lists it. Codes: the window makes the sentences.
struct KeyLine {
    enum class Part : std::uint8_t { Clock, Key, Permissions, IpBinding, AccountType, PositionMode, MarginMode };
    enum class Light : std::uint8_t { Off, Green, Amber, Red }; ///< Off: could not be looked at, for the reason that another line tells
    Part part = Part::Clock;
    Light light = Light::Off;
    QString code;   ///< "ok", "foreign_key", ...
    QString detail; ///< a figure or the venue's word, plain text
};

/// All of them for one key at one venue, and what the key is good for.
struct KeyReport {
    enum class Verdict : std::uint8_t { Trade, TransferAsked, Viewer, Refused, Failed };
    QVector<KeyLine> lines;
    Verdict verdict = Verdict::Failed;
    KeyLevel level = KeyLevel::None;
    QStringList boundAddresses; ///< shown on request alone
    QString host;

    [[nodiscard]] KeyLine line(KeyLine::Part part) const
    {
        for (const KeyLine &each : lines)
            if (each.part == part)
                return each;
        return {part, KeyLine::Light::Off, {}, {}};
    }
};

} // namespace bw
