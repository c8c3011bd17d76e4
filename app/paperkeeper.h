// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/sandboxserver.h"
#include "core/store/settings.h"
#include "ui/models/papersettings.h"

namespace bw {

/// Keeps what a person said of paper trading between sessions, and says it in the exchange's own terms. Gui thread; owned by the application.
class PaperKeeper final {
public:
    explicit PaperKeeper(Settings &settings) : m_settings(settings) {}

    [[nodiscard]] PaperSettings settings() const;
    void keep(const PaperSettings &settings);
    [[nodiscard]] static VenueTerms terms(const PaperSettings &settings);

private:
    Settings &m_settings;
};

} // namespace bw
