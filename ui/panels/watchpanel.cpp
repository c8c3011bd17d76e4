// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/watchpanel.h"

#include "ui/dialogs/symbolsearch.h"
#include "ui/models/linkboard.h"
#include "ui/models/watchmodel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/linkchip.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {

WatchPanel::WatchPanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_links(links), m_theme(theme), m_pulse(pulse), m_model(new WatchModel(this))
{
    setObjectName(QStringLiteral("watchPanel"));
    setAccessibleName(tr("Watch list"));
    fillAsPanel(this);
    build();
    addKeys();
    connect(m_model, &WatchModel::orderChanged, this, &WatchPanel::changed);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &WatchPanel::open);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_said.clear();
        showState();
    });
    connect(&client, &EngineClient::instrumentChanged, this, &WatchPanel::followGroup);
    connect(&links, &LinkBoard::changed, this, &WatchPanel::followGroup);
    connect(&client.market(), &MarketClient::watchListReplayed, this, [this](const QVector<InstrumentId> &ids) {
        if (ids != m_model->ids())
            display(ids);
    });
    pulse.onTenth(this, [this] { look(); });
    followGroup();
    showState();
}

void WatchPanel::build()
{
    auto *link = new LinkChip(m_links, LinkBoard::Panel::Watch,
                              tr("A symbol that is opened here is shown by every panel of the group, and the list goes along with the group."), m_theme, this);
    link->setObjectName(QStringLiteral("watchLink"));
    auto *addButton = new QPushButton(tr("Add"), this);
    addButton->setObjectName(QStringLiteral("watchAdd"));
    addButton->setToolTip(tr("Search instruments and put them on the list"));
    setRole(addButton, "compact");
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("watchState"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(Theme::kInside);
    head->addWidget(link);
    head->addWidget(m_state, 1);
    head->addWidget(addButton);

    m_table = new TableView(m_theme, this);
    m_table->setObjectName(QStringLiteral("watchTable"));
    m_table->setAccessibleName(tr("Watched instruments"));
    m_table->setModel(m_model);
    fitColumns();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEmptyText(tr("Nothing is watched. Add finds an instrument by its name and puts it here."));
    m_table->setDragEnabled(true);
    m_table->setAcceptDrops(true);
    m_table->setDropIndicatorShown(true);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(addButton, &QPushButton::clicked, this, &WatchPanel::search);
    setFocusProxy(m_table);
}

void WatchPanel::addKeys()
{
    const auto key = [this](const QString &text, const QList<QKeySequence> &keys, auto act) {
        auto *action = new QAction(text, m_table);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        m_table->addAction(action);
    };
    key(tr("Open"), {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)}, [this] { open(); });
    key(tr("Move up"), {QKeySequence(Qt::ALT | Qt::Key_Up)}, [this] { moveCurrent(-1); });
    key(tr("Move down"), {QKeySequence(Qt::ALT | Qt::Key_Down)}, [this] { moveCurrent(1); });
    key(tr("Take off the list"), {QKeySequence(Qt::Key_Delete)}, [this] { removeCurrent(); });
    auto *line = new QAction(m_table);
    line->setSeparator(true);
    m_table->addAction(line);
    m_fullBooks = new QAction(tr("Full books of the first %1").arg(MarketClient::kMaxFullBooks), m_table);
    m_fullBooks->setObjectName(QStringLiteral("watchFullBooks"));
    m_fullBooks->setCheckable(true);
    m_table->addAction(m_fullBooks);
    connect(m_fullBooks, &QAction::triggered, this, [this](bool areFull) {
        m_client.market().setFullBooks(areFull);
        fitColumns();
        Q_EMIT fullBooksChosen(areFull);
    });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// Why a row is not live stands in the line above and in its tooltip too.
void WatchPanel::fitColumns()
{
    const bool isFull = m_fullBooks && m_fullBooks->isChecked();
    QVector<int> need{WatchModel::Symbol, WatchModel::Last, WatchModel::Trust};
    for (const int column : {WatchModel::Imbalance, WatchModel::Flow}) {
        m_table->setColumnHidden(column, !isFull);
        if (isFull)
            need.append(column);
    }
    m_table->setNeed(need + QVector<int>{WatchModel::Spread, WatchModel::Change, WatchModel::Age, WatchModel::Reason});
}

void WatchPanel::setFullBooks(bool areFull)
{
    m_fullBooks->setChecked(areFull);
    fitColumns();
}

QSize WatchPanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.numberFont());
    return {metrics.horizontalAdvance(u'0') * 30, m_theme.tableRowHeight() * 5};
}

