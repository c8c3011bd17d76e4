// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/scheduler.h"
#include "core/engine/api/engineclient.h"

#include <QObject>

namespace bw {

/// The scripted demonstration (--tour): waits for a live book, has the headlines judged, reviews the signal, previews and sends one order
/// and waits for its fill and position, all through the same client as the window. Ends with finished() once, within 60 s; the step that
/// did not happen is named. Gui thread. Never runs outside the profile sandbox.
class Tour final : public QObject {
    Q_OBJECT
public:
    Tour(EngineClient &client, Scheduler &scheduler, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    /// `failedStep` is empty when every step happened.
    void finished(const QString &failedStep);
    /// The signal that was approved: the window puts it on the ticket.
    void signalApproved(const bw::Signal &signal);

private:
    enum class Step : std::uint8_t { Book, Trading, Signal, Preview, Sent, Filled, Position, Over };
    void look();
    void lookForBook();
    void onSignal(const Signal &signal);
    void askPreview();
    void onPreview(const Preview &preview);
    void onOrder(const Order &order);
    void onPositions(const QVector<Position> &positions);
    void goTo(Step step);
    void end(const QString &failedStep);
    [[nodiscard]] QString stepName() const;

    EngineClient &m_client;
    Scheduler &m_scheduler;
    Scheduler::Handle m_pulse, m_deadline;
    Step m_step = Step::Book;
    std::optional<Signal> m_signal;
    QString m_previewId, m_linkId, m_lastRefusal;
};

} // namespace bw
