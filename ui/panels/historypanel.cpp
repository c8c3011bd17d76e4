// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/historypanel.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/historychart.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace bw {
namespace {

constexpr std::array kMinutes{10, 60, 240, 1440};

QString lengthText(int minutes)
{
    return minutes < 60 ? HistoryPanel::tr("%1 min").arg(minutes) : HistoryPanel::tr("%1 h").arg(minutes / 60);
}

QString pairText(const RelayPair &pair)
{
    const QString symbol = HistoryPanel::tr("%1 %2", "venue, symbol").arg(pair.venue, pair.key.symbol);
    return pair.kind == RelayPair::Kind::Spot ? HistoryPanel::tr("%1 spot", "venue and symbol").arg(symbol) : symbol;
}

} // namespace

HistoryPanel::HistoryPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme)
{
    setObjectName(QStringLiteral("historyPanel"));
    setAccessibleName(tr("History of a pair"));
    build();
    connect(&client, &EngineClient::instrumentChanged, this, &HistoryPanel::offerPairs);
    pulse.onTenth(this, [this] { look(); });
    aimAt(pulse.clock().utcNow());
    showState();
}

void HistoryPanel::build()
{
    m_pair = new QComboBox(this);
    m_pair->setObjectName(QStringLiteral("historyPair"));
    m_pair->setAccessibleName(tr("Pair"));
    m_from = new QDateTimeEdit(this);
    m_from->setObjectName(QStringLiteral("historyFrom"));
    m_from->setAccessibleName(tr("From, in UTC"));
    m_from->setTimeSpec(Qt::UTC);
    m_from->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_from->setToolTip(tr("Beginning of the window, in UTC. The relay gives the first day of each month without a key; other days need one of its own."));
    m_length = new QComboBox(this);
    m_length->setObjectName(QStringLiteral("historyLength"));
    m_length->setAccessibleName(tr("Length of the window"));
    for (const int minutes : kMinutes)
        m_length->addItem(lengthText(minutes), minutes);
    m_load = new QPushButton(tr("Load"), this);
    m_load->setObjectName(QStringLiteral("historyLoad"));
    m_load->setToolTip(tr("Asks the relay for the book from the midnight before, since that is where it begins. A late window takes longer."));
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("historyState"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(Theme::kInside);
    head->addWidget(m_pair);
    head->addWidget(m_from);
    head->addWidget(roleLabel(tr("UTC"), "label", this));
    head->addWidget(m_length);
    head->addWidget(m_load);
    head->addWidget(m_state, 1);

    m_chart = new HistoryChart(m_theme, this);
    m_words = roleLabel(QString(), "empty", this);
    m_words->setObjectName(QStringLiteral("historyWords"));
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
    connect(m_load, &QPushButton::clicked, this, &HistoryPanel::ask);
    connect(m_length, &QComboBox::activated, this, [this] { Q_EMIT minutesChosen(m_length->currentData().toInt()); });
}

void HistoryPanel::aimAt(UtcTime now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC).date();
    const QDate first(today.year(), today.month(), 1);
    // On the first itself the day is not whole yet.
    m_from->setDateTime(QDateTime(first == today ? first.addMonths(-1) : first, QTime(0, 0), Qt::UTC));
}

void HistoryPanel::setRelay(const RelaySettings &relay)
{
    m_relay = relay;
    offerPairs();
}

void HistoryPanel::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    m_chart->setTimeText(zone);
}

void HistoryPanel::setMinutes(int minutes)
{
    if (const int index = m_length->findData(minutes); index >= 0)
        m_length->setCurrentIndex(index);
}

