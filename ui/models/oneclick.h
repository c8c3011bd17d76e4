// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/preview.h"
#include "ui/models/tablemodel.h"

#include <QObject>

namespace bw {

class EngineClient;
class SubmitWatch;

/// The armed ladder's road: one press becomes one limit order, by the same preview and submit as the ticket's. The preview must come back
/// sendable and at once, else the press is forgotten: a late answer never becomes an order. Off at every start and with every other
/// instrument. Unless it may cross, the order is post-only and a price that would take is not even asked about. Gui thread.
class OneClick final : public QObject {
    Q_OBJECT
public:
    /// An answer after this is not what the eye saw at the press.
    static constexpr std::chrono::milliseconds kPatience{500};

    OneClick(EngineClient &client, const Clock &clock, QObject *parent = nullptr);

    void setArmed(bool isArmed);
    void setMayCross(bool mayCross);
    void setQty(std::optional<QtyLots> lots); ///< of each order: what the ticket means
    void press(Side side, PriceTicks price);

    [[nodiscard]] bool isArmed() const { return m_isArmed; }
    [[nodiscard]] bool mayCross() const { return m_mayCross; }
    [[nodiscard]] std::optional<QtyLots> qty() const { return m_qty; }
    /// Whether an order of this side at this price would take from the open book.
    [[nodiscard]] bool wouldCross(Side side, PriceTicks price) const;

Q_SIGNALS:
    void changed(); ///< armed, may cross, quantity
    void said(const QString &words, bw::Tone tone);

private:
    void onPreview(const Preview &preview);
    [[nodiscard]] std::optional<OrderDraft> draftOf(Side side, PriceTicks price);
    [[nodiscard]] bool isWaiting() const;

    EngineClient &m_client;
    const Clock &m_clock;
    SubmitWatch *m_submit;
    std::optional<OrderDraft> m_asked; ///< the press that waits for its preview
    std::optional<QtyLots> m_qty;
    MonoTime m_pressedAt{};
    std::uint64_t m_presses = 0;
    bool m_isArmed = false;
    bool m_mayCross = false;
};

} // namespace bw
