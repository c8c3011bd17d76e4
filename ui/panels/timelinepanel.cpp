// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timelinepanel.h"

#include "ui/models/sentences.h"
#include "ui/models/timelinemodel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace bw {

TimelinePanel::TimelinePanel(TradeClient &trade, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_trade(trade), m_model(new TimelineModel(this)), m_title(new ElidedLabel(this)), m_table(new TableView(theme, this)),
      m_detail(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("timelinePanel"));
    fillAsPanel(this);
    m_title->setObjectName(QStringLiteral("timelineTitle"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("timelineClose"));
    close->setAutoDefault(false);
    setRole(close, "compact");
    m_table->setObjectName(QStringLiteral("timelineTable"));
    m_table->setModel(m_model);
    m_table->setColumnHidden(TimelineModel::Key, true);
    m_table->setNeed({TimelineModel::What, TimelineModel::Time, TimelineModel::Kind, TimelineModel::Code, TimelineModel::Detail});
    m_detail->setObjectName(QStringLiteral("timelineDetail"));
    m_detail->setAccessibleName(tr("Raw text of the selected line"));
    m_detail->setReadOnly(true);
    m_detail->setFont(theme.numberFont());
    m_detail->setMaximumHeight(4 * theme.tableRowHeight());
    m_detail->hide();
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, 2, Theme::kBetween, 2);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_detail);
    connect(close, &QPushButton::clicked, this, &TimelinePanel::closed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) { showDetail(now.row()); });
    connect(&trade, &TradeClient::timelineRead, this, [this](const QString &key, const QVector<TimelineEntry> &entries) {
        if (key != m_key)
            return;
        m_model->setEntries(entries);
        m_table->setEmptyText(tr("Nothing is recorded about this order."));
        showDetail(-1);
    });
    connect(&trade, &TradeClient::timelineFailed, this, [this](const QString &key, const Error &error) {
        if (key == m_key)
            m_table->setEmptyText(sentences::of(error));
    });
}

void TimelinePanel::open(const QString &orderKey)
{
    if (orderKey != m_key)
        m_model->setEntries({});
    m_key = orderKey;
    setText(m_title, tr("Timeline of %1").arg(orderKey.left(64)));
    m_table->setEmptyText(tr("Reading the order's events\u2026"));
    showDetail(-1);
    m_trade.readTimeline(orderKey);
}

void TimelinePanel::refresh(const QString &orderKey)
{
    if (isVisible() && !orderKey.isEmpty() && orderKey == m_key)
        m_trade.readTimeline(orderKey);
}

void TimelinePanel::showDetail(int row)
{
    const QString detail = row >= 0 && row < m_model->rowCount() ? m_model->at(row).detail : QString();
    m_detail->setPlainText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

} // namespace bw
