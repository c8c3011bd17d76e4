// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/ports/secretstore.h"

#include <QObject>

#include <memory>

namespace QKeychain {
class Job;
}

namespace bw {

/// SecretStore over the system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. Gui thread. Each
/// call answers once, at the latest after its deadline; an answer that comes later is dropped, and so are all once the store is gone.
/// Never falls back to a file.
class KeychainSecretStore final : public QObject, public SecretStore {
public:
    explicit KeychainSecretStore(Scheduler &scheduler, QString service = QStringLiteral("Bellwether"),
                                 std::chrono::milliseconds deadline = std::chrono::seconds(15));
    ~KeychainSecretStore() override;
    Q_DISABLE_COPY_MOVE(KeychainSecretStore)

    enum class Outcome : std::uint8_t { Answered, NoEntry, Failed };
    /// The job is finished and readable after Answered alone; the error is meaningful after Failed.
    using Answer = std::function<void(Outcome, const Error &)>;

    void read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done) override;
    void write(const QString &name, const SecretBytes &secret, std::function<void(const Done &)> done) override;
    void remove(const QString &name, std::function<void(const Done &)> done) override;

private:
    void start(QKeychain::Job *job, const QString &name, Answer answer);

    Scheduler &m_scheduler;
    const QString m_service;
    const std::chrono::milliseconds m_deadline;
};

} // namespace bw
