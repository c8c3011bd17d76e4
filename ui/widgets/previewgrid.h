// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QWidget>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;

namespace bw {

class ElidedLabel;
class Theme;
struct Preview;

/// What an order would meet on the live book, as labelled figures; dashes while nothing is known. Margin and liquidation are estimates, and
/// their labels say what they rest on. Two columns where they fit, one where they don't. Gui thread.
class PreviewGrid final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewGrid(const Theme &theme, QWidget *parent = nullptr);

    /// `leverage` is what the margin rests on, where it is known.
    void setPreview(const Preview &preview, const std::optional<Decimal> &leverage);
    void clear();
    /// Spot has neither margin nor liquidation; a loss at the stop needs a stop.
    void showContractFigures(bool isContract, bool hasLoss);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Figure { Average, Slippage, Levels, Depth, Notional, Fee, Margin, Takes, Liquidation, Loss, FigureCount };
    void arrange(int columns);
    void setFigure(Figure figure, const QString &text);
    void setLabel(Figure figure, const QString &text);
    void showEstimates(const Preview &preview, const std::optional<Decimal> &leverage);

    const Theme &m_theme;
    QGridLayout *m_grid;
    std::array<QLabel *, FigureCount> m_labels{};
    std::array<ElidedLabel *, FigureCount> m_values{};
    int m_columns = 0;
};

} // namespace bw
