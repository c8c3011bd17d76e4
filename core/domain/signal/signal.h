// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/signal/sentiment.h"

#include <QStringList>

#include <memory>

namespace bw {

enum class SignalKind : std::uint8_t { Sentiment, Spread };
enum class SignalState : std::uint8_t { Proposed, Approved, Edited, Rejected, Expired, Acted };
[[nodiscard]] QString toName(SignalKind kind);
[[nodiscard]] QString toName(SignalState state);

/// A judgement of the market that waits for a person. It carries no price and no quantity: those are never a model's.
struct Signal {
    QString id; ///< "s1", ...
    SignalKind kind = SignalKind::Sentiment;
    InstrumentId instrument;
    std::optional<Decimal> score, confidence;
    std::optional<Side> side;    ///< nullopt: none (neutral or rejected)
    bool isGrounded = false;     ///< cites only what it was given, and at least one of it
    bool isDemo = false;         ///< from the offline analyst: can never arm anything
    QStringList evidence;        ///< ids of headlines, "book:" + update id
    QString explanation;         ///< hostile text: plain only
    Rejection rejection = Rejection::None; ///< why the reply could not be used
    SignalState state = SignalState::Proposed;
    QString reason;              ///< of a person's rejection
    QString model;               ///< the one that answered
    Decimal costUsd;             ///< estimate unless the service reported it; invalid when unknown
    std::chrono::milliseconds latency{0};
    UtcTime at{};
    UtcTime expiresAt{};

    /// Only a grounded, unexpired proposal with a side goes to the ticket.
    [[nodiscard]] bool isTradable(UtcTime now) const;
};

/// Neutral within +-deadBand (0.25), otherwise the score's side.
[[nodiscard]] std::optional<Side> sideOf(const Decimal &score, const Decimal &deadBand = Decimal::fromScaled(25, 2));

/// The signals of the session, newest first, at most 200; expires them by the clock it is given. Refuses a step that the state does not
/// allow (a rejected signal is never approved). Engine thread; every change is returned.
class ReviewQueue final {
public:
    void add(Signal signal);
    /// The changed signal, or nullptr when the id is unknown or the step is not allowed.
    const Signal *review(const QString &id, SignalState decision, const QString &reason, UtcTime now);
    /// Those that expired at this moment.
    [[nodiscard]] QVector<Signal> expire(UtcTime now);
    [[nodiscard]] const Signal *find(const QString &id) const;

private:
    QVector<Signal> m_signals;
};

} // namespace bw
