// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/api/sessionview.h"

namespace bw {

QString toName(Profile profile)
{
    switch (profile) {
    case Profile::Sandbox: return QStringLiteral("sandbox");
    case Profile::Paper: return QStringLiteral("paper");
    case Profile::Demo: return QStringLiteral("demo");
    case Profile::Testnet: return QStringLiteral("testnet");
    case Profile::Live: return QStringLiteral("live");
    }
    return {};
}

std::optional<Profile> profileFromName(QStringView name)
{
    for (const auto profile : {Profile::Sandbox, Profile::Paper, Profile::Demo, Profile::Testnet, Profile::Live})
        if (name == toName(profile))
            return profile;
    return std::nullopt;
}

QString toName(SessionView::StateReason reason)
{
    switch (reason) {
    case SessionView::StateReason::None: return QStringLiteral("none");
    case SessionView::StateReason::NotReady: return QStringLiteral("not_ready");
    case SessionView::StateReason::Lock: return QStringLiteral("lock");
    case SessionView::StateReason::StopAll: return QStringLiteral("stop_all");
    case SessionView::StateReason::WindowSilent: return QStringLiteral("window_silent");
    case SessionView::StateReason::Journal: return QStringLiteral("journal");
    }
    return {};
}

} // namespace bw
