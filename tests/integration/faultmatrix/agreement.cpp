// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faultmatrix/agreement.h"

#include "tests/integration/venuerow.h"

#include <QJsonArray>

namespace bw {

namespace {
using namespace venuerow;

bool isSame(const Decimal &ours, const Decimal &theirs) { return ours.isValid() ? ours == theirs : theirs.isZero(); }
} // namespace

QStringList Agreement::compare(const QJsonObject &venue) const
{
    QStringList words;
    if (venue.isEmpty())
        return {QStringLiteral("the exchange does not answer")};
    compareOrders(venue, words);
    compareExecutions(venue, words);
    comparePositions(venue, words);
    for (const auto &change : m_changes)
        if (change.state == AccountChange::State::Intent || change.state == AccountChange::State::Sent || change.state == AccountChange::State::Unknown)
            words.append(QStringLiteral("%1 \"%2\" is still %3").arg(toName(change.kind), change.after, toName(change.state)));
    return words;
}

void Agreement::compareOrders(const QJsonObject &venue, QStringList &words) const
{
    QSet<QString> seen;
    const auto rows = venue.value(QLatin1StringView("orders")).toArray();
    for (const auto &value : rows) {
        const auto row = value.toObject();
        const QString link = text(row, "orderLinkId");
        if (link.isEmpty())
            continue; // the venue's own exits
        if (!link.startsWith(QStringLiteral("bw-"))) {
            compareOthers(row, link, words);
            continue;
        }
        if (seen.contains(link))
            words.append(QStringLiteral("twice at the venue: %1").arg(link));
        seen.insert(link);
        const auto order = m_orders.constFind(link);
        if (order == m_orders.cend()) {
            words.append(QStringLiteral("lost: %1 %2").arg(link, text(row, "orderStatus")));
            continue;
        }
        const auto &instrument = *order->instrument;
        if (!agrees(order->state, text(row, "orderStatus")) || instrument.qty(order->filled) != number(row, "cumExecQty"))
            words.append(QStringLiteral("%1: %2 filled %3 here, %4 filled %5 there").arg(link, toName(order->state), instrument.qtyText(order->filled),
                                                                                       text(row, "orderStatus"), text(row, "cumExecQty")));
        if (!isTerminal(order->state) && instrument.qty(order->qty) != number(row, "qty"))
            words.append(QStringLiteral("%1: quantity %2 here, %3 there").arg(link, instrument.qtyText(order->qty), text(row, "qty")));
    }
    for (const auto &link : m_submitted) {
        const auto order = m_orders.value(link);
        const bool isNowhere = order.state == OrderState::NotAtVenue || order.state == OrderState::NotSent || order.state == OrderState::Rejected;
        if (seen.contains(link) == isNowhere && order.state != OrderState::Rejected)
            words.append(QStringLiteral("%1: %2 here, %3 there").arg(link, toName(order.state), seen.contains(link) ? QStringLiteral("known") : QStringLiteral("unknown")));
    }
}

/// What another program left open is ours to show; what it closed need not have been seen.
void Agreement::compareOthers(const QJsonObject &row, const QString &link, QStringList &words) const
{
    const auto order = m_orders.constFind(link);
    const QString status = text(row, "orderStatus");
    const bool isOpen = status == QStringLiteral("New") || status == QStringLiteral("PartiallyFilled") || status == QStringLiteral("Untriggered");
    if (order == m_orders.cend() ? isOpen : isOpen ? !agrees(order->state, status) : !isTerminal(order->state))
        words.append(QStringLiteral("another's %1: %2 here, %3 there").arg(link, order == m_orders.cend() ? QStringLiteral("not seen") : toName(order->state), status));
}

void Agreement::compareExecutions(const QJsonObject &venue, QStringList &words) const
{
    const auto rows = venue.value(QLatin1StringView("executions")).toArray();
    for (const auto &value : rows) {
        const QString id = text(value.toObject(), "execId");
        if (const int told = m_executions.value(id); told != 1)
            words.append(QStringLiteral("fill %1 of %2 was told %3 times").arg(id, text(value.toObject(), "orderLinkId")).arg(told));
    }
    if (m_executions.size() > rows.size())
        words.append(QStringLiteral("%1 fills here, %2 there").arg(m_executions.size()).arg(rows.size()));
}

void Agreement::comparePositions(const QJsonObject &venue, QStringList &words) const
{
    if (!m_positions) {
        words.append(QStringLiteral("positions are unknown"));
        return;
    }
    const auto rows = venue.value(QLatin1StringView("positions")).toArray();
    for (const auto &value : rows) {
        const auto row = value.toObject();
        const auto ours = std::find_if(m_positions->cbegin(), m_positions->cend(), [&row](const Position &position) {
            return position.instrument->id().symbol == text(row, "symbol") && position.positionIdx == row.value(QLatin1StringView("positionIdx")).toInt();
        });
        const Decimal size = ours == m_positions->cend() ? Decimal(0) : ours->size;
        if (size != number(row, "size"))
            words.append(QStringLiteral("position %1: %2 here, %3 there").arg(text(row, "symbol"), size.toString(), text(row, "size")));
        else if (ours != m_positions->cend() && ours->side && !isSame(ours->stopLoss, number(row, "stopLoss")))
            words.append(QStringLiteral("stop of %1: %2 here, %3 there").arg(text(row, "symbol"), ours->stopLoss.isValid() ? ours->stopLoss.toString() : QStringLiteral("-"),
                                                                           text(row, "stopLoss")));
        if (m_mode && m_mode->leverage && text(row, "symbol") == m_mode->instrument->id().symbol && *m_mode->leverage != number(row, "leverage"))
            words.append(QStringLiteral("leverage %1 here, %2 there").arg(m_mode->leverage->toString(), text(row, "leverage")));
    }
}

} // namespace bw
