// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QJsonObject>
#include <QVector>

#include <optional>

namespace bw {

/// What stood on the watch list from this moment on, as a note in the recording: a replay shows the list of then, not of now.
[[nodiscard]] QJsonObject watchNote(const QVector<InstrumentId> &ids);
/// nullopt for another kind of note; rows that can't be are left out.
[[nodiscard]] std::optional<QVector<InstrumentId>> watchListOfNote(const QJsonObject &note);

} // namespace bw
