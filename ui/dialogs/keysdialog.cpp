// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keysdialog.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

namespace bw {

KeysDialog::KeysDialog(QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    grid->setHorizontalSpacing(2 * Theme::kAround);
    using Row = std::pair<QString, QString>;
    const QVector<Row> rows{
        {tr("F1"), tr("Show the keys")},
        {tr("F5"), tr("Ask the venue for a new book")},
        {tr("Ctrl+K"), tr("Open a symbol, or put one on the watch list")},
        {tr("F9"), tr("Review the order in the ticket")},
        {tr("Ctrl+Enter"), tr("Send the order that is under review")},
        {tr("Esc"), tr("Leave the review; never sends")},
        {tr("Ctrl+L"), tr("Lock or unlock entries")},
        {tr("Ctrl+Shift+X"), tr("STOP ALL, also while typing; pressed again it stops the orders of this terminal")},
        {tr("Enter"), tr("In a table of orders: open the order's timeline")},
        {tr("Space"), tr("Centre the ladder on the best prices")},
        {tr("Up, Down, Page Up, Page Down, Home, End"), tr("In the ladder: move the cursor; Enter takes its price to the ticket")},
        {tr("+, −"), tr("In the ladder: coarser or finer groups of prices")},
        {tr("Enter, Alt+Up, Alt+Down, Delete"), tr("In the watch list: open, move, take off")},
        {tr("+, −, arrows"), tr("In the price chart: nearer, further, older, newer; Home shows the oldest, End follows the last")},
        {tr("+, −, Space"), tr("In the depth map: fewer prices, more, fitted again")},
        {tr("Up, Down"), tr("In the ticket: one tick or one lot more or less")},
        {tr("Delete"), tr("In a table of orders: cancel the selected order")},
        {tr("Ctrl+C"), tr("In a table or a chart: copy the selected rows, or what is in sight, as plain numbers")},
        {tr("Ctrl+Q"), tr("Quit")},
    };
    for (int i = 0; i < rows.size(); ++i) {
        grid->addWidget(roleLabel(rows[i].first, "", this), i, 0);
        grid->addWidget(roleLabel(rows[i].second, "label", this), i, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    grid->addWidget(buttons, static_cast<int>(rows.size()), 0, 1, 2);
}

} // namespace bw
