// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keychainsecretstore.h"

#include "core/store/storelog.h"

#include <qt6keychain/keychain.h>

namespace bw {

namespace {

/// One call on its way: whoever comes first, the keychain or the deadline, takes `answer` and leaves nothing for the other.
struct Pending {
    std::function<void(const std::optional<Error> &)> answer;
    Scheduler::Handle deadline;

    void finish(const std::optional<Error> &error)
    {
        deadline.reset();
        if (const auto once = std::exchange(answer, {}))
            once(error);
    }
};

Error keychainError(const QString &detail, Retry retry = Retry::Later, int code = 0)
{
    return {ErrorFamily::Keychain, retry, Certainty::NotSent, code, QStringLiteral("keychain: %1").arg(detail).left(300)};
}

Error errorOf(const QKeychain::Job &job)
{
    const int code = job.error();
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser: return keychainError(QStringLiteral("access was denied by the user"), Retry::Later, code);
    case QKeychain::AccessDenied: return keychainError(QStringLiteral("access was denied"), Retry::Later, code);
    case QKeychain::NoBackendAvailable: return keychainError(QStringLiteral("there is none on this system"), Retry::Never, code);
    case QKeychain::NotImplemented: return keychainError(QStringLiteral("not supported on this system"), Retry::Never, code);
    default: return keychainError(job.errorString(), Retry::Later, code);
    }
}

} // namespace

KeychainSecretStore::KeychainSecretStore(Scheduler &scheduler, QString service, std::chrono::milliseconds deadline)
    : m_scheduler(scheduler), m_service(std::move(service)), m_deadline(deadline)
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

void KeychainSecretStore::start(QKeychain::Job *job, const QString &name, std::function<void(const std::optional<Error> &)> answer)
{
    const auto pending = std::make_shared<Pending>();
    pending->answer = std::move(answer);
    // The job keeps `pending` through its connection, and the deadline through `pending`: all of it goes with the job or with the store.
    connect(job, &QKeychain::Job::finished, this, [pending](QKeychain::Job *finished) {
        const bool isFine = finished->error() == QKeychain::NoError;
        pending->finish(isFine ? std::nullopt : std::optional<Error>(errorOf(*finished)));
    });
    pending->deadline = m_scheduler.after(m_deadline, [weak = std::weak_ptr<Pending>(pending)] {
        if (const auto late = weak.lock())
            late->finish(keychainError(QStringLiteral("it does not answer")));
    });
    job->setInsecureFallback(false);
    job->setKey(name);
    job->start();
}

void KeychainSecretStore::read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service); // deletes itself when it has finished
    start(job, name, [job, done = std::move(done)](const std::optional<Error> &error) {
        if (error && error->venueCode == QKeychain::EntryNotFound)
            return done(std::optional<SecretBytes>());
        if (error)
            return done(fail(*error));
        QByteArray bytes = job->binaryData();
        const std::optional<SecretBytes> secret(SecretBytes{QByteArrayView(bytes)});
        wipe(bytes);
        done(secret);
    });
}

void KeychainSecretStore::write(const QString &name, const SecretBytes &secret, std::function<void(const Done &)> done)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setBinaryData(secret.reveal().toByteArray());
    start(job, name, [done = std::move(done)](const std::optional<Error> &error) { done(error ? Done(fail(*error)) : Done()); });
}

void KeychainSecretStore::remove(const QString &name, std::function<void(const Done &)> done)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    start(job, name, [done = std::move(done)](const std::optional<Error> &error) {
        const bool isGone = !error || error->venueCode == QKeychain::EntryNotFound;
        done(isGone ? Done() : Done(fail(*error)));
    });
}

} // namespace bw
