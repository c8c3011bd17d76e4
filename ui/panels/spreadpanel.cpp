// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/spreadpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/spreadfeed.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/spreadchart.h"
#include "ui/widgets/spreadlimits.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {

SpreadPanel::SpreadPanel(EngineClient &client, const SpreadFeed &feed, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_feed(feed), m_theme(theme), m_pulse(pulse)
{
    setObjectName(QStringLiteral("spreadPanel"));
    setAccessibleName(tr("Spread"));
    fillAsPanel(this);
    build();
    connect(m_limits, &SpreadLimits::chosen, this, [this](double thresholdPct, double sigmas) {
        m_client.market().setSpreadLimits(thresholdPct, sigmas);
        Q_EMIT limitsChosen(thresholdPct, sigmas);
    });
    connect(&client, &EngineClient::instrumentChanged, this, &SpreadPanel::onInstrument);
    pulse.onTenth(this, [this] { look(); });
    onInstrument(client.instrument());
}

void SpreadPanel::build()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(Theme::kAround);
    m_percent = figure(tr("spread"), QStringLiteral("spreadPercent"), QStringLiteral("00.00000 %"), head);
    m_basisPoints = figure(QString(), QStringLiteral("spreadBp"), QStringLiteral("0000.000 bp"), head);
    m_absolute = figure(QString(), QStringLiteral("spreadAbsolute"), QStringLiteral("0000.00"), head);
    m_mean = figure(tr("mean"), QStringLiteral("spreadMean"), QStringLiteral("00.00000 %"), head);
    auto *state = new ElidedLabel(this);
    state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    state->setObjectName(QStringLiteral("spreadState"));
    setRole(state, "label");
    m_state = state;
    head->addWidget(state, 1);
    m_chart = new SpreadChart(m_theme, this);
    m_limits = new SpreadLimits(m_theme, this);
    m_waiting = roleLabel(QString(), "empty", this);
    m_waiting->setObjectName(QStringLiteral("spreadWaiting"));
    m_waiting->setWordWrap(true);
    m_waiting->setAlignment(Qt::AlignCenter);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_chart);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    column->addWidget(m_limits);
}

QLabel *SpreadPanel::figure(const QString &title, const QString &name, const QString &widest, QHBoxLayout *row)
{
    auto *pair = new QHBoxLayout;
    pair->setSpacing(Theme::kInside);
    if (!title.isEmpty()) {
        auto *label = roleLabel(title, "label", this);
        label->setFont(m_theme.labelFont());
        pair->addWidget(label);
    }
    auto *value = new ElidedLabel(this); // a figure that does not fit ends in an ellipsis, never in a wrong digit
    value->setText(kMissing.toString());
    value->setObjectName(name);
    value->setFont(m_theme.numberFont());
    value->setMinimumWidth(QFontMetrics(value->font()).horizontalAdvance(widest));
    pair->addWidget(value);
    row->addLayout(pair);
    return value;
}

QSize SpreadPanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.labelFont());
    return {layout()->totalMinimumSize().width(), metrics.height() * 7};
}

void SpreadPanel::setTimeText(const TimeText &zone) { m_chart->setTimeText(zone); }

void SpreadPanel::onInstrument(const InstrumentPtr &instrument)
{
    if (instrument) { // room for this instrument's decimals, whatever the spread is
        const QString widest = widestNumber(3, instrument->priceDecimals());
        m_absolute->setMinimumWidth(QFontMetrics(m_absolute->font()).horizontalAdvance(widest));
    }
    look();
}

void SpreadPanel::look()
{
    const auto &instrument = m_feed.instrument();
    const auto book = m_client.book().read();
    const bool isOurs = book && instrument && book->instrument->id() == *instrument;
    showFigures(isOurs ? book.get() : nullptr);
    m_limits->setInForce(m_feed.band().thresholdPct, m_feed.band().sigmas);
    if (m_feed.series().isEmpty()) {
        const QString symbol = instrument ? instrument->symbol : tr("the instrument");
        setText(m_waiting, tr("Waiting for the first spread of %1: it is drawn as soon as its order book is live.").arg(symbol));
        m_stack->setCurrentWidget(m_waiting);
        return;
    }
    m_stack->setCurrentWidget(m_chart);
    m_chart->look(m_feed);
}

QString SpreadPanel::stateText(const BookSnapshot *book, bool isLive) const
{
    if (!book)
        return tr("waiting");
    const QString age = readAge(std::chrono::duration_cast<std::chrono::milliseconds>(m_pulse.clock().now() - book->receivedAt));
    //: age, what is wrong with the book
    return isLive ? tr("live, %1 old").arg(age) : tr("%1 old · %2").arg(age, sentences::of(book->state, book->gap));
}

void SpreadPanel::showFigures(const BookSnapshot *book)
{
    const bool isLive = book && book->isLive() && book->hasBothSides();
    if (isLive) {
        const Decimal percent = spreadPct(*book->instrument, book->bids.front().price, book->asks.front().price);
        setText(m_percent, tr("%1 %").arg(readDecimal(percent, 5)));
        setText(m_basisPoints, tr("%1 bp").arg(readDecimal(percent * Decimal(100), 3)));
        setText(m_absolute, readPrice(*book->instrument, book->asks.front().price - book->bids.front().price));
    } else {
        for (QLabel *label : {m_percent, m_basisPoints, m_absolute})
            setText(label, kMissing.toString());
    }
    const auto mean = m_feed.series().mean();
    setText(m_mean, mean ? tr("%1 %").arg(QString::number(*mean, 'f', 5)) : kMissing.toString());
    const int lost = static_cast<int>(std::min<std::uint64_t>(m_feed.dropped(), 1'000'000));
    if (lost > 0)
        setText(m_state, tr("%n point(s) were lost while the window was busy", nullptr, lost));
    else
        setText(m_state, stateText(book, isLive));
    setRole(m_state, isLive && lost == 0 ? "label" : "caution");
}

} // namespace bw
