// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/scheduler.h"
#include "core/engine/eventfile.h"
#include "core/engine/engineevents.h"
#include "core/engine/marketevents.h"
#include "core/engine/tradeevents.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace bw {

/// Writes what the engine says as one JSON object a line (interfaces.md, "Events"): UTC time, event name, money as decimal strings, never
/// a secret. Listens directly on the engine thread and waits for no reader (EventFile). Book lines are held to 4 a second
/// for a symbol, with the newest written last, and always written on a change of state. Owned by the Engine.
class EventLog final : public QObject {
    Q_OBJECT
public:
    /// Appends to the file, or writes to standard output for "-".
    [[nodiscard]] static Result<std::unique_ptr<QFile>> openFile(const QString &path);

    EventLog(std::unique_ptr<QFile> file, const Clock &clock, Scheduler &scheduler);
    ~EventLog() override;

    void listenTo(EngineEvents &events, MarketEvents &marketEvents, TradeEvents &tradeEvents);
    void write(const QString &event, QJsonObject fields);

private:
    /// The fields are asked for only when the line is written: a book's hash is no small thing.
    using Fields = std::function<QJsonObject()>;
    struct BookPace {
        MonoTime at{};
        BookState state = BookState::Waiting, heldState = BookState::Waiting;
        Fields held; ///< newer than what was written last
        Scheduler::Handle timer;
    };
    void listenTo(EngineEvents &events);
    void listenTo(MarketEvents &events);
    void listenTo(TradeEvents &events);
    void onStopAll(const StopAllView &view);
    void onBook(const QString &key, BookState state, Fields fields);
    void writeHeld(const QString &key);

    EventFile m_file;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    QHash<QString, std::shared_ptr<BookPace>> m_books;
    QVector<StopAllView::Line> m_stopAllTold; ///< a line is written when its step moves
};

} // namespace bw
