// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventlog.h"

#include "core/engine/eventfields.h"

#include <QJsonDocument>

namespace bw {

namespace {
constexpr std::chrono::milliseconds kBookPace{250}; // at most 4 lines a second
}

Result<std::unique_ptr<QFile>> EventLog::openFile(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    const bool isOpen = path == QStringLiteral("-") ? file->open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered)
                                                    : file->open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
    if (!isOpen)
        return fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0,
                     QStringLiteral("can't write events to \"%1\": %2").arg(path, file->errorString())});
    return file;
}

EventLog::EventLog(std::unique_ptr<QFile> file, const Clock &clock, Scheduler &scheduler)
    : m_file(std::move(file)), m_clock(clock), m_scheduler(scheduler)
{
}

EventLog::~EventLog()
{
    const auto keys = m_books.keys();
    for (const auto &key : keys)
        writeHeld(key);
}

void EventLog::write(const QString &event, QJsonObject fields)
{
    if (const int lost = m_file.hasRoom() ? m_file.takeLost() : 0; lost > 0)
        write(QStringLiteral("error"), fieldsOf(Notice{Notice::Severity::Caution,
                                                       {ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0,
                                                        QStringLiteral("%1 event lines are missing here: whoever reads them is too slow").arg(lost)},
                                                       QStringLiteral("events"), m_clock.utcNow()}));
    fields.insert(QStringLiteral("t"), toIso8601(m_clock.utcNow()));
    fields.insert(QStringLiteral("event"), event);
    m_file.append(QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n');
}

void EventLog::listenTo(EngineEvents &events, MarketEvents &marketEvents, TradeEvents &tradeEvents)
{
    listenTo(events);
    listenTo(marketEvents);
    listenTo(tradeEvents);
}

void EventLog::listenTo(TradeEvents &events)
{
    using E = TradeEvents;
    connect(&events, &E::accountChangeUpdated, this, [this](const AccountChange &change) { write(QStringLiteral("change"), fieldsOf(change)); });
    connect(&events, &E::stopAllChanged, this, &EventLog::onStopAll);
    connect(&events, &E::ledgerRead, this, [this](const QVector<LedgerEntry> &entries) {
        for (const auto &entry : entries)
            write(QStringLiteral("ledger"), fieldsOf(entry));
    });
}

void EventLog::onStopAll(const StopAllView &view)
{
    m_stopAllTold.resize(view.lines.size());
    for (qsizetype i = 0; i < view.lines.size(); ++i) {
        const auto &line = view.lines.at(i);
        auto &told = m_stopAllTold[i];
        if (line.state == StopAllView::State::Waiting || (line.state == told.state && line.left == told.left && line.error == told.error)) {
            told = line;
            continue;
        }
        told = line;
        write(QStringLiteral("stop_all"), stopAllFields(view, line));
    }
}

void EventLog::listenTo(EngineEvents &events)
{
    using E = EngineEvents;
    const auto line = [this](const QString &name, const auto &value) { write(name, fieldsOf(value)); };
    connect(&events, &E::connectionChanged, this, [line](const ConnectionStatus &s) { line(QStringLiteral("connection"), s); });
    connect(&events, &E::keyAudited, this, [line](const KeyAudit &a) { line(QStringLiteral("key_audit"), a); });
    connect(&events, &E::previewReady, this, [line](const Preview &p) { line(QStringLiteral("preview"), p); });
    connect(&events, &E::orderChanged, this, [line](const Order &o) { line(QStringLiteral("order"), o); });
    connect(&events, &E::executionAdded, this, [line](const Execution &x) { line(QStringLiteral("execution"), x); });
    connect(&events, &E::positionReported, this, [line](const Position &p) { line(QStringLiteral("position"), p); });
    connect(&events, &E::headlineAdded, this, [line](const Headline &h) { line(QStringLiteral("headline"), h); });
    connect(&events, &E::signalChanged, this, [line](const Signal &s) { line(QStringLiteral("signal"), s); });
    connect(&events, &E::analystCallFinished, this, [line](const AnalystCall &c) { line(QStringLiteral("ai_call"), c); });
    connect(&events, &E::noticeRaised, this, [line](const Notice &n) { line(QStringLiteral("error"), n); });
    connect(&events, &E::bookPublished, this, [this](const std::shared_ptr<const BookSnapshot> &book) {
        const InstrumentId &id = book->instrument->id();
        onBook(toName(id.category) + u'/' + id.symbol, book->state, [book] { return fieldsOf(*book); });
    });
    connect(&events, &E::gapSeen, this, [this](const InstrumentId &id, GapKind gap, const QString &action) {
        write(QStringLiteral("gap"), gapFields(id, gap, action));
    });
    connect(&events, &E::reconciled, this, [this](const QString &what, bool isRead, int differences) {
        write(QStringLiteral("reconcile"), reconcileFields(what, isRead, differences));
    });
    connect(&events, &E::measured, this, [this](const QString &name, double value) { write(QStringLiteral("measured"), {{name, value}}); });
    connect(&events, &E::tradingStateChanged, this, [this](TradingState state, const QString &by, const QString &reason) {
        write(QStringLiteral("trading_state"), tradingStateFields(state, by, reason));
    });
}

void EventLog::listenTo(MarketEvents &events)
{
    using E = MarketEvents;
    connect(&events, &E::venueQuoted, this, [this](const RelayPair &pair, const VenueQuote &quote) {
        onBook(QStringLiteral("relay/") + pair.key.exchange + u'/' + pair.key.symbol, quote.state, [pair, quote] { return quoteFields(pair, quote); });
    });
    connect(&events, &E::replayChanged, this, [this](const ReplayView &replay) { write(QStringLiteral("replay"), fieldsOf(replay)); });
    connect(&events, &E::venueGapSeen, this, [this](const RelayPair &pair, GapKind gap, const QString &action) {
        write(QStringLiteral("gap"), gapFields(pair, gap, action));
    });
    connect(&events, &E::trustChanged, this, [this](const InstrumentId &id, const BookTrust &trust) {
        write(QStringLiteral("trust"), trustFields(id, trust));
    });
    connect(&events, &E::anomalyChanged, this, [this](const SpreadAnomaly &anomaly) { write(QStringLiteral("anomaly"), fieldsOf(anomaly, m_clock.utcNow())); });
}

void EventLog::onBook(const QString &key, BookState state, Fields fields)
{
    auto &pace = m_books[key];
    if (!pace)
        pace = std::make_shared<BookPace>();
    const auto now = m_clock.now();
    const bool isOther = state != pace->state;
    if (isOther && pace->held)
        writeHeld(key); // the last live book before it went
    pace->held = std::move(fields);
    pace->heldState = state;
    if (isOther || now - pace->at >= kBookPace)
        writeHeld(key);
    else if (!pace->timer)
        pace->timer = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(kBookPace - (now - pace->at)), [this, key] { writeHeld(key); });
}

void EventLog::writeHeld(const QString &key)
{
    const auto pace = m_books.value(key);
    pace->timer.reset();
    const auto fields = std::exchange(pace->held, nullptr);
    if (!fields)
        return;
    pace->at = m_clock.now();
    pace->state = pace->heldState;
    write(QStringLiteral("book"), fields());
}

} // namespace bw