void HistoryPanel::offerPairs()
{
    const RelayKey chosen = m_pair->currentIndex() >= 0 ? m_offered.at(m_pair->currentIndex()).key : RelayKey();
    const QString coin = m_client.instrument() ? m_client.instrument()->baseCoin() : QString();
    m_offered = m_relay.pairs;
    std::stable_partition(m_offered.begin(), m_offered.end(), [&coin](const RelayPair &pair) { return pair.base == coin; });
    m_pair->clear();
    for (const RelayPair &pair : m_offered) {
        m_pair->addItem(pairText(pair));
        if (pair.key == chosen)
            m_pair->setCurrentIndex(m_pair->count() - 1);
    }
    m_load->setEnabled(!m_offered.isEmpty());
    showState();
}

bool HistoryPanel::isBusy() const
{
    return m_view && (m_view->state == HistoryView::State::Asking || m_view->state == HistoryView::State::Reading);
}

void HistoryPanel::ask()
{
    if (isBusy())
        return m_client.market().stopHistory();
    const int index = m_pair->currentIndex();
    if (index < 0)
        return;
    const UtcTime from = fromMs(m_from->dateTime().toMSecsSinceEpoch());
    m_client.market().readHistory({m_relay.socket, m_offered.at(index), from, from + std::chrono::minutes(m_length->currentData().toInt())});
}

void HistoryPanel::look()
{
    const auto view = m_client.market().history().readNewer(m_seen);
    if (!view)
        return;
    m_view = view;
    m_chart->setView(view);
    showState();
}

void HistoryPanel::showState()
{
    using State = HistoryView::State;
    const bool hasPoints = m_view && m_view->points && !m_view->points->empty();
    const bool hasFailed = m_view && m_view->state == State::Failed;
    m_load->setText(isBusy() ? tr("Stop") : tr("Load"));
    m_stack->setCurrentWidget(hasPoints ? static_cast<QWidget *>(m_chart) : m_words);
    const QString sentence = m_view ? sentenceOf(*m_view) : QString();
    setText(m_state, hasPoints ? sentence : QString());
    setRole(m_state, hasFailed ? "caution" : "label");
    if (!hasPoints)
        setText(m_words, !sentence.isEmpty() ? sentence
                         : m_offered.isEmpty()
                             ? tr("The relay's table has no pairs. Relay settings says how to start one.")
                             : tr("Best prices and spread of a past window, read through the relay. The first day of each month needs no key."));
}

QString HistoryPanel::sentenceOf(const HistoryView &view) const
{
    using State = HistoryView::State;
    using Trouble = HistoryView::Trouble;
    const QString pair = pairText(view.query.pair);
    switch (view.state) {
    case State::Off: return {};
    case State::Asking: return tr("%1: the relay is asked; its first words may take a minute while it downloads.").arg(pair);
    case State::Reading:
        return tr("%1: reading, at %2 UTC, messages so far: %3.").arg(pair, TimeText().dateTime(view.reached), readDecimal(Decimal::fromScaled(view.messages, 0)));
    case State::Whole: return tr("%1 from %2 UTC, %3 a slice.").arg(pair, TimeText().dateTime(view.query.from), readAge(view.slice));
    case State::Failed: break;
    }
    switch (view.trouble) {
    case Trouble::None: break;
    case Trouble::NotHere: return tr("This session replays a recording and asks no relay.");
    case Trouble::BadAddress: return tr("The relay's address can't be used: Relay settings names it.");
    case Trouble::BadWindow: return tr("The window must lie in the past and be 24 hours long at most.");
    case Trouble::Unreachable: return tr("The relay does not answer. Relay settings can test it, and says how to start one.");
    case Trouble::Silent: return tr("The relay said nothing for a minute: it can't download that day, most often for want of internet.");
    case Trouble::NoKey: return tr("The relay has no key for that day. Without one it gives the first day of each month.");
    case Trouble::Refused: return tr("The relay refused: %1").arg(view.words);
    case Trouble::Cut: return tr("The relay broke off before the window's end; what came until then is shown.");
    case Trouble::Unreadable: return tr("What the relay sent can't be read.");
    }
    return {};
}

} // namespace bw
