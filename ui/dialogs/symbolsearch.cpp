// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/symbolsearch.h"

#include "ui/models/sentences.h"
#include "ui/models/symbolsearchmodel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace bw {
namespace {

constexpr std::array kCategories{Category::Linear, Category::Inverse, Category::Spot};

} // namespace

SymbolSearch::SymbolSearch(EngineClient &client, const Theme &theme, Purpose purpose, QWidget *parent)
    : QDialog(parent), m_client(client), m_theme(theme), m_purpose(purpose), m_model(new SymbolSearchModel(this))
{
    setObjectName(QStringLiteral("symbolSearch"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(purpose == Purpose::Open ? tr("Open an instrument") : tr("Add to the watch list"));
    build();
    connect(&client.market(), &MarketClient::instrumentsRead, this, &SymbolSearch::onRead);
    connect(&client.market(), &MarketClient::instrumentsFailed, this, &SymbolSearch::onFailed);
    for (const Category category : kCategories)
        request(category);
    search();
}

void SymbolSearch::build()
{
    m_text = new QLineEdit(this);
    m_text->setObjectName(QStringLiteral("searchText"));
    m_text->setAccessibleName(tr("Symbol or coin"));
    m_text->setPlaceholderText(tr("Symbol or coin, such as ETH or BTCUSDT"));
    m_text->setMaxLength(40);
    m_text->setClearButtonEnabled(true);
    m_text->installEventFilter(this);
    m_category = new QComboBox(this);
    m_category->setObjectName(QStringLiteral("searchCategory"));
    m_category->setAccessibleName(tr("Category"));
    m_category->addItem(tr("every category"), -1);
    for (const Category category : kCategories)
        m_category->addItem(toName(category), static_cast<int>(category));
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::kBetween);
    head->addWidget(m_text, 1);
    head->addWidget(m_category);

    m_table = new TableView(m_theme, this);
    m_table->setObjectName(QStringLiteral("searchTable"));
    m_table->setAccessibleName(tr("Instruments found"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setNeed({SymbolSearchModel::Symbol, SymbolSearchModel::Kind, SymbolSearchModel::Status, SymbolSearchModel::Coins});
    m_table->installEventFilter(this);
    m_state = roleLabel(QString(), "label", this);
    m_state->setObjectName(QStringLiteral("searchState"));
    m_state->setWordWrap(true);
    m_retry = new QPushButton(tr("Try again"), this);
    m_retry->setObjectName(QStringLiteral("searchRetry"));
    m_retry->setAutoDefault(false); // Enter is for the instrument
    auto *hint = roleLabel(m_purpose == Purpose::Open ? tr("Enter opens, Shift+Enter adds to the watch list, Esc closes.")
                                                      : tr("Enter adds to the watch list, Shift+Enter opens, Esc closes."), "label", this);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_state, 1);
    foot->addWidget(m_retry);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    column->addWidget(hint);
    const QFontMetrics metrics(m_theme.valueFont());
    resize(metrics.averageCharWidth() * 80, m_theme.tableRowHeight() * 20);
    m_text->setFocus();

    connect(m_text, &QLineEdit::textChanged, this, &SymbolSearch::search);
    connect(m_category, &QComboBox::currentIndexChanged, this, &SymbolSearch::search);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this] { choose(false); });
    connect(m_retry, &QPushButton::clicked, this, [this] {
        for (const Category category : kCategories)
            if (m_loads[static_cast<std::size_t>(category)] == Load::Failed)
                request(category);
        showState();
    });
}

void SymbolSearch::request(Category category)
{
    const QVector<InstrumentPtr> &known = m_client.market().instruments(category);
    m_loads[static_cast<std::size_t>(category)] = known.isEmpty() ? Load::Loading : Load::Ready;
    if (known.isEmpty())
        m_client.market().requestInstruments(category);
    else
        m_model->setInstruments(category, known);
}

