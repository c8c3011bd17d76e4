// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/qtypreset.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QPushButton;

namespace bw {

class EngineClient;
class QuantityField;
class SlippageField;
class StepField;
class Theme;
class TicketAccount;
class TicketExits;
class TicketToggles;
class TicketTrailing;
class TicketTrigger;

/// The form of the ticket: side, kind, prices, quantity, exits, options, as typed. Shows the fields that the kind and the instrument have
/// and no others, and beside a field what is wrong with it. Emits edited() for every change, by hand or by call; knows nothing of previews
/// and never sends. Gui thread.
class TicketEditor final : public QWidget {
    Q_OBJECT
public:
    TicketEditor(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] TicketForm form() const; ///< without a signal's id
    void setInstrument(const InstrumentPtr &instrument);
    void setMode(const std::optional<AccountMode> &mode);
    /// The sentences of a reading beside their fields, and what the order is worth.
    void showReading(const TicketReading &reading);
    void setStopWarning(const QString &sentence);
    void setSide(std::optional<Side> side);
    void setPrice(PriceTicks price);
    void takePrice(const QString &plain); ///< into the field that has a price now
    void takeQty(const QString &plain);
    /// Numbers and options go; side, kind and unit stay.
    void clear();
    /// bid, mid and ask work on a live book only.
    void refreshBook();
    void focusSide();
    [[nodiscard]] QuantityField *quantity() const { return m_qty; }

Q_SIGNALS:
    void edited();

private:
    enum class Quote { Bid, Mid, Ask };
    void build();
    [[nodiscard]] QWidget *buildOptions();
    void buildQuotes(QHBoxLayout *row);
    void connectAll();
    void onEdit();
    void arrange();
    void takeQuote(Quote quote);

    EngineClient &m_client;
    InstrumentPtr m_instrument;
    std::optional<AccountMode> m_mode;
    TicketAccount *m_account;
    TicketToggles *m_toggles;
    QWidget *m_optionRow = nullptr;
    TicketTrigger *m_trigger;
    StepField *m_price;
    SlippageField *m_slippage;
    TicketTrailing *m_trailing;
    QuantityField *m_qty;
    TicketExits *m_exits;
    QVector<QPushButton *> m_quotes;
    QCheckBox *m_postOnly, *m_reduceOnly;
    QComboBox *m_timeInForce;
    bool m_isQuiet = false; ///< several fields change as one edit
};

} // namespace bw
