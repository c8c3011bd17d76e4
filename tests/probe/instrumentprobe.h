// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/rule.h"
#include "tests/probe/probecommand.h"

#include <map>

namespace bw {

/// `probe instrument`: the first line is an instruments-info answer, each later one a draft that its filters judge.
class InstrumentProbe final : public ProbeCommand {
public:
    QList<QJsonObject> process(const QByteArray &line) override;

private:
    [[nodiscard]] QJsonObject judge(const QJsonObject &draft) const;
    std::map<QString, InstrumentPtr> m_instruments;
};

} // namespace bw
