// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ladderpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/laddergroup.h"
#include "ui/models/laddermodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/oneclick.h"
#include "ui/models/sentences.h"
#include "ui/models/trustwords.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/laddertrading.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/linkchip.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace bw {
namespace {

// A calm market is silent for this long and live all the same (Bybit repeats the best level every 3 s); beyond it the age is the news.
constexpr std::chrono::seconds kQuiet{5};
// How long a depth that was asked for is believed to be on its way; after that the selector says again what the book has.
constexpr std::chrono::seconds kDepthPatience{5};
constexpr std::array kDepths{50, 200, 1000};
constexpr std::array kLargeFactors{0, 3, 5, 10, 20};

} // namespace

LadderPanel::LadderPanel(EngineClient &client, LinkBoard &links, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : ProfileFrame(client, theme, parent), m_client(client), m_theme(theme), m_pulse(pulse), m_model(new LadderModel(this)),
      m_view(new LadderView(*m_model, pulse.clock(), theme, this)), m_trading(new LadderTrading(client, pulse.clock(), theme, this))
{
    setObjectName(QStringLiteral("ladderPanel"));
    setAccessibleName(tr("Ladder"));
    build(links);
    offerLargeFactors();
    connect(m_view, &LadderView::priceChosen, this, &LadderPanel::onPriceChosen);
    connect(m_view, &LadderView::tradingKeyPressed, this, &LadderPanel::tradingKeyPressed);
    connect(m_view, &LadderView::orderDropped, this,
            [this](PriceTicks from, Side side, PriceTicks to) { m_trading->amend(m_model->ordersAt(from, side), to); });
    connect(m_view, &LadderView::clickIgnored, this,
            [this] { m_trading->say(tr("Nothing taken: the row had just moved under the pointer."), Tone::Caution); });
    connect(m_view, &LadderView::groupStepped, this, &LadderPanel::stepGroup);
    connect(m_depth, &QComboBox::activated, this, &LadderPanel::askForDepth);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_wantedGroup = m_group->currentData().toLongLong();
        m_model->setGroup(m_wantedGroup);
        m_view->refreshNumbers();
        Q_EMIT groupChosen(m_wantedGroup);
    });
    connect(&client, &EngineClient::instrumentChanged, this, &LadderPanel::onInstrument);
    connect(&client, &EngineClient::orderChanged, m_model, &LadderModel::setOrder);
    pulse.onFrame(this, [this] { look(); });
    pulse.onTenth(this, [this] { showState(); });
    onInstrument(client.instrument());
}

QComboBox *LadderPanel::addChoice(QBoxLayout *line, const QString &objectName, const QString &label, const QString &name)
{
    auto *title = roleLabel(label, "label", this);
    auto *choice = new QComboBox(this);
    choice->setObjectName(objectName);
    choice->setAccessibleName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    title->setBuddy(choice);
    line->addWidget(title);
    line->addWidget(choice);
    return choice;
}

void LadderPanel::build(LinkBoard &links)
{
    auto *choices = new QHBoxLayout;
    choices->setSpacing(Theme::kInside);
    auto *link = new LinkChip(links, LinkBoard::Panel::Book,
                              tr("Ladder, tape, spread, depth and order ticket show one open book together: this is their group."), m_theme, this);
    link->setObjectName(QStringLiteral("ladderLink"));
    m_group = addChoice(choices, QStringLiteral("ladderGroup"), tr("group"), tr("Group prices by"));
    m_group->setToolTip(tr("How many ticks make a row; keys + and \u2212"));
    choices->addSpacing(Theme::kInside);
    m_depth = addChoice(choices, QStringLiteral("ladderDepth"), tr("depth"), tr("Levels that the venue sends"));
    m_depth->setToolTip(tr("Levels a side that the venue sends and the ladder shows. Deeper books come less often."));
    for (const int depth : kDepths)
        m_depth->addItem(QString::number(depth), depth);
    choices->addStretch(1);
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("ladderState"));
    m_waiting = roleLabel(QString(), "empty", this);
    m_waiting->setObjectName(QStringLiteral("ladderWaiting"));
    m_waiting->setWordWrap(true);
    m_waiting->setAlignment(Qt::AlignCenter);

    m_head = new QHBoxLayout;
    m_head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    m_head->setSpacing(Theme::kInside);
    m_head->addLayout(choices);
    auto *said = new QHBoxLayout;
    said->setSpacing(Theme::kInside);
    said->addWidget(link);
    said->addWidget(m_state, 1);
    m_head->addLayout(said, 1);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(frameWidth(), frameWidth(), frameWidth(), frameWidth());
    column->setSpacing(0);
    column->addLayout(m_head);
    column->addWidget(m_trading);
    column->addLayout(m_stack, 1);
    setFocusProxy(m_view);
}

