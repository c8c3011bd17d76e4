// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/hindsight.h"

#include <algorithm>

namespace bw::sandbox {

void Hindsight::assume(const QString &name, const QJsonObject &row)
{
    remember(name, row);
    m_versions[name].front().at = MonoTime::min();
}

void Hindsight::remember(const QString &name, const QJsonObject &row)
{
    const MonoTime now = m_clock.now();
    auto found = m_versions.find(name);
    if (found == m_versions.end()) {
        found = m_versions.insert(name, {});
        m_names.push_back(name);
    }
    std::vector<Version> &versions = *found;
    // The last one before the horizon stays: it is what stood there at the horizon.
    while (versions.size() > 1 && versions[1].at < now - kKept)
        versions.erase(versions.begin());
    versions.push_back({now, row});
    if (m_names.size() > kMostNames) {
        m_versions.remove(m_names.front());
        m_names.pop_front();
    }
}

Hindsight::Found Hindsight::at(const QString &name, MonoTime when) const
{
    const auto found = m_versions.constFind(name);
    if (found == m_versions.cend())
        return {};
    const auto later = std::find_if(found->begin(), found->end(), [when](const Version &version) { return version.at > when; });
    return {true, later == found->begin() ? std::nullopt : std::optional(std::prev(later)->row)};
}

} // namespace bw::sandbox
