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
                                                  tr("notional"), tr("fee est."), tr("margin est."), tr("takes at once"),
                                                  tr("liquid. est."), tr("loss at stop")};
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
    m_grid->setColumnStretch(1, 1);
    arrange(1);
    clear();
}

namespace {

//: an amount and its coin
QString money(const Decimal &value, int places, const QString &coin)
{
    return value.isValid() ? PreviewGrid::tr("%1 %2").arg(readDecimal(value, places), coin) : kMissing.toString();
}

/// What the order would be entered at: for how far away the liquidation is.
Decimal entryOf(const Preview &preview)
{
    const OrderDraft &draft = preview.draft;
    if (draft.price)
        return draft.instrument->price(*draft.price);
    return draft.trigger ? draft.instrument->price(draft.trigger->price) : preview.impact.averagePrice;
}

} // namespace

void PreviewGrid::setPreview(const Preview &preview, const std::optional<Decimal> &leverage)
{
    const Instrument &instrument = *preview.draft.instrument;
    const Impact &impact = preview.impact;
    setFigure(Average, impact.averagePrice.isValid() ? readDecimal(impact.averagePrice, std::min(instrument.priceDecimals() + 2, Decimal::kMaxScale))
                                                     : tr("rests"));
    setFigure(Slippage, impact.filled.isZero() ? kMissing.toString() : tr("%1 bp").arg(readDecimal(impact.slippageBps, 2)));
    setFigure(Levels, QString::number(impact.levels));
    setFigure(Depth, impact.shareOfDepthPct.isValid() ? tr("%1 %").arg(readDecimal(impact.shareOfDepthPct, 1)) : kMissing.toString());
    const bool isInverse = instrument.id().category == Category::Inverse;
    setFigure(Notional, money(preview.notional, 2, isInverse ? QStringLiteral("USD") : instrument.quoteCoin()));
    const bool isSmallFee = preview.fee.isValid() && preview.fee.abs() < Decimal(1);
    setFigure(Fee, money(preview.fee, isSmallFee ? 6 : 4, preview.feeCurrency));
    setFigure(Takes, impact.filled.isZero() ? tr("nothing") : readQty(instrument, impact.filled));
    showEstimates(preview, leverage);
    showContractFigures(instrument.id().category != Category::Spot, preview.draft.exits.stopLoss.has_value());
}

void PreviewGrid::showEstimates(const Preview &preview, const std::optional<Decimal> &leverage)
{
    const Instrument &instrument = *preview.draft.instrument;
    const bool isInverse = instrument.id().category == Category::Inverse;
    const bool isPortfolio = preview.liquidationBasis == u"portfolio";
    const QString none = isPortfolio ? tr("not available") : kMissing.toString();
    setFigure(Margin, preview.margin.isValid() ? money(preview.margin, isInverse ? 8 : 2, instrument.settleCoin()) : none);
    //: the margin's estimate rests on this leverage
    setLabel(Margin, leverage && !isPortfolio ? tr("margin est. %1×").arg(readDecimal(leverage->normalized())) : tr("margin est."));
    const Decimal entry = entryOf(preview);
    QString liquidation = none;
    if (preview.liquidationPrice.isValid()) {
        liquidation = readPrice(instrument, preview.liquidationPrice);
        if (entry.isValid() && entry.sign() > 0) {
            const Decimal away = ((preview.liquidationPrice - entry) * Decimal(100)).dividedBy(entry, 1, Rounding::HalfEven);
            liquidation = tr("%1 · %2 %").arg(liquidation, readSigned(away, 1)); //: liquidation price, how far from the entry
        }
    }
    setFigure(Liquidation, liquidation);
    setLabel(Liquidation, preview.liquidationBasis == u"isolated" ? tr("liq. est. isolated")
                          : preview.liquidationBasis == u"cross"  ? tr("liq. est. cross")
                          : isPortfolio                           ? tr("liq. portfolio")
                                                                  : tr("liq. est."));
    m_values[Liquidation]->setToolTip(preview.liquidationBasis == u"cross" ? tr("In cross margin the whole account counts: other positions move it.") : QString());
    setRole(m_values[Liquidation], preview.isStopBeyondLiquidation ? "danger" : "");
    setFigure(Loss, money(preview.lossAtStop, isInverse ? 8 : 2, instrument.settleCoin()));
    setRole(m_values[Loss], preview.isStopBeyondLiquidation ? "danger" : "");
}

void PreviewGrid::showContractFigures(bool isContract, bool hasLoss)
{
    for (const auto &[figure, isShown] : {std::pair(Margin, isContract), std::pair(Liquidation, isContract), std::pair(Loss, hasLoss)}) {
        m_labels[figure]->setVisible(isShown);
        m_values[figure]->setVisible(isShown);
    }
}

void PreviewGrid::clear()
{
    for (std::size_t i = 0; i < FigureCount; ++i)
        setFigure(static_cast<Figure>(i), kMissing.toString());
    setRole(m_values[Liquidation], "");
    setRole(m_values[Loss], "");
}

void PreviewGrid::setLabel(Figure figure, const QString &text)
{
    bw::setText(m_labels[figure], text);
    m_values[figure]->setAccessibleName(text);
}

void PreviewGrid::setFigure(Figure figure, const QString &text) { bw::setText(m_values[figure], text); }

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
