// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandboxhost.h"

#include "core/sandbox/fedmarket.h"

namespace bw {

SandboxHost::SandboxHost(QObject *parent) : QObject(parent), m_thread(std::make_unique<QThread>())
{
    m_thread->setObjectName(QStringLiteral("sandbox"));
}

SandboxHost::~SandboxHost()
{
    m_thread->quit();
    if (!m_thread->wait(3000))
        static_cast<void>(m_thread.release()); // left behind: it owns no file and no order that outlives the process
}

void SandboxHost::start(SandboxConfig config)
{
    m_server = new SandboxServer(std::move(config));
    m_server->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_server, &QObject::deleteLater);
    connect(m_server, &SandboxServer::accountFileFailed, this, &SandboxHost::accountFileFailed);
    m_thread->start();
    QMetaObject::invokeMethod(m_server, [this, server = m_server] {
        const auto endpoints = server->listen();
        if (endpoints)
            Q_EMIT listening({endpoints->rest, endpoints->ws, endpoints->holysheep, QString::fromLatin1(endpoints->key), endpoints->secret,
                              qobject_cast<FedMarket *>(server->market()), server});
        else
            Q_EMIT failed(endpoints.error());
    });
}

void SandboxHost::setTerms(const VenueTerms &terms)
{
    QMetaObject::invokeMethod(m_server, [server = m_server, terms] { server->setTerms(terms); });
}

void SandboxHost::resetAccount(const Decimal &balanceUsdt)
{
    QMetaObject::invokeMethod(m_server, [server = m_server, balanceUsdt] { server->resetAccount(balanceUsdt); });
}

} // namespace bw
