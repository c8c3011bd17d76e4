// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLayout;
class QPushButton;

namespace bw {

class EngineClient;
class StepField;
class Theme;

/// The form of the ticket: side, type, price, quantity, options, as typed. Says beside a field what is wrong with it. Emits edited() for
/// every change, by hand or by call; knows nothing of previews and never sends. Gui thread.
class TicketEditor final : public QWidget {
    Q_OBJECT
public:
    TicketEditor(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] TicketForm form() const; ///< without a signal's id
    void setInstrument(const InstrumentPtr &instrument);
    /// The sentences of a reading beside their fields, and what the order is worth.
    void showReading(const TicketReading &reading);
    void setSide(std::optional<Side> side);
    void setPrice(PriceTicks price);
    /// Price, quantity and options go; the side stays.
    void clear();
    /// bid, mid and ask work on a live book only.
    void refreshBook();
    void focusSide();

Q_SIGNALS:
    void edited();

private:
    enum class Quote { Bid, Mid, Ask };
    [[nodiscard]] QLayout *buildToggles();
    [[nodiscard]] QLayout *buildOptions();
    void buildQuotes(QHBoxLayout *row);
    void onEdit();
    void showToggles();
    void takeQuote(Quote quote);

    EngineClient &m_client;
    const Theme &m_theme;
    InstrumentPtr m_instrument;
    QButtonGroup *m_sides;
    QButtonGroup *m_types;
    StepField *m_price;
    StepField *m_qty;
    QVector<QPushButton *> m_quotes;
    QCheckBox *m_postOnly;
    QCheckBox *m_reduceOnly;
    QComboBox *m_timeInForce;
    bool m_isQuiet = false; ///< several fields change as one edit
};

} // namespace bw
