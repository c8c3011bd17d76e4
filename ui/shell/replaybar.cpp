// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/replaybar.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>

#include <algorithm>
#include <limits>

namespace bw {
namespace {

/// The slider counts milliseconds: 24 days are the most that it holds.
int sliderValue(std::chrono::milliseconds time)
{
    return static_cast<int>(std::clamp<std::int64_t>(time.count(), 0, std::numeric_limits<int>::max()));
}

} // namespace

ReplayBar::ReplayBar(MarketClient &market, const Theme &theme, FramePulse &pulse, QWidget *parent) : QFrame(parent), m_market(market)
{
    setObjectName(QStringLiteral("replayBar"));
    setAccessibleName(tr("Replay"));
    build(theme);
    hide();
    // Not onTenth(): it is hidden until a replay says that it is one.
    connect(&pulse, &FramePulse::tenth, this, &ReplayBar::look);
}

void ReplayBar::build(const Theme &theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::kAround, 2, Theme::kAround, 2);
    row->setSpacing(Theme::kBetween);
    auto *title = roleLabel(tr("REPLAY"), "caution", this);
    m_pause = new QPushButton(tr("Pause"), this);
    m_pause->setObjectName(QStringLiteral("replayPause"));
    m_pause->setMinimumWidth(m_pause->fontMetrics().horizontalAdvance(tr("Play") + tr("Pause")) + 2 * Theme::kAround);
    m_step = new QPushButton(tr("One frame"), this);
    m_step->setObjectName(QStringLiteral("replayStep"));
    m_step->setToolTip(tr("Plays one recorded frame and stands still"));
    m_position = new QSlider(Qt::Horizontal, this);
    m_position->setObjectName(QStringLiteral("replayPosition"));
    m_position->setAccessibleName(tr("Position in the recording"));
    m_position->setSingleStep(1000);
    m_position->setPageStep(10'000);
    m_position->setTracking(false); // a jump plays from the start: once, where it was let go
    m_speed = new QComboBox(this);
    m_speed->setObjectName(QStringLiteral("replaySpeed"));
    m_speed->setAccessibleName(tr("Speed of the replay"));
    for (const int times : {1, 2, 5, 10, 20, 50, 100})
        m_speed->addItem(tr("%1x").arg(times), times);
    m_words = roleLabel(QString(), "", this);
    m_words->setObjectName(QStringLiteral("replayWords"));
    m_words->setFont(theme.numberFont());
    m_words->setMinimumWidth(QFontMetrics(m_words->font()).horizontalAdvance(QStringLiteral("00:00:00 / 00:00:00 \u00B7 0000-00-00 00:00:00 UTC")));
    row->addWidget(title);
    row->addWidget(m_pause);
    row->addWidget(m_step);
    row->addWidget(m_position, 1);
    row->addWidget(m_speed);
    row->addWidget(m_words);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_market.setReplayPaused(!m_isPaused); });
    connect(m_step, &QPushButton::clicked, this, [this] { m_market.stepReplay(); });
    connect(m_position, &QSlider::valueChanged, this, [this](int ms) { m_market.seekReplay(std::chrono::milliseconds(ms)); });
    connect(m_speed, &QComboBox::activated, this, [this] { m_market.setReplaySpeed(m_speed->currentData().toDouble()); });
}

void ReplayBar::look()
{
    if (const auto view = m_market.replay().readNewer(m_seen)) {
        setVisible(view->state != ReplayView::State::Off);
        show(*view);
    }
}

void ReplayBar::show(const ReplayView &view)
{
    using State = ReplayView::State;
    m_isPaused = view.state == State::Paused;
    m_pause->setText(m_isPaused ? tr("Play") : tr("Pause"));
    const bool canMove = view.state == State::Playing || view.state == State::Paused;
    m_pause->setEnabled(canMove);
    m_step->setEnabled(canMove);
    m_position->setEnabled(view.state != State::Failed);
    if (!m_position->isSliderDown()) {
        const QSignalBlocker quiet(m_position); // what the recording says is no wish to jump
        m_position->setMaximum(sliderValue(view.length));
        m_position->setValue(sliderValue(view.position));
    }
    const int speed = m_speed->findData(static_cast<int>(view.speed));
    if (speed >= 0)
        m_speed->setCurrentIndex(speed);
    switch (view.state) {
    case State::Ended: setText(m_words, tr("The recording is over, %1.").arg(readDateTimeWithZone(view.recordedAt))); break;
    case State::Failed: setText(m_words, tr("The recording can't be read further.")); break;
    default:
        setText(m_words, tr("%1 / %2 \u00B7 %3", "position, length, recorded at")
                             .arg(readCountdown(view.position), readCountdown(view.length), readDateTimeWithZone(view.recordedAt)));
    }
}

} // namespace bw
