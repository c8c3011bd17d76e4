// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace bw {

/// The ticket's three rows of choices: open or close (hedge mode alone), side, kind of order. Names a side by what it does to a position,
/// and shows only what the instrument and the mode have. Nothing is chosen for the side until somebody chooses. Gui thread.
class TicketToggles final : public QWidget {
    Q_OBJECT
public:
    explicit TicketToggles(QWidget *parent = nullptr);

    void fill(TicketForm &form) const;
    void setSide(std::optional<Side> side);
    void setKind(OrderKind kind);
    void setOpening();
    void arrange(const InstrumentPtr &instrument, bool isHedge);
    void focusSide();

Q_SIGNALS:
    void edited(); ///< by hand alone

private:
    [[nodiscard]] QWidget *buildIntents();
    [[nodiscard]] QWidget *buildSides();
    [[nodiscard]] QWidget *buildKinds();
    [[nodiscard]] QString sideName(Side side, const InstrumentPtr &instrument, bool isHedge) const;

    QButtonGroup *m_intents, *m_sides, *m_kinds;
    QWidget *m_intentRow, *m_sideRow;
};

} // namespace bw
