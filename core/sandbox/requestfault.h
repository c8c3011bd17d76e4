// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace bw {

/// One thing that goes wrong with requests: of which paths, how probably, how often at most. A value; written as
/// NAME=[VALUE:]P[:PATHS][:xN], such as ack-lost=1:create:x1 or reject=10006:0.5:cancel+cancel-all.
struct RequestFault {
    enum class Kind { NeverArrived, ArrivesLate, AckLost, AnswerLate, AnswerTwice, Reject, Http, HttpAfter, HtmlBody, RaceCancel, RaceAmend, ExitsRefused, Lag, PageShift };

    Kind kind = Kind::AckLost;
    double share = 1;            ///< probability
    QList<QByteArray> paths{};   ///< their last parts, such as "create" or "order/realtime"; empty: those that the kind is meant for
    std::optional<int> times{};  ///< strikes so often altogether
    int number = 0;              ///< a retCode, an HTTP status, or rows of a page
    std::chrono::milliseconds time{0};

    [[nodiscard]] bool matches(const QByteArray &method, const QByteArray &path) const;

    [[nodiscard]] static std::optional<Kind> kindOf(QStringView name);
    [[nodiscard]] static Result<RequestFault> parse(Kind kind, QStringView value);
    [[nodiscard]] static QString nameOf(Kind kind);
    [[nodiscard]] QString toString() const; ///< with its name

    bool operator==(const RequestFault &) const = default;
};

} // namespace bw
