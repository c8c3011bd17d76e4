// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessionplan.h"
#include "core/sandbox/sandboxserver.h"

#include <QObject>
#include <QThread>

namespace bw {

/// Runs the sandbox exchange on a thread of its own for as long as this object lives: with markets of its own, or as paper trading's
/// venue over a market that is fed. Gui thread; answers through signals.
class SandboxHost final : public QObject {
    Q_OBJECT
public:
    explicit SandboxHost(QObject *parent = nullptr);
    ~SandboxHost() override;

    void start(SandboxConfig config);
    void setTerms(const VenueTerms &terms);
    void resetAccount(const Decimal &balanceUsdt);

Q_SIGNALS:
    void listening(const bw::SandboxAddress &address);
    void failed(const bw::Error &error);
    void accountFileFailed(const bw::Error &error);

private:
    std::unique_ptr<QThread> m_thread;
    SandboxServer *m_server = nullptr; ///< lives on m_thread and goes with it
};

} // namespace bw
