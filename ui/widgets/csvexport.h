// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractItemModel;
class QWidget;

namespace bw {

/// Asks where to, inside the program's own dialog and without blocking the window (STOP ALL keeps working), and writes the table there as
/// CSV. The text is that of the moment of the asking. A failure is said in a box that blocks nothing.
void saveAsCsv(const QAbstractItemModel &model, const QString &name, QWidget *parent);

/// The writing alone: true when all of it stands in the file, which is replaced whole or not at all.
[[nodiscard]] bool writeCsv(const QString &path, const QString &csv);

} // namespace bw