void WatchPanel::setWatchList(const QVector<InstrumentId> &ids)
{
    display(ids);
    m_client.market().setWatchList(m_model->ids());
}

void WatchPanel::display(const QVector<InstrumentId> &ids)
{
    m_model->setIds(ids);
    m_seen = 0;
    followGroup();
    showState();
}

QVector<InstrumentId> WatchPanel::watchList() const { return m_model->ids(); }

void WatchPanel::changed()
{
    const QVector<InstrumentId> ids = m_model->ids();
    m_client.market().setWatchList(ids);
    showState();
    Q_EMIT watchListChanged(ids);
}

void WatchPanel::add(const InstrumentId &id)
{
    if (m_model->rowOf(id) >= 0) {
        m_said = tr("%1 is on the list already.").arg(id.symbol);
    } else if (!m_model->add(id)) {
        m_said = tr("The list is full: it holds %1. Take one off first.").arg(MarketClient::kMaxWatched);
    } else {
        m_said.clear();
        m_model->setOpen(m_client.instrument() ? std::optional(m_client.instrument()->id()) : std::nullopt);
        changed();
    }
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->scrollTo(m_model->index(row, WatchModel::Symbol));
    showState();
}

void WatchPanel::removeCurrent()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return;
    const QString symbol = m_model->ids().at(row).symbol;
    m_model->remove(row);
    m_said = tr("%1 was taken off the list.").arg(symbol);
    changed();
}

void WatchPanel::moveCurrent(int rows)
{
    const int row = m_table->currentIndex().row();
    if (row >= 0 && m_model->moveRow(row, row + rows))
        changed();
}

void WatchPanel::open()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || m_links.choose(LinkBoard::Panel::Watch, m_model->ids().at(row)))
        return;
    m_said = tr("The list is in no link group: nothing follows it. Its mark chooses one.");
    showState();
}

void WatchPanel::search()
{
    auto *dialog = new SymbolSearch(m_client, m_theme, SymbolSearch::Purpose::Watch, this);
    connect(dialog, &SymbolSearch::watchRequested, this, &WatchPanel::add);
    connect(dialog, &SymbolSearch::openRequested, this, [this](const InstrumentId &id) { m_links.choose(LinkBoard::Panel::Book, id); });
    dialog->open();
}

void WatchPanel::followGroup()
{
    const InstrumentPtr open = m_client.instrument();
    m_model->setOpen(open ? std::optional(open->id()) : std::nullopt);
    const auto followed = m_links.groupOf(LinkBoard::Panel::Watch) == LinkBoard::kNone ? std::nullopt : m_links.symbolOf(LinkBoard::Panel::Watch);
    const int row = followed ? m_model->rowOf(*followed) : -1;
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, WatchModel::Symbol));
}

void WatchPanel::look()
{
    const MonoTime now = m_pulse.clock().now();
    if (const auto view = m_client.market().watchList().readNewer(m_seen))
        m_model->setView(*view, now);
    else
        m_model->tick(now);
    showState();
}

void WatchPanel::showState()
{
    const int count = m_model->rowCount();
    const int silent = m_model->countOfNotLive();
    QString text = m_said;
    if (text.isEmpty())
        text = m_model->trouble(m_table->currentIndex().row());
    const bool isNews = !text.isEmpty();
    if (!isNews && count > 0)
        //: of the watch list: how many are live, of how many
        text = tr("%1 of %2 live").arg(count - silent).arg(count);
    setText(m_state, text);
    setRole(m_state, isNews ? "caution" : "label");
}

} // namespace bw
