// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <QJsonObject>
#include <QList>

#include <map>

namespace bw {

/// One public frame of a recording.
struct RecordedFrame {
    QByteArray raw;
    QByteArray topic;
    QString symbol;    ///< the topic's last part
    std::int64_t time; ///< ms: cts, else ts; never before the frame ahead of it
};

/// A recording read whole: JSON Lines of raw Bybit frames, or a JSON array of them. Acknowledgements, pongs and lines that are no JSON are
/// left out. A value.
struct RecordedFrames {
    QList<RecordedFrame> frames;
    Category category = Category::Linear;       ///< as told, or guessed from the frames
    std::map<QString, QJsonObject> instruments; ///< a row of instruments-info for each symbol that has prices
    int skipped = 0;

    struct Options {
        std::optional<Category> category;
        QString instrumentsFile; ///< rows from here win over those made of the decimals
    };
    [[nodiscard]] static Result<RecordedFrames> load(const QString &file, const Options &options);
};

} // namespace bw
