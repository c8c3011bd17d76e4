// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/papersettings.h"

#include <QStringList>

namespace bw {

/// What paper trading takes for granted, in whole sentences: what its fills are worth rests on these.
[[nodiscard]] QStringList paperAssumptions(const PaperSettings &settings);

/// One field of the settings as a person types it.
struct PaperField {
    enum class Kind : std::uint8_t { Latency, Balance, Fee };
    Kind kind = Kind::Fee;
    Category category = Category::Linear; ///< of Fee
    bool isMaker = false;                 ///< of Fee
};
[[nodiscard]] QString paperText(const PaperField &field, const PaperSettings &settings); ///< plain digits
/// "" when the text is a value of the field, which is set then; else what it has to be.
[[nodiscard]] QString takePaperText(const PaperField &field, const QString &typed, PaperSettings &settings);

} // namespace bw
