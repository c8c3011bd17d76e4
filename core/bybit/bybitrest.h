// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/bybit/restquery.h"
#include "core/bybit/signer.h"
#include "core/net/httpclient.h"
#include "core/ports/executionvenue.h"

#include <QJsonObject>
#include <QUrl>

namespace bw {

/// A key and what signs with it; immutable, shared by REST and the private socket of one venue.
struct BybitCredentials {
    QByteArray key;
    Signer signer;
};
using BybitCredentialsPtr = std::shared_ptr<const BybitCredentials>;

/// What came back with retCode 0.
struct BybitReply {
    QJsonObject result;
    UtcTime time{}; ///< of the envelope
    MonoTime sentAt{}, receivedAt{};
};
using BybitCallback = std::function<void(const Result<BybitReply> &)>;
/// Of a command; `text` is the answer as it came, masked, "" where none came.
using BybitCommandCallback = std::function<void(const Result<BybitReply> &, const QString &text)>;

/// Speaks REST to one Bybit host: builds the text once, signs that text, sends that text, reads the envelope and tells by the error
/// catalogue what the answer means. Never sends anything a second time. After an HTTP 403 it keeps reads and entries back for ten
/// minutes, as the venue demands; exits still go. Engine thread; owned by the composition root, which owns the three clients too.
class BybitRest final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kRecvWindow{5000};
    static constexpr std::chrono::minutes kBanned{10};
    static constexpr int kLastExits = 12; ///< one STOP ALL in all categories, and a few by hand

    /// What a command does decides over which connection it goes, so that nothing can stand in an exit's way.
    enum class Lane : std::uint8_t { Entries, Exits };
    struct Clients {
        HttpClient &reads;
        HttpClient &entries;
        HttpClient &exits;
    };

    BybitRest(QUrl base, Clients clients, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// Null takes the key away. Whatever was held against the key before is forgotten.
    void setCredentials(BybitCredentialsPtr credentials);
    /// The key works no more: signed reads and entries are answered from here from now on, so that nothing can storm the venue with it.
    /// Exits still go, since they are never trapped, but no more than kLastExits of them.
    void refuseKey(const Error &error);
    /// The time stamp for a signed request, surely not ahead of the venue's clock; nullopt while that is not known.
    void setTimeSource(std::function<std::optional<UtcTime>()> source) { m_timeSource = std::move(source); }
    void setBanLength(std::chrono::milliseconds length) { m_banLength = length; } ///< kBanned is the venue's; shorter in tests of faults alone

    /// A public read.
    void get(const QString &path, const RestQuery &query, QObject *context, BybitCallback done);
    /// A read of the account.
    void getSigned(const QString &path, const RestQuery &query, QObject *context, BybitCallback done);
    /// A command: `body` is signed and sent as it is, once.
    void post(const QString &path, const QByteArray &body, Lane lane, QObject *context, BybitCommandCallback done);

Q_SIGNALS:
    void budgetReported(const QString &endpoint, int remaining, int limit);
    /// The venue refused a time stamp (10002): measure again before the next request.
    void clockRefused();
    /// HTTP 403: reads and entries rest until then.
    void banned(std::chrono::milliseconds duration);
    /// Once for each key: the venue's answer to something signed with it says that it is of no use any more.
    void keyRefused(const bw::Error &error);
    /// 10005: the key lacks a right; whether it lost it or never had it, only an audit tells.
    void permissionMissing();

private:
    [[nodiscard]] Done sign(HttpRequest &request, QByteArrayView payload) const;
    [[nodiscard]] bool isBanned() const;
    /// `signedBy`: the key that signed it, null for a public read.
    void send(HttpClient &client, HttpRequest request, BybitCredentialsPtr signedBy, QObject *context, BybitCommandCallback done);
    void noteRefusal(const Error &error, bool isOrder, const BybitCredentialsPtr &signedBy);
    [[nodiscard]] Result<BybitReply> read(const Result<HttpAnswer> &answer, bool isOrder, const QString &endpoint);
    void noteBudget(const HttpAnswer &answer, const QString &endpoint);

    const QUrl m_base;
    Clients m_clients;
    const Clock &m_clock;
    BybitCredentialsPtr m_credentials;
    std::function<std::optional<UtcTime>()> m_timeSource;
    std::chrono::milliseconds m_banLength = kBanned;
    std::optional<MonoTime> m_bannedUntil;
    std::optional<Error> m_refusal; ///< of the present key
    int m_exitsLeft = 0;            ///< after that
};

} // namespace bw
