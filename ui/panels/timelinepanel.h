// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeclient.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace bw {

class TableView;
class Theme;
class TimelineModel;

/// One order's story beside the tables: every state, request, answer and fill with its time and code, and the raw answer of the line that
/// is selected, masked by the engine and shown as plain text. Asks again when the order changes. Gui thread.
class TimelinePanel final : public QWidget {
    Q_OBJECT
public:
    TimelinePanel(TradeClient &trade, const Theme &theme, QWidget *parent = nullptr);

    void open(const QString &orderKey);
    [[nodiscard]] const QString &orderKey() const { return m_key; }
    /// Reads again if it is this order's.
    void refresh(const QString &orderKey);

Q_SIGNALS:
    void closed();

private:
    void showDetail(int row);

    TradeClient &m_trade;
    QString m_key;
    TimelineModel *m_model;
    QLabel *m_title;
    TableView *m_table;
    QPlainTextEdit *m_detail;
};

} // namespace bw
