// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/api/sessionview.h"
#include "core/engine/api/tradeviews.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace bw {

/// The command line of `bellwether` as interfaces.md names it. A value without defaults of its own: what is not given is nullopt or empty
/// and comes from the settings.
struct Options {
    std::optional<Profile> profile;
    QString symbol;
    std::optional<Category> category;
    QString dataDir;
    QString eventsFile;   ///< "-" is standard output
    QString recordFile, replayFile;
    std::optional<double> speed; ///< of a replay
    bool isOffscreen = false;
    std::optional<QSize> size;
    std::optional<double> scale;
    QString theme, palette, language;
    std::optional<std::chrono::milliseconds> runFor;
    QString screenshotFile;
    std::optional<StopAllView::Scope> stopAll; ///< --stop-all: this process is the second one
    bool isTour = false;
    bool wantsHelp = false;
    bool wantsVersion = false;

    /// Strict: an unknown option, a missing or a bad value is an input error that says what would be right. `arguments` without the program.
    [[nodiscard]] static Result<Options> parse(const QStringList &arguments);
    [[nodiscard]] static QString helpText();
};

} // namespace bw