void LadderPanel::setQty(const std::optional<QtyLots> &lots) { m_trading->oneClick().setQty(lots); }

/// A group is no price that one could send at: it only fills the ticket.
void LadderPanel::onPriceChosen(PriceTicks price, int column)
{
    const bool isOrder = column == LadderModel::BidColumn || column == LadderModel::AskColumn;
    if (m_trading->oneClick().isArmed() && isOrder && m_model->group() == 1)
        m_trading->oneClick().press(column == LadderModel::BidColumn ? Side::Buy : Side::Sell, price);
    else
        Q_EMIT priceChosen(price);
}

void LadderPanel::offerLargeFactors()
{
    for (const int factor : kLargeFactors) {
        auto *action = new QAction(factor == 0 ? tr("Mark no large sizes") : tr("Mark sizes above %1 times the median in sight").arg(factor), m_view);
        action->setCheckable(true);
        action->setChecked(factor == m_view->largeFactor());
        action->setData(factor);
        connect(action, &QAction::triggered, this, [this, factor] {
            setLargeFactor(factor);
            Q_EMIT largeFactorChanged(factor);
        });
        m_view->addAction(action);
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void LadderPanel::setLargeFactor(int factor)
{
    m_view->setLargeFactor(factor);
    for (QAction *action : m_view->actions())
        action->setChecked(action->data().toInt() == factor);
}

int LadderPanel::largeFactor() const { return m_view->largeFactor(); }

QSize LadderPanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.numberFont());
    return {metrics.horizontalAdvance(u'0') * 32, m_theme.ladderRowHeight() * 8};
}

