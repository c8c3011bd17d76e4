// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/api/tradeviews.h"

namespace bw {

QString toName(StopAllView::Scope scope)
{
    return scope == StopAllView::Scope::Ours ? QStringLiteral("ours") : QStringLiteral("account");
}

QString toName(StopAllView::Step step)
{
    switch (step) {
    case StopAllView::Step::Halt: return QStringLiteral("halt");
    case StopAllView::Step::Cancel: return QStringLiteral("cancel");
    case StopAllView::Step::Reread: return QStringLiteral("reread");
    case StopAllView::Step::Flatten: return QStringLiteral("flatten");
    }
    return {};
}

QString toName(StopAllView::State state)
{
    switch (state) {
    case StopAllView::State::Waiting: return QStringLiteral("waiting");
    case StopAllView::State::Running: return QStringLiteral("running");
    case StopAllView::State::Finished: return QStringLiteral("done");
    case StopAllView::State::Failed: return QStringLiteral("failed");
    }
    return {};
}

} // namespace bw
