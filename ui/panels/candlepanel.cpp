// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/candlepanel.h"

#include "ui/models/linkboard.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/candlechart.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/linkchip.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {
namespace {

// The venue pushes a candle every 1 to 60 s while it trades (fact sheet Bybit v5, 9.3); beyond that its age is said in amber.
constexpr std::chrono::seconds kQuiet{75};
// A page that failed is asked for again by a move of the chart, but not more often than this.
constexpr std::chrono::seconds kAskAgain{5};

QString shortName(CandleInterval interval)
{
    switch (interval) {
    case CandleInterval::M1: return CandlePanel::tr("1m");
    case CandleInterval::M5: return CandlePanel::tr("5m");
    case CandleInterval::M15: return CandlePanel::tr("15m");
    case CandleInterval::H1: return CandlePanel::tr("1h");
    case CandleInterval::H4: return CandlePanel::tr("4h");
    case CandleInterval::D1: return CandlePanel::tr("1d");
    }
    return {};
}

QString longName(CandleInterval interval)
{
    switch (interval) {
    case CandleInterval::M1: return CandlePanel::tr("1 minute");
    case CandleInterval::M5: return CandlePanel::tr("5 minutes");
    case CandleInterval::M15: return CandlePanel::tr("15 minutes");
    case CandleInterval::H1: return CandlePanel::tr("1 hour");
    case CandleInterval::H4: return CandlePanel::tr("4 hours");
    case CandleInterval::D1: return CandlePanel::tr("1 day");
    }
    return {};
}

bool isEmpty(const CandleView &view) { return (!view.closed || view.closed->empty()) && !view.open; }

} // namespace

CandlePanel::CandlePanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_links(links), m_theme(theme), m_pulse(pulse)
{
    setObjectName(QStringLiteral("candlePanel"));
    setAccessibleName(tr("Price"));
    fillAsPanel(this);
    build();
    connect(&client, &EngineClient::instrumentChanged, this, &CandlePanel::onLinked);
    connect(&links, &LinkBoard::changed, this, &CandlePanel::onLinked);
    connect(&client, &EngineClient::orderChanged, this, [this](const Order &order) {
        if (m_marks.setOrder(order))
            m_chart->update();
    });
    connect(&client, &EngineClient::executionAdded, this, [this](const Execution &execution) {
        if (m_marks.add(execution))
            m_chart->update();
    });
    connect(&client, &EngineClient::signalChanged, this, [this](const Signal &signal) {
        if (m_marks.setSignal(signal))
            m_chart->update();
    });
    connect(m_chart, &CandleChart::followingChanged, m_follow, &QAbstractButton::setChecked);
    connect(m_chart, &CandleChart::olderWanted, this, &CandlePanel::askForOlder);
    pulse.onTenth(this, [this] { look(); });
    look();
}

void CandlePanel::build()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(2);
    auto *link = new LinkChip(m_links, LinkBoard::Panel::Price,
                              tr("The chart shows the symbol of its group; in none it stays at the one that it shows. The order ticket is always of the open book."),
                              m_theme, this);
    link->setObjectName(QStringLiteral("candleLink"));
    head->addWidget(link);
    m_other = roleLabel(QString(), "caution", this);
    m_other->setObjectName(QStringLiteral("candleOther"));
    m_other->hide();
    head->addWidget(m_other);
    head->addSpacing(Theme::kInside);
    addIntervals(head);
    head->addSpacing(Theme::kBetween);
    m_follow = new QPushButton(tr("Follow"), this);
    setRole(m_follow, "compact");
    m_follow->setObjectName(QStringLiteral("candleFollow"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setToolTip(
        tr("Keeps the last candle in sight (End, or a double click on the chart). The wheel or + and − zoom, dragging or the arrows "
           "move, Home shows the oldest, Ctrl+C copies what is in sight."));
    head->addWidget(m_follow);
    auto *state = new ElidedLabel(this);
    state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    state->setObjectName(QStringLiteral("candleState"));
    m_state = state;
    head->addWidget(state, 1);

    m_chart = new CandleChart(m_theme, m_marks, this);
    connect(m_follow, &QAbstractButton::clicked, this, [this] {
        m_chart->follow();
        m_follow->setChecked(true);
    });
    m_words = roleLabel(QString(), "empty", this);
    m_words->setObjectName(QStringLiteral("candleWords"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_words);
    m_stack->addWidget(m_chart);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    setFocusProxy(m_chart);
}

void CandlePanel::addIntervals(QBoxLayout *row)
{
    m_intervals = new QButtonGroup(this);
    for (const CandleInterval interval : kCandleIntervals) {
        auto *button = new QPushButton(shortName(interval), this);
        button->setObjectName(QStringLiteral("candleInterval") + toName(interval));
        button->setAccessibleName(tr("Candles of %1").arg(longName(interval)));
        button->setToolTip(tr("Candles of %1").arg(longName(interval)));
        button->setCheckable(true);
        button->setChecked(interval == m_interval);
        setRole(button, "compact");
        m_intervals->addButton(button, static_cast<int>(interval));
        row->addWidget(button);
    }
    connect(m_intervals, &QButtonGroup::idClicked, this, [this](int id) {
        select(static_cast<CandleInterval>(id));
        Q_EMIT intervalChosen(m_interval);
    });
}

void CandlePanel::setTimeText(const TimeText &zone) { m_chart->setTimeText(zone); }

void CandlePanel::select(CandleInterval interval)
{
    if (QAbstractButton *button = m_intervals->button(static_cast<int>(interval)))
        button->setChecked(true);
    if (interval == m_interval)
        return;
    m_interval = interval;
    m_view.reset();
    m_client.market().selectCandles(interval);
    m_seen = 0;
    look();
}

void CandlePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_hasAsked)
        m_client.market().selectCandles(m_interval);
    m_hasAsked = true;
    look();
}

