// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeclient.h"

#include <QWidget>

class QStackedLayout;

namespace bw {

class CostSheetModel;
class LedgerModel;
class TablePage;
class TableView;
class Theme;

/// The truth about money: the venue's transaction log of a span of time, as a cost sheet per coin that adds up to the wallet's change, and
/// as its rows. Reads when it is asked to, and once when it is first seen. Gui thread.
class LedgerPanel final : public QWidget {
    Q_OBJECT
public:
    LedgerPanel(TradeClient &trade, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] TableView *currentTable() const;
    [[nodiscard]] LedgerModel &rows() const { return *m_rows; }
    [[nodiscard]] TableView *rowTable() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addBar(TablePage *page);
    void readToday();
    void readDays(int days);
    void readSpan(const QString &from, const QString &to);
    void read(UtcTime since, UtcTime until);
    void say(const QString &words, const char *role);
    void turn(bool toRows);
    void onSelection();

    TradeClient &m_trade;
    const Clock &m_clock;
    CostSheetModel *m_sheet;
    LedgerModel *m_rows;
    TablePage *m_sheetPage;
    TablePage *m_rowPage;
    QStackedLayout *m_pages;
    QString m_spanWords;
    const char *m_spanRole = "label";
    bool m_hasRead = false;
    std::optional<std::pair<UtcTime, UtcTime>> m_asked; ///< answers to other spans are of other panels
};

} // namespace bw
