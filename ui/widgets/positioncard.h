// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/accountmode.h"
#include "core/domain/order/order.h"

#include <QFrame>

#include <array>

class QLabel;
class QPushButton;

namespace bw {

class Theme;

/// One position as the venue last said it: size, prices, PnL, margin, how much of it stops cover, and the four things that can be done.
/// While the query fails it stays, in amber, and says since when it is not known. Asks by signal; sends nothing. Gui thread.
class PositionCard final : public QFrame {
    Q_OBJECT
public:
    explicit PositionCard(const Theme &theme, QWidget *parent = nullptr);

    void setPosition(const Position &position, const std::optional<AccountMode> &mode, std::optional<UtcTime> unknownSince);
    [[nodiscard]] const Position &position() const { return m_position; }

Q_SIGNALS:
    void closeRequested();
    void reverseRequested();
    void breakEvenRequested();
    void protectRequested();

private:
    enum Figure { Entry, Mark, Pnl, LeverageOf, Liquidation, Adl, BreakEven, StopLoss, TakeProfit, Trailing, OwnEntry, OwnPnl, FigureCount };
    void build();
    void showFigures(const std::optional<AccountMode> &mode, bool isKnown);
    void showProtection(std::optional<UtcTime> unknownSince);
    void showButtons(bool isKnown);

    const Theme &m_theme;
    Position m_position;
    QLabel *m_size = nullptr;
    QLabel *m_badge = nullptr;
    QLabel *m_warning = nullptr;
    std::array<QLabel *, FigureCount> m_values{};
    QPushButton *m_close = nullptr;
    QPushButton *m_reverse = nullptr;
    QPushButton *m_breakEven = nullptr;
    QPushButton *m_protect = nullptr;
};

} // namespace bw
