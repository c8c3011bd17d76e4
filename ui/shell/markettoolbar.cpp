// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/markettoolbar.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/shell/field.h"
#include "ui/shell/profilebadge.h"
#include "ui/shell/tradingstate.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/fundingtip.h"
#include "ui/widgets/stopallbutton.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trustfield.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace bw {

MarketToolbar::MarketToolbar(EngineClient &client, const Theme &theme, FramePulse &pulse, QAction *lock, QAction *stopAll, QWidget *parent)
    : QToolBar(tr("Market"), parent), m_client(client), m_theme(theme), m_pulse(pulse)
{
    setObjectName(QStringLiteral("marketToolbar"));
    setMovable(false);
    setFloatable(false);
    setIconSize(QSize(16, 16)); // the grid that the icons are drawn on
    setContextMenuPolicy(Qt::PreventContextMenu); // it must not be hidden by a stray click
    build(lock, stopAll);
    connect(&theme, &Theme::changed, this, &MarketToolbar::styleFonts);
    connect(&client, &EngineClient::instrumentChanged, this, &MarketToolbar::fitInstrument);
    new FundingTip(m_client, m_funding);
    styleFonts();
    fitInstrument();
    m_pulse.onTenth(this, [this] { look(); });
}

void MarketToolbar::build(QAction *lock, QAction *stopAll)
{
    auto *badge = new ProfileBadge(m_client, m_theme, this);
    connect(badge, &QAbstractButton::clicked, this, [this, badge] { Q_EMIT profilePressed(badge->mapToGlobal(badge->rect().bottomLeft())); });
    addWidget(badge);
    m_symbol = new Field(QString(), QStringLiteral("BTCUSDT"), m_theme, this);
    add(m_symbol, QStringLiteral("symbolField"));
    m_symbol->setCursor(Qt::PointingHandCursor);
    m_symbol->setToolTip(tr("Open another symbol (Ctrl+K)"));
    m_symbol->installEventFilter(this);
    m_last = roleLabel(kMissing.toString(), "", this);
    m_last->setObjectName(QStringLiteral("lastPrice"));
    m_last->setAccessibleName(tr("Last price"));
    m_last->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_last->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addWidget(m_last);
    m_change = new Field(tr("24 h"), QStringLiteral("\u25B2 +00.00 %"), m_theme, this);
    m_spread = new Field(tr("spread"), QStringLiteral("000.0 \u00B7 0.000 bp"), m_theme, this);
    m_funding = new Field(tr("funding in %1").arg(QStringLiteral("00:00:00")), QStringLiteral("\u22120.0000 %"), m_theme, this);
    m_mark = new Field(tr("mark"), widestCount(5, 1), m_theme, this);
    m_index = new Field(tr("index"), widestCount(5, 1), m_theme, this);
    add(m_change, QStringLiteral("changeField"));
    add(m_spread, QStringLiteral("spreadField"));
    addWidget(new TrustField(m_client, m_theme, m_pulse, this));
    add(m_funding, QStringLiteral("fundingField"));
    add(m_mark, QStringLiteral("markField"));
    add(m_index, QStringLiteral("indexField"));
    m_spare = {actions().at(actions().size() - 1), actions().at(actions().size() - 2), actions().at(actions().size() - 3)};
    auto *spring = new QWidget(this);
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spring);
    addDesk(lock, stopAll);
    showMissing();
}

void MarketToolbar::addDesk(QAction *lock, QAction *stopAll)
{
    auto *state = new TradingStateField(m_client, m_theme, this);
    connect(state, &TradingStateField::resumeRequested, this, &MarketToolbar::resumeRequested);
    connect(&m_client, &EngineClient::sessionChanged, this, &MarketToolbar::fitRoom); // Resume comes and goes
    addWidget(state);
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("lockButton"));
    button->setDefaultAction(lock);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    addWidget(button);
    auto *stop = new StopAllButton(m_theme, this);
    stop->setText(stopAll->text());
    stop->setFocusPolicy(Qt::TabFocus);
    const auto follow = [stop, stopAll] {
        stop->setEnabled(stopAll->isEnabled());
        stop->setToolTip(stopAll->toolTip());
    };
    follow();
    connect(stopAll, &QAction::changed, stop, follow);
    connect(stop, &QPushButton::clicked, stopAll, &QAction::trigger);
    addWidget(stop);
}

void MarketToolbar::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    fitRoom();
}

/// LOCK and STOP ALL never move behind the extension button: figures go first.
void MarketToolbar::fitRoom()
{
    const auto wanted = [this] {
        int sum = 0;
        for (QAction *action : actions())
            if (action->isVisible())
                sum += std::max(widgetForAction(action)->sizeHint().width(), widgetForAction(action)->minimumWidth()) + layout()->spacing();
        return sum + 2 * (Theme::kAround + layout()->contentsMargins().left()) + Theme::kAround;
    };
    for (QAction *figure : m_spare)
        figure->setVisible(true);
    for (QAction *figure : m_spare) {
        if (wanted() <= width())
            return;
        figure->setVisible(false);
    }
}

