// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/aideskpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/analystcallmodel.h"
#include "ui/models/anomalymodel.h"
#include "ui/models/headlinemodel.h"
#include "ui/models/signalmodel.h"
#include "ui/panels/anomaliespanel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/headlinedesk.h"
#include "ui/widgets/signaldetails.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bw {

AiDeskPanel::AiDeskPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_signals(new SignalModel(this)), m_headlines(new HeadlineModel(this)),
      m_calls(new AnalystCallModel(this))
{
    setObjectName(QStringLiteral("aiDeskPanel"));
    setAccessibleName(tr("AI desk"));
    fillAsPanel(this);
    m_signals->setNow(pulse.clock().utcNow());
    build();
    connectClient();
    // Ages and expiries count once a second; the model names changed cells only then.
    pulse.onTenth(this, [this] {
        m_signals->setNow(m_pulse.clock().utcNow());
        showSelected();
        showCounts();
    });
    showCounts();
    showAnalyse();
}

void AiDeskPanel::build()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("aiDeskTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->insertTab(Signals, buildSignals(), QString());
    m_tabs->insertTab(Headlines, new HeadlineDesk(m_client, *m_headlines, m_theme, m_tabs), QString());
    m_anomalies = new AnomaliesPanel(m_client, m_theme, m_pulse, m_tabs);
    m_tabs->insertTab(Anomalies, m_anomalies, QString());
    m_tabs->insertTab(Jobs, buildJobs(), QString());
    m_tabs->setCornerWidget(buildHead(), Qt::TopRightCorner);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
}

void AiDeskPanel::setLocalTime(bool isLocal) { m_anomalies->setLocalTime(isLocal); }

QWidget *AiDeskPanel::buildHead()
{
    auto *head = new QWidget(m_tabs);
    auto *analyst = new ElidedLabel(head);
    analyst->setObjectName(QStringLiteral("aiDeskAnalyst"));
    analyst->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRole(analyst, "label");
    m_analyst = analyst;
    m_analyse = new QPushButton(tr("Analyse now"), head);
    m_analyse->setObjectName(QStringLiteral("analyseNow"));
    m_analyse->setAutoDefault(false);
    connect(m_analyse, &QPushButton::clicked, this, [this] { m_client.analyseHeadlines(); });
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(Theme::kBetween, 2, Theme::kBetween, 2);
    row->setSpacing(Theme::kBetween);
    row->addWidget(analyst, 1);
    row->addWidget(m_analyse);
    return head;
}

QWidget *AiDeskPanel::buildSignals()
{
    m_split = new QSplitter(Qt::Horizontal, m_tabs);
    m_split->setChildrenCollapsible(false);
    m_queue = new TableView(m_theme, m_split);
    m_queue->setObjectName(QStringLiteral("signalTable"));
    m_queue->setAccessibleName(tr("Signals"));
    m_queue->setSelectionMode(QAbstractItemView::SingleSelection);
    m_queue->setModel(m_signals);
    m_queue->setEmptyText(tr("No signals yet, which is not a neutral signal. Add headlines, then “Analyse now”."));
    m_details = new SignalDetails(*m_headlines, m_theme, m_split);
    m_split->addWidget(m_queue);
    m_split->addWidget(m_details);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    connect(m_queue->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AiDeskPanel::showSelected);
    connect(m_details, &SignalDetails::toTicketRequested, this, &AiDeskPanel::sendToTicket);
    connect(m_details, &SignalDetails::rejectRequested, this, &AiDeskPanel::reject);
    return m_split;
}

QWidget *AiDeskPanel::buildJobs()
{
    auto *table = new TableView(m_theme, m_tabs);
    table->setObjectName(QStringLiteral("jobTable"));
    table->setAccessibleName(tr("Jobs"));
    table->setModel(m_calls);
    table->setEmptyText(tr("No call of a model yet. Each one appears here with its model, time and cost."));
    return table;
}

