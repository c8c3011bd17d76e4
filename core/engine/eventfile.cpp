// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventfile.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QMetaObject>

Q_LOGGING_CATEGORY(lcEventFile, "bellwether.core.engine.events", QtWarningMsg)

namespace bw {

namespace {
constexpr int kShutdownMs = 2000;
}

void EventFile::Shared::write(const QByteArray &line)
{
    if (!hasFailed && file->write(line) != line.size()) {
        hasFailed = true;
        qCCritical(lcEventFile) << "the event file can't be written any more:" << file->errorString();
    }
    waiting -= line.size();
}

EventFile::EventFile(std::unique_ptr<QFile> file) : m_shared(std::make_shared<Shared>()), m_thread(std::make_unique<QThread>()), m_worker(new QObject)
{
    m_shared->file = std::move(file);
    m_thread->setObjectName(QStringLiteral("events"));
    m_worker->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

EventFile::~EventFile()
{
    QMetaObject::invokeMethod(m_worker, [thread = m_thread.get()] { thread->quit(); }, Qt::QueuedConnection); // behind the last line
    if (!m_thread->wait(QDeadlineTimer(kShutdownMs)))
        static_cast<void>(m_thread.release()); // it hangs in a pipe that nobody reads: a running thread can't be destroyed
}

void EventFile::append(const QByteArray &line)
{
    if (!hasRoom()) {
        ++m_lost;
        return;
    }
    m_shared->waiting += line.size();
    QMetaObject::invokeMethod(m_worker, [shared = m_shared, line] { shared->write(line); }, Qt::QueuedConnection);
}

} // namespace bw
