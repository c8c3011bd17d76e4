// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/facesession.h"

#include "core/sandbox/faultinjector.h"

#include <QJsonDocument>
#include <QUuid>
#include <QWebSocket>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr quint64 kMostIncoming = 128 * 1024;      // the longest legal subscribe is some 21 000 characters
constexpr qint64 kMostUnsent = 16 * 1024 * 1024;   // a reader that slow is cut, as the exchange does
constexpr auto kSilentClient = 10min;              // the exchange cuts then
constexpr auto kAgeCheck = 100ms;                  // how exactly the ages of faults are kept

} // namespace

FaceSession::FaceSession(QWebSocket *socket, const Context &context, QObject *parent)
    : QObject(parent), m_context(context), m_socket(socket), m_connectionId(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_openedAt(context.clock.now()), m_heardAt(m_openedAt)
{
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingMessageSize(kMostIncoming);
    m_socket->setMaxAllowedIncomingFrameSize(kMostIncoming);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &FaceSession::onText);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this] { receivedGarbage(); });
    connect(m_socket, &QWebSocket::disconnected, this, &QObject::deleteLater);
    m_ageTimer = m_context.scheduler.every(kAgeCheck, [this] { checkAge(); });
}

FaceSession::~FaceSession()
{
    m_socket->disconnect(this); // it says "disconnected" while it goes
}

void FaceSession::close()
{
    m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
}

void FaceSession::cut()
{
    m_socket->abort();
}

bool FaceSession::isStruck(const std::optional<std::chrono::milliseconds> &age) const
{
    return isOlderThan(age) && m_context.faults.concerns(kind());
}

bool FaceSession::isOlderThan(const std::optional<std::chrono::milliseconds> &age) const
{
    return age && m_context.clock.now() - m_openedAt >= *age;
}

void FaceSession::checkAge()
{
    const Faults &faults = m_context.faults.current();
    const bool isDead = isStruck(faults.halfOpen);
    if (isDead && m_context.line && !m_context.line->signalsBlocked())
        m_context.faults.hit(QStringLiteral("half-open"));
    if (m_context.line && m_context.line->signalsBlocked() != isDead) {
        m_context.line->blockSignals(isDead); // nothing is read then, so that not even a protocol ping is answered
        if (!isDead)
            Q_EMIT m_context.line->readyRead(); // what came in the meantime
    }
    if (isStruck(faults.dropAfter))
        m_context.faults.hit(QStringLiteral("drop-after"));
    if (isStruck(faults.dropAfter) || isBarred() || (!isDead && m_context.clock.now() - m_heardAt >= kSilentClient))
        m_socket->abort();
}

void FaceSession::onText(const QString &text)
{
    if (isStruck(m_context.faults.current().halfOpen))
        return;
    m_heardAt = m_context.clock.now();
    const auto document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isObject())
        received(document.object());
    else
        receivedGarbage();
}

void FaceSession::send(const QJsonObject &object)
{
    send(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// When a frame of that size arrives: later by the delay, and after all before it got through a slow line.
MonoTime FaceSession::dueAt(qsizetype size)
{
    const Faults &faults = m_context.faults.current();
    MonoTime due = m_context.clock.now() + faults.delay;
    if (faults.slow && m_context.faults.concerns(kind())) {
        m_lineFreeAt = std::max(m_lineFreeAt, due) + std::chrono::nanoseconds(1'000'000'000LL * size / *faults.slow);
        due = m_lineFreeAt;
    }
    return m_delayed.empty() ? due : std::max(due, m_delayed.back().first);
}

void FaceSession::send(const QByteArray &text)
{
    const Faults &faults = m_context.faults.current();
    const bool isSlow = faults.slow && m_context.faults.concerns(kind());
    if (isSlow)
        m_context.faults.hit(QStringLiteral("slow"));
    if (faults.delay.count() > 0)
        m_context.faults.hit(QStringLiteral("delay"));
    if (faults.delay.count() == 0 && !isSlow && m_delayed.empty()) {
        write(text);
        return;
    }
    if (m_delayedBytes > kMostUnsent) {
        m_socket->abort();
        return;
    }
    const MonoTime due = dueAt(text.size());
    m_delayed.emplace_back(due, text);
    m_delayedBytes += text.size();
    if (m_delayed.size() == 1)
        m_delayTimer = m_context.scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(due - m_context.clock.now()), [this] { flushDelayed(); });
}

void FaceSession::flushDelayed()
{
    const MonoTime now = m_context.clock.now();
    while (!m_delayed.empty() && m_delayed.front().first <= now) {
        write(m_delayed.front().second);
        m_delayedBytes -= m_delayed.front().second.size();
        m_delayed.pop_front();
    }
    if (!m_delayed.empty()) {
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_delayed.front().first - now);
        m_delayTimer = m_context.scheduler.after(wait, [this] { flushDelayed(); });
    }
}

void FaceSession::write(const QByteArray &text)
{
    const Faults &faults = m_context.faults.current();
    if (isStruck(faults.silenceAfter))
        m_context.faults.hit(QStringLiteral("silence-after"));
    if (isStruck(faults.silenceAfter) || isStruck(faults.halfOpen) || !m_socket->isValid())
        return;
    if (m_socket->bytesToWrite() > kMostUnsent) {
        m_socket->abort();
        return;
    }
    m_socket->sendTextMessage(QString::fromUtf8(text));
}

} // namespace bw
