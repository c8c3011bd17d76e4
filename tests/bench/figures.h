// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace bw {

/// The figures of a run under the names of interfaces.md: a median with its spread, or a null with the reason.
class Figures final {
public:
    void add(const QString &name, const QString &unit, std::vector<double> runs, const QString &on);
    void addNull(const QString &name, const QString &unit, const QString &why);
    [[nodiscard]] QJsonArray toJson() const { return m_figures; }

private:
    QJsonArray m_figures;
};

} // namespace bw
