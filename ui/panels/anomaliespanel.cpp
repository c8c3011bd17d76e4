// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/anomaliespanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/anomalymodel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace bw {

AnomaliesPanel::AnomaliesPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_pulse(pulse), m_model(new AnomalyModel(this)), m_table(new TableView(theme, this))
{
    setObjectName(QStringLiteral("anomaliesPanel"));
    setAccessibleName(tr("Spread anomalies"));
    fillAsPanel(this);
    m_table->setObjectName(QStringLiteral("anomalyTable"));
    m_table->setModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    setFocusProxy(m_table);
    connect(&client.market(), &MarketClient::anomalyChanged, m_model, [this](const SpreadAnomaly &anomaly) {
        m_model->tick(m_pulse.clock().utcNow());
        m_model->apply(anomaly);
    });
    pulse.onTenth(this, [this] { look(); });
    look();
}

void AnomaliesPanel::setLocalTime(bool isLocal) { m_model->setTimeText(TimeText(isLocal)); }

void AnomaliesPanel::look()
{
    m_model->tick(m_pulse.clock().utcNow());
    const auto band = m_client.market().spreadBand().read();
    const double threshold = band ? band->thresholdPct : m_client.spreadThresholdPct();
    QString text
        = tr("No anomaly in this session. One is listed as soon as a spread is above %1 %").arg(QString::number(threshold, 'g', 6));
    if (band && band->sigmas > 0)
        text += tr(", or above its mean + %1 σ").arg(QString::number(band->sigmas, 'g', 4));
    m_table->setEmptyText(text + tr(". The Spread chart has these limits; they can be changed there."));
}

} // namespace bw