/// Choices and state share a line where there is room for both.
void LadderPanel::resizeEvent(QResizeEvent *event)
{
    ProfileFrame::resizeEvent(event);
    const int characters = width() / std::max(1, QFontMetrics(m_theme.labelFont()).averageCharWidth());
    const bool isWide = characters >= 58;
    m_head->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_state->setAlignment((isWide ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

void LadderPanel::onInstrument(const InstrumentPtr &instrument)
{
    const bool isSame = m_model->book() && instrument && m_model->book()->instrument->id() == instrument->id();
    if (!isSame)
        m_model->setBook(nullptr); // another instrument's numbers are not shown for a single frame
    if (!isSame && instrument)
        offerGroups(*instrument);
    m_seenBook = 0;
    look();
    showState();
}

void LadderPanel::look()
{
    if (const auto ticker = m_client.ticker().readNewer(m_seenTicker))
        m_model->setTicker(ticker);
    const auto traded = m_client.market().tradedVolume().readNewer(m_seenTraded);
    if (traded)
        m_model->setTraded(traded);
    const auto book = m_client.book().readNewer(m_seenBook);
    const bool isOpen = book && m_client.instrument() && book->instrument->id() == m_client.instrument()->id();
    if (isOpen) {
        m_model->setBook(book);
        fit(*book);
        showDepth(*book);
    }
    if (isOpen || traded)
        m_view->refreshNumbers();
    if (isOpen)
        showState();
}

void LadderPanel::fit(const BookSnapshot &book)
{
    if (!book.hasBothSides() || m_fitted == book.instrument->id())
        return;
    m_fitted = book.instrument->id();
    const QString price = book.instrument->priceText(book.asks.front().price);
    m_view->fitColumns(*book.instrument, static_cast<int>(price.indexOf(u'.') < 0 ? price.size() : price.indexOf(u'.')));
    m_view->centre();
}

void LadderPanel::offerGroups(const Instrument &instrument)
{
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const std::int64_t step : kLadderGroups)
        //: a ladder group: how many ticks, the price step that this makes
        m_group->addItem(tr("%1× · %2").arg(step).arg(instrument.priceText(PriceTicks(step))), QVariant::fromValue(qint64(step)));
    m_group->setCurrentIndex(std::max(0, m_group->findData(QVariant::fromValue(qint64(m_wantedGroup)))));
    m_model->setGroup(m_group->currentData().toLongLong());
}

void LadderPanel::setGroup(std::int64_t ticks)
{
    if (std::find(kLadderGroups.begin(), kLadderGroups.end(), ticks) == kLadderGroups.end())
        return;
    m_wantedGroup = ticks;
    const QSignalBlocker quiet(m_group);
    m_group->setCurrentIndex(m_group->findData(QVariant::fromValue(qint64(ticks))));
    m_model->setGroup(ticks);
    m_view->refreshNumbers();
}

void LadderPanel::stepGroup(int steps)
{
    const int index = m_group->currentIndex() + steps;
    if (index >= 0 && index < m_group->count())
        m_group->setCurrentIndex(index);
}

void LadderPanel::askForDepth()
{
    m_askedDepthAt = m_pulse.clock().now();
    m_client.market().selectDepth(m_depth->currentData().toInt());
    Q_EMIT depthChosen(m_depth->currentData().toInt());
}

/// The selector shows what the book has; a wish stands there only while its answer may still come.
void LadderPanel::showDepth(const BookSnapshot &book)
{
    const int has = m_depth->findData(book.depth);
    if (has == m_depth->currentIndex())
        m_askedDepthAt.reset();
    else if (!m_askedDepthAt || m_pulse.clock().now() - *m_askedDepthAt > kDepthPatience)
        m_depth->setCurrentIndex(has);
}

QString LadderPanel::stateOf(const BookSnapshot &book) const
{
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(m_pulse.clock().now() - book.receivedAt);
    if (!book.isLive())
        //: the book's age stands first, since it is what counts
        return tr("STALE %1 \u00B7 %2").arg(readAge(age), sentences::of(book.state, book.gap));
    //: %1 is an age, %2 the book's trust
    const QString state = age < kQuiet ? tr("live \u00B7 %1 \u00B7 trust %2") : tr("live, quiet for %1 \u00B7 trust %2");
    const QString said = state.arg(readAge(age), trustwords::score(book.trust, true));
    return book.isUpdateIdIgnored ? tr("%1 \u00B7 with holes in its updates").arg(said) : said;
}

void LadderPanel::showState()
{
    const BookSnapshot *book = m_model->book();
    const bool hasLevels = book && (!book->bids.empty() || !book->asks.empty());
    if (!hasLevels) {
        const QString symbol = m_client.instrument() ? m_client.instrument()->id().symbol : tr("the instrument");
        m_waiting->setText(book ? tr("%1: %2").arg(symbol, sentences::of(book->state, book->gap)) : tr("Waiting for the first order book of %1.").arg(symbol));
        m_stack->setCurrentWidget(m_waiting);
        m_state->clear();
        return;
    }
    m_stack->setCurrentWidget(m_view);
    m_view->setStale(!book->isLive());
    setText(m_state, stateOf(*book));
    const auto level = trustwords::levelOf(book->trust, book->isLive(), m_client.limits().minTrust);
    const bool isTrusted = level == trustwords::Level::Good || level == trustwords::Level::NotJudged;
    const bool isDoubtful = !book->isLive() || !isTrusted || book->isUpdateIdIgnored;
    setRole(m_state, isDoubtful ? "caution" : "label");
}

} // namespace bw
