// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/venuerow.h"

namespace bw::venuerow {

QString text(const QJsonObject &row, const char *name) { return row.value(QLatin1StringView(name)).toString(); }

Decimal number(const QJsonObject &row, const char *name)
{
    const auto value = Decimal::parse(QStringView(text(row, name)));
    return value ? *value : Decimal(0);
}

bool agrees(OrderState ours, const QString &venue)
{
    switch (ours) {
    case OrderState::Filled: return venue == QStringLiteral("Filled");
    case OrderState::Cancelled: return venue == QStringLiteral("Cancelled") || venue == QStringLiteral("PartiallyFilledCanceled");
    case OrderState::Rejected: return venue == QStringLiteral("Rejected");
    case OrderState::Accepted: return venue == QStringLiteral("New");
    case OrderState::PartiallyFilled: return venue == QStringLiteral("PartiallyFilled");
    case OrderState::Untriggered: return venue == QStringLiteral("Untriggered");
    case OrderState::Deactivated: return venue == QStringLiteral("Deactivated");
    default: return false;
    }
}

} // namespace bw::venuerow
