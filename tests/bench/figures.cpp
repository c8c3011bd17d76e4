// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <algorithm>

namespace bw {

void Figures::add(const QString &name, const QString &unit, std::vector<double> runs, const QString &on)
{
    if (runs.empty())
        return addNull(name, unit, QStringLiteral("no run"));
    std::sort(runs.begin(), runs.end());
    m_figures.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("value"), runs[runs.size() / 2]},
                                 {QStringLiteral("unit"), unit}, {QStringLiteral("runs"), static_cast<qint64>(runs.size())},
                                 {QStringLiteral("min"), runs.front()}, {QStringLiteral("max"), runs.back()}, {QStringLiteral("on"), on}});
}

void Figures::addNull(const QString &name, const QString &unit, const QString &why)
{
    m_figures.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("value"), QJsonValue()}, {QStringLiteral("unit"), unit},
                                 {QStringLiteral("runs"), 0}, {QStringLiteral("min"), QJsonValue()}, {QStringLiteral("max"), QJsonValue()},
                                 {QStringLiteral("on"), why}});
}

} // namespace bw
