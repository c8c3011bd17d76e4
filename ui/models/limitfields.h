// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"

#include <QString>
#include <QVector>

namespace bw {

/// One limit of the gate as a person sets it: what it is called, in what it is counted, why it is there, and between which values. No limit
/// can be set so that its rule falls away. A value; the functions are pure.
struct LimitField {
    QString name;  ///< for tests: "maxOrderNotional"
    QString label, unit, explanation;
    Decimal least, most;
    int places = 0;
    Decimal (*get)(const RiskLimits &);
    void (*set)(RiskLimits &, const Decimal &);
};
[[nodiscard]] QVector<LimitField> limitFields();

/// "" when the text is a value of this limit; else what it has to be.
[[nodiscard]] QString limitProblem(const LimitField &field, const QString &typed);
[[nodiscard]] QString limitText(const LimitField &field, const RiskLimits &limits); ///< plain digits
/// Sets what was typed; only for a text without a problem.
void applyLimit(const LimitField &field, const QString &typed, RiskLimits &limits);

} // namespace bw
