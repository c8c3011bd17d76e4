// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/previewgrid.h"

#include "core/domain/risk/preview.h"
#include "ui/models/numberformat.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>

namespace bw {

PreviewGrid::PreviewGrid(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("ticketPreview"));
    const std::array<QString, FigureCount> titles{tr("average price"), tr("slippage"), tr("levels"), tr("share of depth"),
                                                  tr("notional"), tr("fee est."), tr("margin est."), tr("takes at once")};
    for (std::size_t i = 0; i < FigureCount; ++i) {
        m_labels[i] = roleLabel(titles[i], "label", this);
        m_labels[i]->setFont(theme.labelFont());
        m_values[i] = new ElidedLabel(this);
        m_values[i]->setFont(theme.numberFont());
        m_values[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_values[i]->setAccessibleName(titles[i]);
        m_values[i]->setObjectName(QStringLiteral("previewFigure%1").arg(i));
    }
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(1);
    m_grid->setHorizontalSpacing(Theme::kBetween);
    arrange(1);
    clear();
}

void PreviewGrid::setPreview(const Preview &preview)
{
    const Instrument &instrument = *preview.draft.instrument;
    const Impact &impact = preview.impact;
    setFigure(Average, impact.averagePrice.isValid() ? readDecimal(impact.averagePrice, std::min(instrument.priceDecimals() + 2, Decimal::kMaxScale))
                                                     : tr("rests"));
    setFigure(Slippage, impact.filled.isZero() ? kMissing.toString() : tr("%1 bp").arg(readDecimal(impact.slippageBps, 2)));
    setFigure(Levels, QString::number(impact.levels));
    setFigure(Depth, impact.shareOfDepthPct.isValid() ? tr("%1 %").arg(readDecimal(impact.shareOfDepthPct, 1)) : kMissing.toString());
    //: an amount and its coin
    const auto money = [](const Decimal &value, int places, const QString &coin) {
        return value.isValid() ? tr("%1 %2").arg(readDecimal(value, places), coin) : kMissing.toString();
    };
    const bool isInverse = instrument.id().category == Category::Inverse;
    setFigure(Notional, money(preview.notional, 2, isInverse ? QStringLiteral("USD") : instrument.quoteCoin()));
    const bool isSmallFee = preview.fee.isValid() && preview.fee.abs() < Decimal(1);
    setFigure(Fee, money(preview.fee, isSmallFee ? 6 : 4, preview.feeCurrency));
    setFigure(Margin, money(preview.margin, isInverse ? 8 : 2, instrument.settleCoin()));
    setFigure(Takes, impact.filled.isZero() ? tr("nothing") : readQty(instrument, impact.filled));
}

void PreviewGrid::clear()
{
    for (std::size_t i = 0; i < FigureCount; ++i)
        setFigure(static_cast<Figure>(i), kMissing.toString());
}

void PreviewGrid::setFigure(Figure figure, const QString &text) { bw::setText(m_values[static_cast<std::size_t>(figure)], text); }

void PreviewGrid::arrange(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < FigureCount; ++i) {
        const auto at = static_cast<std::size_t>(i);
        m_grid->addWidget(m_labels[at], i / columns, i % columns * 2); // moves it when it is in the layout already
        m_grid->addWidget(m_values[at], i / columns, i % columns * 2 + 1);
    }
    for (int column = 0; column < 4; ++column)
        m_grid->setColumnStretch(column, column % 2 == 1 && column < 2 * columns ? 1 : 0);
}

void PreviewGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int digit = QFontMetrics(m_theme.numberFont()).horizontalAdvance(u'0');
    arrange(width() >= digit * 52 ? 2 : 1); // two labels and two figures with their coins
}

} // namespace bw