void SymbolSearch::onRead(Category category, const QVector<InstrumentPtr> &instruments)
{
    m_loads[static_cast<std::size_t>(category)] = Load::Ready;
    m_model->setInstruments(category, instruments);
    search();
}

void SymbolSearch::onFailed(Category category, const Error &error)
{
    m_loads[static_cast<std::size_t>(category)] = Load::Failed;
    m_error = error;
    showState();
}

void SymbolSearch::search()
{
    const int category = m_category->currentData().toInt();
    m_model->search(m_text->text(), category < 0 ? std::nullopt : std::optional(static_cast<Category>(category)));
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, SymbolSearchModel::Symbol));
    m_said.clear();
    showState();
}

bool SymbolSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!key->isAutoRepeat())
            choose(key->modifiers() & Qt::ShiftModifier);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        // Typing and choosing go on without leaving the text.
        const int page = std::max(1, m_table->viewport()->height() / m_theme.tableRowHeight() - 1);
        const bool isPage = key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown;
        const int rows = (isPage ? page : 1) * (key->key() == Qt::Key_Up || key->key() == Qt::Key_PageUp ? -1 : 1);
        const int row = std::clamp(m_table->currentIndex().row() + rows, 0, std::max(0, m_model->rowCount() - 1));
        m_table->setCurrentIndex(m_model->index(row, SymbolSearchModel::Symbol));
        return true;
    }
    default: return QDialog::eventFilter(watched, event);
    }
}

void SymbolSearch::choose(bool isOther)
{
    const InstrumentPtr chosen = m_model->at(m_table->currentIndex().row());
    if (!chosen)
        return;
    const InstrumentId id = chosen->id();
    const QString closed = SymbolSearchModel::whyClosed(*chosen);
    if (!closed.isEmpty()) {
        m_said = tr("%1 can't be opened: %2.").arg(id.symbol.left(40), closed);
        showState();
        return;
    }
    if (const bool isWatch = (m_purpose == Purpose::Watch) != isOther; isWatch) {
        m_said = tr("%1 is on the watch list.").arg(id.symbol.left(40));
        Q_EMIT watchRequested(id);
        showState();
        m_text->selectAll();
        return;
    }
    Q_EMIT openRequested(id);
    close();
}

QString SymbolSearch::namesOf(Load load) const
{
    QStringList names;
    for (const Category category : kCategories)
        if (m_loads[static_cast<std::size_t>(category)] == load)
            names.append(toName(category));
    return names.join(QStringLiteral(", "));
}

void SymbolSearch::showState()
{
    const QString loading = namesOf(Load::Loading);
    const QString failed = namesOf(Load::Failed);
    const int shown = m_model->rowCount();
    QStringList words;
    if (!m_said.isEmpty())
        words.append(m_said);
    if (!failed.isEmpty())
        words.append(tr("The list of %1 instruments could not be read. %2").arg(failed, sentences::of(m_error)));
    if (!loading.isEmpty())
        words.append(tr("Reading the list of %1 instruments.").arg(loading));
    if (shown > 0)
        words.append(m_model->total() > shown ? tr("The best %1 of %2; more letters narrow it down.").arg(shown).arg(m_model->total())
                                              : tr("%1 found.").arg(shown));
    setText(m_state, words.join(u' '));
    setRole(m_state, failed.isEmpty() ? "label" : "caution");
    m_retry->setVisible(!failed.isEmpty());
    if (!loading.isEmpty())
        m_table->setEmptyText(tr("The venue's instruments are being read."));
    else if (!failed.isEmpty())
        m_table->setEmptyText(tr("Without the list nothing can be found there. Try again reads it anew."));
    else
        m_table->setEmptyText(m_text->text().trimmed().isEmpty() ? tr("The venue names no instrument here.")
                                                                 : tr("Nothing matches \u201C%1\u201D here.").arg(m_text->text().trimmed()));
}

} // namespace bw
