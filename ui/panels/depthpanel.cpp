// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/depthpanel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/widgets/depthheatmap.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {
namespace {

constexpr std::chrono::seconds kLate{2}; // eight buckets: not a hiccup of one timer

} // namespace

DepthPanel::DepthPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_pulse(pulse), m_theme(theme)
{
    setObjectName(QStringLiteral("depthPanel"));
    setAccessibleName(tr("Depth over time"));
    fillAsPanel(this);
    build();
    connect(&client, &EngineClient::instrumentChanged, this, &DepthPanel::onInstrument);
    // Not onTenth(): the engine's buffer is bounded, so it is emptied also while nobody looks.
    connect(&pulse, &FramePulse::tenth, this, &DepthPanel::drain);
    pulse.onTenth(this, [this] { showState(); });
    onInstrument(client.instrument());
}

void DepthPanel::build()
{
    m_scale = roleLabel(QString(), "label", this);
    m_scale->setObjectName(QStringLiteral("depthScale"));
    m_scale->setToolTip(tr(
        "How much price one row of the map holds. The wheel or + and − change the span of prices, a double click or Space fits it again."));
    auto *state = new ElidedLabel(this);
    state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    state->setObjectName(QStringLiteral("depthState"));
    m_state = state;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    head->addWidget(m_scale);
    head->addWidget(state, 1);
    m_waiting = roleLabel(QString(), "empty", this);
    m_waiting->setObjectName(QStringLiteral("depthWaiting"));
    m_waiting->setWordWrap(true);
    m_waiting->setAlignment(Qt::AlignCenter);
    m_map = new DepthHeatmap(m_grid, m_theme, this);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_map);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    setFocusProxy(m_map);
}

void DepthPanel::setTimeText(const TimeText &zone) { m_map->setTimeText(zone); }

void DepthPanel::onInstrument(const InstrumentPtr &instrument)
{
    const auto id = instrument ? std::optional(instrument->id()) : std::nullopt;
    if (id != m_instrument) {
        m_instrument = id;
        (void)m_client.market().depth().swapInto(m_fresh); // what is still in the buffer is of the instrument before
        m_grid.clear();
    }
    m_map->setInstrument(instrument);
    showState();
}

void DepthPanel::drain()
{
    // Columns that the buffer could not hold are buckets that never came: the grid shows them as a gap.
    (void)m_client.market().depth().swapInto(m_fresh);
    if (m_fresh.empty())
        return;
    for (DepthColumn &column : m_fresh)
        m_grid.add(std::move(column));
    if (m_map->isVisible())
        m_map->update();
}

void DepthPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showState();
}

void DepthPanel::showState()
{
    const InstrumentPtr open = m_client.instrument();
    if (m_grid.isEmpty() || !open) {
        const QString symbol = open ? open->id().symbol : tr("the instrument");
        setText(m_waiting,
                tr("Waiting for the order book of %1: the map grows by four columns a second as soon as it is live.").arg(symbol));
        m_stack->setCurrentWidget(m_waiting);
        m_state->clear();
        m_scale->clear();
        return;
    }
    m_stack->setCurrentWidget(m_map);
    //: the price step of one row
    setText(m_scale,
            m_grid.isFitted() ? tr("%1 a row").arg(readPrice(*open, PriceTicks(m_grid.step())))
                              : tr("%1 a row, span chosen by hand").arg(readPrice(*open, PriceTicks(m_grid.step()))));
    const DepthColumn &newest = m_grid.column(0);
    const auto age = std::max(m_pulse.clock().utcNow() - newest.at, std::chrono::milliseconds(0));
    const auto book = m_client.book().read();
    if (newest.isGap)
        setText(m_state, book && !book->isLive() ? sentences::of(book->state, book->gap) : tr("no true book now"));
    else
        setText(m_state,
                age < kLate ? tr("live, last %1").arg(readAge(DepthColumn::kBucket * m_grid.count()))
                            : tr("no news for %1").arg(readAge(age)));
    setRole(m_state, !newest.isGap && age < kLate ? "label" : "caution");
}

} // namespace bw
