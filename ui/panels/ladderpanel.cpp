// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ladderpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/laddergroup.h"
#include "ui/models/laddermodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {
namespace {

// A calm market is silent for this long and live all the same (Bybit repeats the best level every 3 s); beyond it the age is shown.
constexpr std::chrono::seconds kQuiet{5};

} // namespace

LadderPanel::LadderPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : ProfileFrame(client, theme, parent), m_client(client), m_theme(theme), m_pulse(pulse), m_model(new LadderModel(this)),
      m_view(new LadderView(*m_model, theme, this))
{
    setObjectName(QStringLiteral("ladderPanel"));
    setAccessibleName(tr("Ladder"));
    build();
    connect(m_view, &LadderView::priceChosen, this, &LadderPanel::priceChosen);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_model->setGroup(m_group->currentData().toLongLong());
        m_view->refreshScale();
    });
    connect(&client, &EngineClient::instrumentChanged, this, &LadderPanel::onInstrument);
    connect(&client, &EngineClient::orderChanged, m_model, &LadderModel::setOrder);
    pulse.onFrame(this, [this] { look(); });
    pulse.onTenth(this, [this] { showState(); });
    onInstrument(client.instrument());
}

void LadderPanel::build()
{
    auto *label = roleLabel(tr("group"), "label", this);
    m_group = new QComboBox(this);
    m_group->setObjectName(QStringLiteral("ladderGroup"));
    m_group->setAccessibleName(tr("Group prices by"));
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label->setBuddy(m_group);
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("ladderState"));
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_waiting = roleLabel(QString(), "empty", this);
    m_waiting->setObjectName(QStringLiteral("ladderWaiting"));
    m_waiting->setWordWrap(true);
    m_waiting->setAlignment(Qt::AlignCenter);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->setSpacing(Theme::kBetween);
    head->addWidget(label);
    head->addWidget(m_group);
    head->addWidget(m_state, 1);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(frameWidth(), frameWidth(), frameWidth(), frameWidth());
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    setFocusProxy(m_view);
}

QSize LadderPanel::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.numberFont());
    return {metrics.horizontalAdvance(u'0') * 32, m_theme.ladderRowHeight() * 8};
}

void LadderPanel::onInstrument(const InstrumentPtr &instrument)
{
    const bool isSame = m_model->book() && instrument && m_model->book()->instrument->id() == instrument->id();
    if (!isSame)
        m_model->setBook(nullptr); // another instrument's numbers are not shown for a single frame
    m_seenBook = 0;
    look();
    showState();
}

void LadderPanel::look()
{
    const auto ticker = m_client.ticker().readNewer(m_seenTicker);
    if (ticker)
        m_model->setTicker(ticker);
    const auto book = m_client.book().readNewer(m_seenBook);
    if (!book || (m_client.instrument() && !(book->instrument->id() == m_client.instrument()->id())))
        return;
    m_model->setBook(book);
    if (book->hasBothSides() && m_fitted != book->instrument->id()) {
        m_fitted = book->instrument->id();
        offerGroups(*book->instrument);
        const QString price = book->instrument->priceText(book->asks.front().price);
        m_view->fitColumns(*book->instrument, static_cast<int>(price.indexOf(u'.') < 0 ? price.size() : price.indexOf(u'.')));
        m_view->centre();
    }
    m_view->refreshScale();
    showState();
}

void LadderPanel::offerGroups(const Instrument &instrument)
{
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const std::int64_t step : kLadderGroups)
        //: a ladder group: how many ticks, the price step that this makes
        m_group->addItem(tr("%1× · %2").arg(step).arg(instrument.priceText(PriceTicks(step))), QVariant::fromValue(qint64(step)));
    m_model->setGroup(1);
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
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(m_pulse.clock().now() - book->receivedAt);
    const QString state = sentences::of(book->state, book->gap);
    if (!book->isLive())
        //: the book's age stands first, since it is what counts
        setText(m_state, tr("STALE %1 · %2").arg(readAge(age), state));
    else
        setText(m_state, age < kQuiet ? tr("live") : tr("live, quiet for %1").arg(readAge(age)));
    setRole(m_state, book->isLive() ? "label" : "caution");
}

} // namespace bw
