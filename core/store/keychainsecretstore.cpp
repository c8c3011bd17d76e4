// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keychainsecretstore.h"

#include "core/store/storelog.h"

#include <qt6keychain/keychain.h>

namespace bw {

namespace {

/// One call on its way: whoever comes first, the keychain or the deadline, takes `answer` and leaves nothing for the other.
struct Pending {
    KeychainSecretStore::Answer answer;
    Scheduler::Handle deadline;

    void finish(KeychainSecretStore::Outcome outcome, const Error &error)
    {
        deadline.reset();
        if (const auto once = std::exchange(answer, {}))
            once(outcome, error);
    }
};

Error keychainError(int code, const QString &detail, Retry retry = Retry::Later)
{
    return {ErrorFamily::Keychain, retry, Certainty::NotSent, code, QStringLiteral("keychain: %1").arg(detail).left(300)};
}

/// nullopt: there is no such entry, which is no error.
std::optional<Error> errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound: return std::nullopt;
    case QKeychain::AccessDeniedByUser: return keychainError(keychain::Denied, QStringLiteral("access was denied by the user"));
    case QKeychain::AccessDenied: return keychainError(keychain::Denied, QStringLiteral("access was denied"));
    case QKeychain::NoBackendAvailable: return keychainError(keychain::Missing, QStringLiteral("there is none on this system"), Retry::Never);
    case QKeychain::NotImplemented: return keychainError(keychain::Missing, QStringLiteral("not supported on this system"), Retry::Never);
    default: break;
    }
    // The Secret Service's backend names what D-Bus said only in words.
    const QString words = job.errorString();
    if (words.contains(u"AccessDenied") || words.contains(u"rejected send message", Qt::CaseInsensitive))
        return keychainError(keychain::Denied, words);
    if (words.contains(u"ServiceUnknown") || words.contains(u"not provided by any") || words.contains(u"Could not connect"))
        return keychainError(keychain::Missing, words);
    return keychainError(keychain::Failed, words);
}

} // namespace

KeychainSecretStore::KeychainSecretStore(Scheduler &scheduler, QString service, std::chrono::milliseconds deadline)
    : m_scheduler(scheduler), m_service(std::move(service)), m_deadline(deadline)
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

void KeychainSecretStore::start(QKeychain::Job *job, const QString &name, Answer answer)
{
    const auto pending = std::make_shared<Pending>();
    pending->answer = std::move(answer);
    // The job keeps `pending` through its connection, and the deadline through `pending`: all of it goes with the job or with the store.
    connect(job, &QKeychain::Job::finished, this, [pending](QKeychain::Job *finished) {
        if (finished->error() == QKeychain::NoError)
            pending->finish(Outcome::Answered, {});
        else if (const auto error = errorOf(*finished))
            pending->finish(Outcome::Failed, *error);
        else
            pending->finish(Outcome::NoEntry, {});
    });
    pending->deadline = m_scheduler.after(m_deadline, [weak = std::weak_ptr<Pending>(pending)] {
        if (const auto late = weak.lock())
            late->finish(Outcome::Failed, keychainError(keychain::Silent, QStringLiteral("it does not answer")));
    });
    job->setInsecureFallback(false);
    job->setKey(name);
    job->start();
}

void KeychainSecretStore::read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service); // deletes itself when it has finished
    start(job, name, [job, done = std::move(done)](Outcome outcome, const Error &error) {
        if (outcome == Outcome::Failed)
            return done(fail(error));
        if (outcome == Outcome::NoEntry)
            return done(std::optional<SecretBytes>());
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
    start(job, name, [done = std::move(done)](Outcome outcome, const Error &error) { done(outcome == Outcome::Failed ? Done(fail(error)) : Done()); });
}

void KeychainSecretStore::remove(const QString &name, std::function<void(const Done &)> done)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    start(job, name, [done = std::move(done)](Outcome outcome, const Error &error) { done(outcome == Outcome::Failed ? Done(fail(error)) : Done()); });
}

} // namespace bw
