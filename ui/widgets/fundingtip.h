// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QObject>

class QWidget;

namespace bw {

/// Gives the funding figure its history as a tooltip: the last settlements of the open instrument with their moments and rates, and
/// their mean. Empty until the venue has told it. Gui thread, a child of the widget that it speaks for.
class FundingTip final : public QObject {
    Q_OBJECT
public:
    static constexpr int kShown = 9; ///< three days of the usual eight hours

    FundingTip(EngineClient &client, QWidget *field);

private:
    void show(const InstrumentId &id, const QVector<FundingRate> &rates);

    EngineClient &m_client;
    QWidget *m_field;
};

} // namespace bw
