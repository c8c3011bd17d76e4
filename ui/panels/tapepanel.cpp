// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tapepanel.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>

namespace bw {
namespace {

constexpr std::chrono::seconds kTellLoss{10};

} // namespace

TapePanel::TapePanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_model(new TapeModel(this))
{
    setObjectName(QStringLiteral("tapePanel"));
    setAccessibleName(tr("Tape"));
    fillAsPanel(this);
    build();
    connect(&client, &EngineClient::instrumentChanged, this, &TapePanel::onInstrument);
    connect(&client.market(), &MarketClient::liquidationSeen, this, [this](const InstrumentId &id, const LiquidationPrint &seen) {
        if (m_client.instrument() && m_client.instrument()->id() == id)
            wait({{seen.at, opposite(seen.position), seen.price, seen.qty, 0}, seen.position});
    });
    pulse.onFrame(this, [this] {
        m_isOddFrame = !m_isOddFrame;
        if (!m_isOddFrame)
            look();
    });
    onInstrument(client.instrument());
}

void TapePanel::build()
{
    auto *label = roleLabel(tr("at least"), "label", this);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("tapeFilter"));
    m_filter->setAccessibleName(tr("Smallest size to show"));
    m_filter->setPlaceholderText(tr("any size"));
    m_filter->setMaxLength(24);
    m_filter->setMaximumWidth(QFontMetrics(m_theme.numberFont()).horizontalAdvance(u'0') * 9);
    m_filter->setToolTip(tr("Hides market orders that are smaller than this quantity"));
    label->setBuddy(m_filter);
    m_pause = new QPushButton(tr("Pause"), this); // one word for both states: the button is pressed in or not
    m_pause->setObjectName(QStringLiteral("tapePause"));
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Lets the tape stand still. Under the pointer it stands by itself."));
    setRole(m_pause, "compact");
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("tapeState"));
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(Theme::kInside);
    head->addWidget(label);
    head->addWidget(m_filter);
    head->addWidget(m_pause);
    head->addWidget(m_state, 1);

    m_table = new TableView(m_theme, this);
    m_table->setObjectName(QStringLiteral("tapeTable"));
    m_table->setAccessibleName(tr("Trades, newest first"));
    m_table->setModel(m_model);
    m_table->setNeed({TapeModel::Price, TapeModel::Size, TapeModel::Time, TapeModel::Taker, TapeModel::Prints});
    m_table->viewport()->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &TapePanel::onFilterEdited);
    connect(m_pause, &QPushButton::toggled, this, &TapePanel::look);
}

QSize TapePanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.numberFont());
    return {metrics.horizontalAdvance(u'0') * 30, m_theme.tableRowHeight() * 5};
}

bool TapePanel::isPaused() const { return m_pause->isChecked() || m_isUnderPointer || m_table->verticalScrollBar()->value() > 0; }

bool TapePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_isUnderPointer = event->type() == QEvent::Enter;
        look();
    }
    return QWidget::eventFilter(watched, event);
}

void TapePanel::hideEvent(QHideEvent *event)
{
    m_isUnderPointer = false; // a hidden widget is not told that the pointer left
    QWidget::hideEvent(event);
}

void TapePanel::setTimeText(const TimeText &zone) { m_model->setTimeText(zone); }

void TapePanel::setFilter(const Decimal &quantity)
{
    const QSignalBlocker quiet(m_filter);
    m_filter->setText(quantity.sign() > 0 ? quantity.normalized().toString() : QString());
    m_model->setFilter(quantity);
    showState();
}

/// A text that is no quantity is marked and changes nothing; the tape goes on with the filter that it had.
void TapePanel::onFilterEdited()
{
    const QString text = m_filter->text().trimmed();
    const auto quantity = text.isEmpty() ? Result<Decimal>(Decimal(0)) : Decimal::parse(QStringView(text));
    const bool isGood = quantity && quantity->sign() >= 0;
    m_filter->setProperty("state", isGood ? QVariant() : QVariant(QStringLiteral("bad")));
    m_filter->style()->unpolish(m_filter);
    m_filter->style()->polish(m_filter);
    if (isGood && !(*quantity == m_model->filter())) {
        m_model->setFilter(*quantity);
        Q_EMIT filterChanged(*quantity);
    }
    showState();
}

void TapePanel::onInstrument(const InstrumentPtr &instrument)
{
    m_client.tape().swapInto(m_incoming); // what is left is of the instrument before
    m_incoming.clear();
    m_waiting.clear();
    m_waitingCount = m_lost = 0;
    m_lastAt.reset();
    m_model->setInstrument(instrument);
    showState();
}

void TapePanel::wait(const TapeEntry &entry)
{
    // More than fits would only be pushed out again: the oldest half goes at once.
    if (m_waiting.size() >= 2 * TapeModel::kMaxRows)
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + TapeModel::kMaxRows);
    m_waiting.push_back(entry);
    ++m_waitingCount;
    m_lastAt = m_pulse.clock().now();
}

void TapePanel::collect()
{
    if (const std::uint64_t lost = m_client.tape().swapInto(m_incoming); lost > 0) {
        m_lost += lost;
        m_lostAt = m_pulse.clock().now();
        m_model->breakOff();
    }
    for (const TapePrint &print : m_incoming)
        wait({print, std::nullopt});
}

void TapePanel::look()
{
    collect();
    if (m_lost > 0 && m_pulse.clock().now() - m_lostAt > kTellLoss)
        m_lost = 0;
    if (!isPaused() && !m_waiting.empty()) {
        m_model->add(m_waiting);
        m_waiting.clear();
    }
    if (!isPaused())
        m_waitingCount = 0;
    showState();
}

void TapePanel::showState()
{
    const bool isBad = m_filter->property("state").toString() == u"bad";
    const QString least = readDecimal(m_model->filter().normalized());
    m_table->setEmptyText(!m_client.instrument()            ? tr("No instrument is open.")
                          : m_model->filter().sign() > 0    ? tr("No market order of at least %1 has come yet.").arg(least)
                                                            : tr("No trade of %1 has come yet.").arg(m_client.instrument()->id().symbol));
    QString text;
    if (isBad)
        text = tr("not a quantity; still %1").arg(m_model->filter().sign() > 0 ? least : tr("any size"));
    else if (isPaused())
        //: the tape stands still; %1 prints came meanwhile
        text = tr("stands \u00B7 %1 wait").arg(m_waitingCount);
    else if (m_lost > 0)
        text = tr("%1 skipped").arg(m_lost);
    setRole(m_state, text.isEmpty() ? "label" : "caution");
    if (text.isEmpty() && m_lastAt)
        //: how long ago the newest trade came
        text = tr("%1 ago").arg(readAge(std::chrono::duration_cast<std::chrono::milliseconds>(m_pulse.clock().now() - *m_lastAt)));
    setText(m_state, text);
}

} // namespace bw