void CandlePanel::onLinked()
{
    m_seen = 0; // the newest view may be of this instrument already
    look();
}

/// With the book it is what is open, not what was asked for.
std::optional<InstrumentId> CandlePanel::wanted() const
{
    if (!m_links.isWithBook(LinkBoard::Panel::Price))
        return m_links.symbolOf(LinkBoard::Panel::Price);
    const InstrumentPtr open = m_client.instrument();
    return open ? std::optional(open->id()) : std::nullopt;
}

bool CandlePanel::isOurs(const CandleView *view) const { return view && view->interval == m_interval && wanted() == view->id(); }

void CandlePanel::look()
{
    if (const auto view = m_client.market().candles().readNewer(m_seen)) {
        m_view = isOurs(view.get()) ? view : nullptr;
        m_chart->setView(m_view && !isEmpty(*m_view) ? m_view : nullptr);
    } else if (m_view && !isOurs(m_view.get())) {
        m_view.reset(); // another instrument's candles are not shown for a single frame
        m_chart->setView(nullptr);
    }
    showState();
}

void CandlePanel::showState()
{
    const auto shown = wanted();
    const QString symbol = shown ? shown->symbol : tr("the instrument");
    const bool isOther = shown && m_client.instrument() && m_client.instrument()->id() != *shown;
    //: the chart's symbol and its category, where the order ticket is of another one
    setText(m_other, isOther ? tr("%1 %2, not the ticket's").arg(shown->symbol, toName(shown->category)) : QString());
    m_other->setVisible(isOther);
    using State = CandleView::State;
    if (!m_view || (m_view->state == State::Loading && isEmpty(*m_view))) {
        showWords(tr("Reading the candles of %1: %2.", "symbol, interval").arg(symbol, longName(m_interval)));
    } else if (m_view->state == State::Failed && isEmpty(*m_view)) {
        showWords(tr("The candles of %1 could not be read, which is tried again by itself. %2").arg(symbol, sentences::of(m_view->error)));
    } else if (isEmpty(*m_view)) {
        showWords(tr("%1 has no candles of %2 yet. The first one is drawn when it trades; another interval may have some.")
                      .arg(symbol, longName(m_interval)));
    } else {
        m_stack->setCurrentWidget(m_chart);
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(m_pulse.clock().now() - m_view->receivedAt);
        const bool isLive = m_view->receivedAt != MonoTime{} && age < kQuiet;
        const QString news = m_view->receivedAt == MonoTime{} ? tr("no live candle yet")
            : isLive                                          ? tr("live, %1 old").arg(readAge(age))
                                                              : tr("no news for %1").arg(readAge(age));
        const bool hasFailed = m_view->state == State::Failed;
        setText(m_state, hasFailed ? tr("%1 · %2", "age, what failed").arg(news, sentences::of(m_view->error)) : news);
        setRole(m_state, isLive && !hasFailed ? "label" : "caution");
    }
}

void CandlePanel::showWords(const QString &words)
{
    setText(m_words, words);
    m_stack->setCurrentWidget(m_words);
    m_state->clear();
}

void CandlePanel::askForOlder()
{
    if (!m_view)
        return;
    const MonoTime now = m_pulse.clock().now();
    if (m_askedAt == m_view->closed.get() && now - m_askedOlder < kAskAgain)
        return; // the answer to the last question is still on its way
    m_askedAt = m_view->closed.get();
    m_askedOlder = now;
    m_client.market().loadOlderCandles();
}

} // namespace bw