void AiDeskPanel::connectClient()
{
    connect(&m_client, &EngineClient::signalChanged, this, &AiDeskPanel::onSignal);
    connect(&m_client, &EngineClient::headlineAdded, this, [this](const Headline &headline) {
        m_headlines->add(headline);
        showCounts();
        showAnalyse();
    });
    connect(&m_client, &EngineClient::analystCallFinished, this, [this](const AnalystCall &call) {
        m_calls->add(call, m_pulse.clock().utcNow());
        showCounts();
    });
    connect(&m_client, &EngineClient::analystBusyChanged, this, [this](bool isBusy) {
        m_isBusy = isBusy;
        showAnalyse();
    });
    connect(&m_client, &EngineClient::sessionChanged, this, &AiDeskPanel::showAnalyse);
}

QSize AiDeskPanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.valueFont());
    return {metrics.averageCharWidth() * 56, m_theme.tableRowHeight() * 7};
}

void AiDeskPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int narrow = QFontMetrics(m_theme.valueFont()).averageCharWidth() * 110; // a table and its details need that much beside each other
    const bool isStacked = width() < narrow && height() > m_theme.tableRowHeight() * 12;
    m_split->setOrientation(isStacked ? Qt::Vertical : Qt::Horizontal);
    m_details->setMaximumWidth(isStacked ? QWIDGETSIZE_MAX : std::max(m_details->minimumSizeHint().width(), width() / 3));
}

void AiDeskPanel::onSignal(const Signal &signal)
{
    const bool isFirst = m_signals->rowCount() == 0;
    m_signals->setNow(m_pulse.clock().utcNow());
    m_signals->setSignal(signal);
    if (isFirst)
        m_queue->selectRow(0);
    showSelected();
    showCounts();
}

const Signal *AiDeskPanel::selected() const { return m_signals->at(m_queue->currentIndex().row()); }

void AiDeskPanel::showSelected() { m_details->showSignal(selected(), m_pulse.clock().utcNow()); }

void AiDeskPanel::showCounts()
{
    const auto title = [this](Tab tab, const QString &text) {
        if (m_tabs->tabText(tab) != text)
            m_tabs->setTabText(tab, text);
    };
    title(Signals, tr("Signals %1").arg(m_signals->tradableCount()));
    title(Headlines, tr("Headlines %1").arg(m_headlines->rowCount()));
    const AnomalyModel &anomalies = *m_anomalies->model();
    //: how many in this session, how many of them go on
    title(Anomalies, anomalies.goingOn() > 0 ? tr("Anomalies %1, %2 now").arg(anomalies.rowCount()).arg(anomalies.goingOn())
                                             : tr("Anomalies %1").arg(anomalies.rowCount()));
    title(Jobs, tr("Jobs %1").arg(m_calls->rowCount()));
}

void AiDeskPanel::showAnalyse()
{
    const bool hasClean = m_headlines->cleanCount() > 0;
    m_analyse->setText(m_isBusy ? tr("Analysing…") : tr("Analyse now"));
    m_analyse->setEnabled(hasClean && !m_isBusy);
    m_analyse->setToolTip(m_isBusy ? tr("A job is running: its answer becomes a signal.")
                          : hasClean ? tr("Sends the clean headlines to the model. It costs money unless the analyst is the offline demo.")
                                     : tr("There is no clean headline to judge: add one under Headlines."));
    const SessionView &session = m_client.session();
    const QString model = session.analystModel.left(80).simplified();
    setText(m_analyst, session.isDemoAnalyst ? tr("%1 · offline demo").arg(model) : model);
}

void AiDeskPanel::sendToTicket()
{
    const Signal *signal = selected();
    if (!signal || !signal->isTradable(m_pulse.clock().utcNow()))
        return showSelected();
    const Signal chosen = *signal; // the review's answer may change the row
    m_client.reviewSignal(chosen.id, SignalState::Approved, {});
    Q_EMIT toTicket(chosen);
}

void AiDeskPanel::reject(const QString &reason)
{
    if (const Signal *signal = selected())
        m_client.reviewSignal(signal->id, SignalState::Rejected, reason);
}

} // namespace bw
