// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderdesk.h"
#include "core/sandbox/routes.h"

namespace bw::sandbox {

/// The endpoints that command and list orders and fills. The sandbox's thread; owned by Exchange; decides nothing by itself.
class RestOrder final {
public:
    explicit RestOrder(OrderDesk &desk) : m_desk(desk) {}
    void addTo(Routes &routes);

private:
    using Command = Answer (OrderDesk::*)(Account &, const QJsonObject &);
    [[nodiscard]] Answer batch(const Call &call, Command command, bool isCreate);
    [[nodiscard]] static Answer realtime(const Call &call);
    [[nodiscard]] static Answer history(const Call &call);
    [[nodiscard]] static Answer executions(const Call &call);

    OrderDesk &m_desk;
};

} // namespace bw::sandbox
