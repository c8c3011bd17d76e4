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

} // namespace bw
