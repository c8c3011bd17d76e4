// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace bw {

/// A file of the recorded data (BELLWETHER_RECORDED_DIR, default ../shared/recorded beside the sources); "" where it does not exist, as in
/// a user's clone: the test then skips with a word.
[[nodiscard]] QString recordedFile(const QString &relative);
/// A file of tests/data; always there.
[[nodiscard]] QString testDataFile(const QString &relative);
[[nodiscard]] QByteArray readAll(const QString &path);
/// The non-empty lines of a JSON Lines file.
[[nodiscard]] QList<QByteArray> readLines(const QString &path);

} // namespace bw

#define BW_REQUIRE_RECORDED(path)                                                                                        \
    do {                                                                                                                 \
        if ((path).isEmpty())                                                                                            \
            QSKIP("recorded data is not here: set BELLWETHER_RECORDED_DIR or put it beside the checkout");               \
    } while (false)