bool MarketToolbar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_symbol && event->type() == QEvent::MouseButtonRelease)
        Q_EMIT symbolPressed();
    return QToolBar::eventFilter(watched, event);
}

void MarketToolbar::add(Field *field, const QString &objectName)
{
    field->setObjectName(objectName);
    addWidget(field);
}

void MarketToolbar::styleFonts()
{
    m_last->setFont(m_theme.bigPriceFont());
    fitInstrument();
}

void MarketToolbar::fitInstrument()
{
    const InstrumentPtr of = m_client.instrument();
    if (!of) {
        m_symbol->setLabel(tr("symbol"));
        m_symbol->setValue(kMissing.toString());
        return;
    }
    const QString status = sentences::word(of->status());
    m_symbol->setLabel(status.isEmpty() ? toName(of->id().category) : tr("%1 \u00B7 %2", "category, status").arg(toName(of->id().category), status));
    m_symbol->setValue(of->id().symbol);
    m_symbol->setWidest(of->id().symbol);
    // Seven digits hold every price of today; more decimals come with fewer digits before the point.
    const int places = of->priceDecimals();
    const QString widest = widestCount(std::max(1, 7 - places), places);
    m_last->setMinimumWidth(QFontMetrics(m_last->font()).horizontalAdvance(widest + QStringLiteral(" \u25BC")));
    m_mark->setWidest(widest);
    m_index->setWidest(widest);
    m_spread->setWidest(QStringLiteral("%1 \u00B7 00.000 bp").arg(widestCount(2, places)));
    showMissing();
    fitRoom();
}

void MarketToolbar::showMissing()
{
    m_funding->setLabel(tr("funding"));
    m_last->setText(kMissing.toString());
    for (Field *field : {m_change, m_spread, m_funding, m_mark, m_index})
        field->setValue(kMissing.toString());
}

void MarketToolbar::look()
{
    const InstrumentPtr of = m_client.instrument();
    if (!of)
        return;
    if (const auto ticker = m_client.ticker().read(); ticker && ticker->id == of->id())
        showTicker(*ticker);
    if (const auto book = m_client.book().read(); book && book->instrument->id() == of->id())
        showSpread(*book);
}

void MarketToolbar::showTicker(const TickerView &ticker)
{
    const Instrument &of = *m_client.instrument();
    const auto price = [&](const std::optional<Decimal> &value) { return value ? readPrice(of, *value) : kMissing.toString(); };
    // The direction of the last change, by sign as well as by colour; without one its room stays.
    const QString direction = ticker.lastDirection > 0 ? QStringLiteral(" \u25B2") : ticker.lastDirection < 0 ? QStringLiteral(" \u25BC") : QString();
    setText(m_last, price(ticker.last) + direction);
    setRole(m_last, ticker.lastDirection > 0 ? "bid" : ticker.lastDirection < 0 ? "ask" : "");
    m_last->setFont(m_theme.bigPriceFont()); // polishing anew forgets it
    const int change = ticker.change24hPct ? ticker.change24hPct->sign() : 0;
    const QString arrow = change > 0 ? QStringLiteral("\u25B2") : change < 0 ? QStringLiteral("\u25BC") : QString();
    m_change->setValue(QStringLiteral("%1 %2").arg(arrow, readPercent(ticker.change24hPct, 2)).trimmed(),
                       change > 0 ? QStringLiteral("bid") : change < 0 ? QStringLiteral("ask") : QString());
    m_mark->setValue(price(ticker.mark));
    const QString openInterest = ticker.openInterest ? readDecimal(*ticker.openInterest) : kMissing.toString();
    const QString turnover = ticker.turnover24h ? readDecimal(*ticker.turnover24h, 0) : kMissing.toString();
    const QString more = tr("Open interest %1 %2, turnover of 24 hours %3 %4", "amount, coin, amount, coin")
                             .arg(openInterest, of.id().category == Category::Inverse ? of.quoteCoin() : of.baseCoin(), turnover,
                                  of.id().category == Category::Inverse ? of.baseCoin() : of.quoteCoin());
    for (Field *field : {m_mark, m_index})
        field->setToolTip(more);
    m_index->setValue(price(ticker.index));
    if (ticker.fundingRate) {
        m_funding->setValue(readPercent(*ticker.fundingRate * Decimal(100), 4));
        if (ticker.nextFunding)
            m_funding->setLabel(tr("funding in %1").arg(readCountdown(*ticker.nextFunding - m_pulse.clock().utcNow())));
    } else {
        m_funding->setValue(kMissing.toString());
    }
}

void MarketToolbar::showSpread(const BookSnapshot &book)
{
    if (!book.isLive() || !book.hasBothSides()) {
        m_spread->setValue(tr("book not live"), QStringLiteral("caution"));
        return;
    }
    const Instrument &of = *book.instrument;
    const PriceTicks bid = book.bids.front().price;
    const PriceTicks ask = book.asks.front().price;
    const Decimal basisPoints = spreadPct(of, bid, ask) * Decimal(100);
    m_spread->setValue(tr("%1 \u00B7 %2 bp").arg(readPrice(of, ask - bid), readDecimal(basisPoints, 3)));
}

} // namespace bw
