// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace bw {

/// The journal beside the venue's own state, order by order, after everything has settled.
struct Comparison {
    int orders = 0;     ///< of ours, in the journal
    int duplicates = 0; ///< link ids that the venue has more than once
    int lost = 0;       ///< orders or fills of ours that the venue has and the journal does not
    int unreadable = 0; ///< rows of the journal that can't be understood
    int mismatches = 0; ///< orders that end differently, or with another filled quantity
    QStringList words;  ///< one line for each finding
};
[[nodiscard]] Comparison compare(const QString &journalPath, const QJsonObject &venueState);

/// Of which kind a session's newest rows say that the answer had not come: the kill hit between journal and answer.
struct InFlight {
    bool creates = false, amends = false, cancels = false;
    [[nodiscard]] bool isAny() const { return creates || amends || cancels; }
};
[[nodiscard]] InFlight inFlight(const QString &journalPath, qint64 sinceMs);

} // namespace bw
