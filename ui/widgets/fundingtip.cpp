// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fundingtip.h"

#include "ui/models/numberformat.h"

#include <QWidget>

#include <algorithm>

namespace bw {

FundingTip::FundingTip(EngineClient &client, QWidget *field) : QObject(field), m_client(client), m_field(field)
{
    connect(&client, &EngineClient::instrumentChanged, this, [this] { m_field->setToolTip({}); });
    connect(&client.market(), &MarketClient::fundingHistoryRead, this, &FundingTip::show);
}

void FundingTip::show(const InstrumentId &id, const QVector<FundingRate> &rates)
{
    if (!m_client.instrument() || !(m_client.instrument()->id() == id))
        return;
    if (rates.isEmpty()) {
        m_field->setToolTip(tr("The venue names no funding of %1.").arg(id.symbol.toHtmlEscaped()));
        return;
    }
    QStringList lines{tr("Funding of %1, newest first").arg(id.symbol)};
    Decimal sum;
    const auto shown = std::min<qsizetype>(rates.size(), kShown);
    for (qsizetype i = 0; i < shown; ++i) {
        sum += rates[i].rate;
        lines.append(QStringLiteral("%1   %2").arg(readDateTimeWithZone(rates[i].at), readPercent(rates[i].rate * Decimal(100), 4)));
    }
    const Decimal mean = (sum * Decimal(100)).dividedBy(Decimal(static_cast<int>(shown)), 4, Rounding::HalfEven);
    lines.append(tr("Mean of these: %1").arg(readPercent(mean, 4)));
    for (QString &line : lines)
        line = line.toHtmlEscaped();
    m_field->setToolTip(QStringLiteral("<p style='white-space:pre'>") + lines.join(QStringLiteral("<br>")) + QStringLiteral("</p>"));
}

} // namespace bw
