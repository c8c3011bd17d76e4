// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/gaugebar.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/tablemodel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QLabel>

#include <cmath>

namespace bw {
namespace {

/// "−3 ± 8 ms": whole milliseconds are as fine as the venue's clock is.
QString clockText(const GaugesView &gauges)
{
    if (!gauges.clockOffset || !gauges.clockError)
        return GaugeBar::tr("clock not measured");
    const auto ms = [](std::chrono::microseconds span) { return readDecimal(Decimal::fromScaled(span.count(), 3), 0); };
    return GaugeBar::tr("clock %1 \u00B1 %2 ms").arg(ms(*gauges.clockOffset), ms(*gauges.clockError));
}

} // namespace

GaugeBar::GaugeBar(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QStatusBar(parent), m_client(client), m_theme(theme), m_pulse(pulse),
      m_public(addGauge(QStringLiteral("publicGauge"), tr("\u25CF public connecting"), tr("The venue's public stream: book, trades, ticker"))),
      m_private(addGauge(QStringLiteral("privateGauge"), tr("\u25CF private connecting"), tr("The venue's private stream: orders, fills, positions"))),
      m_key(addGauge(QStringLiteral("keyGauge"), tr("key not audited"), QString())),
      m_ai(addGauge(QStringLiteral("aiGauge"), tr("AI 00.0 s, 00.000 $ today"), tr("The model's last answer time, and what its answers cost today (estimate)"))),
      m_clock(addGauge(QStringLiteral("clockGauge"), tr("clock \u2212000 \u00B1 000 ms"), tr("The venue's clock minus ours, and how well that is known"))),
      m_orders(addGauge(QStringLiteral("ordersGauge"), tr("orders 00/00"), tr("Order requests that the venue still allows in this second"))),
      m_book(addGauge(QStringLiteral("bookGauge"), tr("book 000/s"), tr("Book updates a second"))),
      m_recording(addGauge(QStringLiteral("recordingGauge"), tr("\u25CF recording 0000.0 MB"), QString())),
      m_frames(addGauge(QStringLiteral("framesGauge"), tr("00 fps"), tr("Frames that the window draws in a second at most"))),
      m_time(addGauge(QStringLiteral("timeGauge"), QStringLiteral("00:00:00 UTC"), tr("Coordinated universal time of this computer")))
{
    setObjectName(QStringLiteral("gaugeBar"));
    setSizeGripEnabled(false);
    setContentsMargins(Theme::kBetween, 0, Theme::kBetween, 0);
    m_recording->hide();
    onConnection({.stream = ConnectionStatus::Stream::Public});
    onConnection({.stream = ConnectionStatus::Stream::Private});
    connect(&client, &EngineClient::connectionChanged, this, &GaugeBar::onConnection);
    connect(&client, &EngineClient::sessionChanged, this, &GaugeBar::showKey);
    connect(&client, &EngineClient::keyAudited, this, [this](const KeyAudit &audit) {
        m_audit = audit;
        showKey();
    });
    showKey();
    connect(&theme, &Theme::changed, this, &GaugeBar::fit);
    fit();
    m_pulse.onTenth(this, [this] { look(); });
}

QLabel *GaugeBar::addGauge(const QString &objectName, const QString &widest, const QString &explanation)
{
    QLabel *label = roleLabel(QString(), "label", this);
    label->setObjectName(objectName);
    label->setToolTip(explanation);
    m_widest.insert(label, widest);
    if (objectName == u"timeGauge" || objectName == u"recordingGauge" || objectName == u"framesGauge")
        addPermanentWidget(label);
    else
        addWidget(label);
    return label;
}

void GaugeBar::fit()
{
    for (auto it = m_widest.cbegin(); it != m_widest.cend(); ++it) {
        it.key()->setFont(m_theme.labelFont());
        it.key()->setMinimumWidth(QFontMetrics(m_theme.labelFont()).horizontalAdvance(it.value()) + Theme::kBetween);
    }
}

void GaugeBar::onConnection(const ConnectionStatus &status)
{
    using Stream = ConnectionStatus::Stream;
    QLabel *label = status.stream == Stream::Public ? m_public : status.stream == Stream::Private ? m_private : nullptr;
    if (!label)
        return;
    using State = ConnectionStatus::State;
    const QString dot = status.state == State::Live ? QStringLiteral("\u25CF") : QStringLiteral("\u25CB"); // filled only when live
    const QString full = sentences::of(status);
    // The bar has room for the state's first word; the tool tip has the sentence.
    const QString shortened = full.section(u':', 0, 0).section(u',', 0, 0);
    setText(label, tr("%1 %2 %3", "dot, stream, state").arg(dot, sentences::streamName(status.stream), shortened));
    setRole(label, status.state == State::Live ? "bid" : status.state == State::Down ? "danger" : "caution");
    label->setFont(m_theme.labelFont()); // polishing anew forgets it
    label->setToolTip(plainToolTip(tr("%1: %2", "stream: state").arg(sentences::streamName(status.stream), full)));
}

void GaugeBar::showKey()
{
    const SessionView &session = m_client.session();
    const bool isDead = session.keyTrouble && !session.keyTrouble->endsByItself;
    const KeyLevel level = session.keyLevel;
    setText(m_key, isDead ? tr("key refused") : level == KeyLevel::None ? sentences::word(level) : tr("key %1", "what it may do").arg(sentences::word(level)));
    const bool isWarned = m_audit && m_audit->verdict != KeyAudit::Advice::Ok;
    setRole(m_key, isDead || level == KeyLevel::Withdraw ? "danger" : level == KeyLevel::None || (level == KeyLevel::Trade && !isWarned) ? "label" : "caution");
    m_key->setFont(m_theme.labelFont()); // polishing anew forgets it
    m_key->setToolTip(plainToolTip(m_audit && level != KeyLevel::None ? sentences::of(*m_audit) : tr("What the key of this session may do at the venue")));
}

void GaugeBar::look()
{
    setText(m_time, readTimeWithZone(m_pulse.clock().utcNow()));
    setText(m_frames, tr("%1 fps").arg(m_pulse.framesPerSecond()));
    if (const auto gauges = m_client.gauges().read())
        showGauges(*gauges);
    showRecording();
}

/// Only in a session that is recorded; one that ended too early stays in sight.
void GaugeBar::showRecording()
{
    const auto recording = m_client.market().recording().readNewer(m_seenRecording);
    if (!recording)
        return;
    m_recording->setVisible(recording->isRecording || recording->hasFailed);
    const QString megabytes = readDecimal(Decimal::fromScaled(recording->bytes / 100'000, 1), 1);
    setText(m_recording, recording->hasFailed ? tr("recording ended at %1 MB").arg(megabytes) : tr("\u25CF recording %1 MB").arg(megabytes));
    setRole(m_recording, recording->hasFailed ? "danger" : "caution");
    m_recording->setFont(m_theme.labelFont()); // polishing anew forgets it
    m_recording->setToolTip(plainToolTip(recording->hasFailed ? tr("Nothing after that is in the file %1").arg(recording->file)
                                                              : tr("Everything that comes in is kept in the file %1; keys are masked").arg(recording->file)));
}

void GaugeBar::showGauges(const GaugesView &gauges)
{
    const QString latency = gauges.aiLatency ? readMilliseconds(*gauges.aiLatency) : kMissing.toString();
    setText(m_ai, tr("AI %1, %2 today").arg(latency, readUsd(gauges.aiCostToday, 3)));
    setText(m_clock, clockText(gauges));
    setRole(m_clock, gauges.clockError ? "label" : "caution");
    const QString left = gauges.orderBudgetLeft ? QString::number(*gauges.orderBudgetLeft) : kMissing.toString();
    const QString all = gauges.orderBudget ? QString::number(*gauges.orderBudget) : kMissing.toString();
    setText(m_orders, tr("orders %1/%2", "left of allowed").arg(left, all));
    setRole(m_orders, gauges.orderBudgetLeft == 0 ? "caution" : "label");
    setText(m_book, tr("book %1/s").arg(std::lround(gauges.bookUpdatesPerSecond)));
    if (gauges.publicLatency)
        m_book->setToolTip(tr("Book updates a second; the last one came %1 after the venue matched it").arg(readMilliseconds(*gauges.publicLatency)));
}

} // namespace bw
