// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/precheck.h"
#include "core/domain/risk/preview.h"
#include "core/engine/api/sessionview.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// What the confirm step says: every field that goes out, and nothing that does not. A value.
struct ConfirmText {
    struct Line {
        QString name; ///< "price": for tests and screen readers' order, not shown
        QString label, value;
        Tone tone = Tone::Normal;
    };
    QString title;
    bool isLive = false;        ///< real money: the title stands in danger's colour
    QVector<Line> lines;
    QString send;               ///< the verb with its consequence
    std::optional<Side> side;   ///< colours the button; nullopt: neither
};
[[nodiscard]] ConfirmText confirmText(const Preview &preview, const SessionView &session);
/// "initial margin 1.20 % → 2.35 %, maintenance 0.10 % → 0.20 %": of the account, as the venue reckons.
[[nodiscard]] QString preCheckWords(const PreCheck &check);
[[nodiscard]] ConfirmText confirmText(const StopDraft &stop, const SessionView &session);

} // namespace bw
