// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ledgerpanel.h"

#include "ui/models/costsheetmodel.h"
#include "ui/models/ledgermodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/tablepage.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QDate>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>

#include <algorithm>

namespace bw {
namespace {

constexpr int kWeek = 7;
constexpr std::int64_t kDay = 24 * 3600 * 1000;

/// Midnight UTC of a date as it is typed, "2026-11-23".
std::optional<UtcTime> dayOf(const QString &text)
{
    const QDate date = QDate::fromString(text.trimmed(), Qt::ISODate);
    if (!date.isValid())
        return std::nullopt;
    return fromMs(QDate(1970, 1, 1).daysTo(date) * kDay);
}

} // namespace

LedgerPanel::LedgerPanel(TradeClient &trade, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_trade(trade), m_clock(clock), m_sheet(new CostSheetModel(this)), m_rows(new LedgerModel(this)),
      m_sheetPage(new TablePage(theme, QStringLiteral("costTable"), m_sheet, this)),
      m_rowPage(new TablePage(theme, QStringLiteral("ledgerTable"), m_rows, this)), m_pages(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("ledgerPanel"));
    for (TablePage *page : {m_sheetPage, m_rowPage}) {
        addBar(page);
        page->table()->setEmptyText(tr("Nothing has been read yet. Choose a span above."));
        m_pages->addWidget(page);
    }
    m_rowPage->table()->setNeed({LedgerModel::Time, LedgerModel::Type, LedgerModel::Symbol, LedgerModel::Change, LedgerModel::Coin, LedgerModel::Balance,
                                 LedgerModel::Fee, LedgerModel::Funding, LedgerModel::SideOf, LedgerModel::Quantity, LedgerModel::Price,
                                 LedgerModel::CashFlow, LedgerModel::OrderOf});
    connect(&trade, &TradeClient::ledgerRead, this, [this](const QVector<LedgerEntry> &entries, const CostSheet &sheet) {
        if (!m_asked || m_asked->first != sheet.since || m_asked->second != sheet.until)
            return;
        m_asked.reset();
        m_rows->setEntries(entries);
        m_sheet->setSheet(sheet);
        for (TablePage *page : {m_sheetPage, m_rowPage})
            page->table()->setEmptyText(tr("The transaction log has no row in this span."));
        const QString span = tr("%1 to %2", "from, until").arg(readDateTimeWithZone(sheet.since), readDateTimeWithZone(sheet.until));
        m_spanWords = sheet.rows.isEmpty() ? span : tr("%1 %2", "sentences, span").arg(m_sheet->words(), span);
        m_spanRole = m_sheet->addsUp() ? "label" : "caution";
        say(m_spanWords, m_spanRole);
    });
    connect(&trade, &TradeClient::tradeCostRead, this, [this](const CostSheet &sheet) { m_rowPage->say(CostSheetModel::ofTrade(sheet), "label"); });
    connect(m_rowPage->table()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LedgerPanel::onSelection);
    connect(&trade, &TradeClient::ledgerFailed, this, [this](const Error &error) {
        if (std::exchange(m_asked, std::nullopt))
            say(sentences::of(error), "danger");
    });
}

void LedgerPanel::addBar(TablePage *page)
{
    const bool isSheet = page == m_sheetPage;
    const QString suffix = isSheet ? QStringLiteral("Sheet") : QStringLiteral("Rows");
    auto *other = page->addButton(QStringLiteral("ledgerTurn") + suffix, isSheet ? tr("Show the rows") : tr("Show the cost sheet"), QString());
    connect(other, &QPushButton::clicked, this, [this, isSheet] { turn(isSheet); });
    auto *today = page->addButton(QStringLiteral("ledgerToday") + suffix, tr("Today"), tr("Since midnight UTC"));
    connect(today, &QPushButton::clicked, this, &LedgerPanel::readToday);
    auto *week = page->addButton(QStringLiteral("ledgerWeek") + suffix, tr("7 days"), tr("The last seven days"));
    connect(week, &QPushButton::clicked, this, [this] { readDays(kWeek); });
    const auto date = [&](const QString &name, const QString &hint, const QString &accessible) {
        auto *edit = new QLineEdit(page);
        edit->setObjectName(name + suffix);
        edit->setPlaceholderText(hint);
        edit->setAccessibleName(accessible);
        edit->setMaxLength(10);
        edit->setFixedWidth(edit->fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00")) + 20);
        page->addToBar(edit);
        return edit;
    };
    auto *from = date(QStringLiteral("ledgerFrom"), tr("from date"), tr("First day, as year-month-day"));
    auto *to = date(QStringLiteral("ledgerTo"), tr("to date"), tr("Last day, as year-month-day"));
    auto *readButton = page->addButton(QStringLiteral("ledgerRead") + suffix, tr("Read"), tr("Reads the transaction log of these days, written as 2026-11-23"));
    const auto ask = [this, from, to] { readSpan(from->text(), to->text()); };
    connect(readButton, &QPushButton::clicked, this, ask);
    connect(from, &QLineEdit::returnPressed, this, ask);
    connect(to, &QLineEdit::returnPressed, this, ask);
}

void LedgerPanel::turn(bool toRows)
{
    m_pages->setCurrentWidget(toRows ? m_rowPage : m_sheetPage);
}

void LedgerPanel::readToday()
{
    const UtcTime now = m_clock.utcNow();
    read(fromMs(toMs(now) - toMs(now) % kDay), now);
}

void LedgerPanel::readDays(int days)
{
    const UtcTime now = m_clock.utcNow();
    read(fromMs(toMs(now) - days * kDay), now);
}

void LedgerPanel::readSpan(const QString &from, const QString &to)
{
    const auto first = dayOf(from);
    const auto last = to.trimmed().isEmpty() ? first : dayOf(to);
    if (!first || !last || *last < *first)
        return say(tr("Write the days as 2026-11-23, the first one first."), "caution");
    read(*first, std::min(fromMs(toMs(*last) + kDay), m_clock.utcNow()));
}

void LedgerPanel::read(UtcTime since, UtcTime until)
{
    m_hasRead = true;
    say(tr("Reading the venue's transaction log\u2026"), "label");
    m_asked = {since, until};
    m_trade.readLedger(since, until);
}

/// Rows of orders are a trade: its cost stands in the line above, as long as they are selected. All rows of these orders count, not only
/// the selected ones.
void LedgerPanel::onSelection()
{
    const auto idOf = [](const LedgerEntry &entry) { return entry.orderLinkId.isEmpty() ? entry.orderId : entry.orderLinkId; };
    QStringList orders;
    const auto selected = m_rowPage->table()->selectionModel()->selectedRows();
    for (const QModelIndex &row : selected)
        if (const QString id = idOf(m_rows->at(row.row())); !id.isEmpty())
            orders.append(id);
    if (orders.isEmpty())
        return m_rowPage->say(m_spanWords, m_spanRole);
    QVector<LedgerEntry> rows;
    for (int i = 0; i < m_rows->rowCount(); ++i)
        if (orders.contains(idOf(m_rows->at(i))))
            rows.append(m_rows->at(i));
    m_trade.readTradeCost(rows);
}

void LedgerPanel::say(const QString &words, const char *role)
{
    m_sheetPage->say(words, role);
    m_rowPage->say(words, role);
}

TableView *LedgerPanel::currentTable() const
{
    return m_pages->currentWidget() == m_rowPage ? m_rowPage->table() : m_sheetPage->table();
}

TableView *LedgerPanel::rowTable() const { return m_rowPage->table(); }

void LedgerPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_hasRead)
        readToday();
}

} // namespace bw
