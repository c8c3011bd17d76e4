// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/positioncard.h"

#include "ui/models/exitdrafts.h"
#include "ui/models/numberformat.h"
#include "ui/models/positionwords.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {
namespace {

/// A button that can't be used says why.
template <class Draft>
void enable(QPushButton *button, const tl::expected<Draft, QString> &draft, const QString &what)
{
    button->setEnabled(draft.has_value());
    button->setToolTip(draft ? what : draft.error());
}

} // namespace

PositionCard::PositionCard(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("positionCard"));
    build();
    connect(m_close, &QPushButton::clicked, this, &PositionCard::closeRequested);
    connect(m_reverse, &QPushButton::clicked, this, &PositionCard::reverseRequested);
    connect(m_breakEven, &QPushButton::clicked, this, &PositionCard::breakEvenRequested);
    connect(m_protect, &QPushButton::clicked, this, &PositionCard::protectRequested);
}

void PositionCard::build()
{
    m_size = roleLabel(QString(), "", this);
    m_size->setObjectName(QStringLiteral("positionSize"));
    m_badge = roleLabel(QString(), "", this);
    m_badge->setObjectName(QStringLiteral("positionBadge"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_size);
    head->addStretch(1);
    head->addWidget(m_badge);
    m_warning = roleLabel(QString(), "danger", this);
    m_warning->setObjectName(QStringLiteral("positionWarning"));
    m_warning->setWordWrap(true);

    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    const std::array<QString, FigureCount> titles{tr("entry"), tr("mark"), tr("PnL"), tr("leverage"), tr("liq."),
                                                  tr("ADL"), tr("break even"), tr("stop loss"), tr("take profit"), tr("trailing"), tr("our entry"), tr("our PnL")};
    for (int i = 0; i < FigureCount; ++i) {
        const auto at = static_cast<std::size_t>(i);
        QLabel *title = roleLabel(titles[at], "label", this);
        title->setFont(m_theme.labelFont());
        m_values[at] = roleLabel(kMissing.toString(), "", this);
        m_values[at]->setObjectName(QStringLiteral("positionFigure%1").arg(i));
        m_values[at]->setAccessibleName(titles[at]);
        m_values[at]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_values[at]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(title, i / 2, i % 2 * 2);
        grid->addWidget(m_values[at], i / 2, i % 2 * 2 + 1);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kInside);
    const auto button = [&](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAutoDefault(false);
        setRole(made, "compact");
        buttons->addWidget(made);
        return made;
    };
    m_close = button(QStringLiteral("positionClose"), tr("Close\u2026"));
    m_reverse = button(QStringLiteral("positionReverse"), tr("Reverse\u2026"));
    m_breakEven = button(QStringLiteral("positionBreakEven"), tr("Break even\u2026"));
    m_protect = button(QStringLiteral("positionProtect"), tr("TP, SL\u2026"));
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addLayout(head);
    column->addWidget(m_warning);
    column->addLayout(grid);
    column->addLayout(buttons);
}

void PositionCard::setPosition(const Position &position, const std::optional<AccountMode> &mode, std::optional<UtcTime> unknownSince)
{
    m_position = position;
    const QString unit = position.instrument ? positionwords::unit(*position.instrument) : QString();
    setText(m_size, tr("%1 %2 %3", "long or short, size, coin").arg(positionwords::sideWord(position), positionwords::size(position), unit));
    setRole(m_size, unknownSince ? "caution" : position.side == Side::Buy ? "bid" : "ask");
    m_size->setFont(m_theme.numberFont());
    setToolTip(tr("As the venue said it at %1").arg(readTimeWithZone(position.updatedAt)));
    showFigures(mode, !unknownSince);
    showProtection(unknownSince);
    showButtons(!unknownSince);
}

void PositionCard::showFigures(const std::optional<AccountMode> &mode, bool isKnown)
{
    const Position &p = m_position;
    const auto put = [&](Figure figure, const QString &text, const char *role = "") {
        QLabel *label = m_values[static_cast<std::size_t>(figure)];
        setText(label, text);
        setRole(label, isKnown ? role : "caution");
        label->setFont(m_theme.numberFont());
    };
    const auto price = [&](const Decimal &value) { return value.isValid() && value.sign() > 0 ? positionwords::price(p, value) : kMissing.toString(); };
    put(Entry, price(p.entryPrice));
    put(Mark, price(p.markPrice));
    put(Pnl, positionwords::pnl(p), p.unrealisedPnl.sign() > 0 ? "bid" : p.unrealisedPnl.sign() < 0 ? "ask" : "");
    put(LeverageOf, positionwords::leverage(p, mode));
    put(Liquidation, positionwords::liquidation(p));
    put(Adl, positionwords::adl(p), p.adlRank >= 4 ? "caution" : "");
    put(BreakEven, price(p.breakEvenPrice));
    put(StopLoss, price(p.stopLoss));
    put(TakeProfit, price(p.takeProfit));
    put(Trailing, price(p.trailingStop));
    put(OwnEntry, price(p.ownEntryPrice), "label");
    put(OwnPnl, positionwords::ownPnl(p), "label");
}

void PositionCard::showProtection(std::optional<UtcTime> unknownSince)
{
    const bool isCovered = positionwords::isCovered(m_position);
    if (unknownSince) {
        setText(m_badge, tr("unknown since %1").arg(readTimeWithZone(*unknownSince)));
        setRole(m_badge, "caution");
        setText(m_warning, tr("The venue does not answer: this is the last that was known, and it may have changed."));
        setRole(m_warning, "caution");
        m_warning->show();
        return;
    }
    setText(m_badge, isCovered ? tr("stops cover all") : tr("UNPROTECTED"));
    setRole(m_badge, isCovered ? "bid" : "dangerBadge");
    QStringList warnings;
    if (!isCovered)
        warnings.append(positionwords::protectionSentence(m_position));
    if (m_position.isReduceOnly)
        warnings.append(tr("The venue takes nothing but reducing orders for it now."));
    setText(m_warning, warnings.join(u' '));
    setRole(m_warning, isCovered ? "caution" : "danger");
    m_warning->setVisible(!warnings.isEmpty());
}

void PositionCard::showButtons(bool isKnown)
{
    enable(m_close, closeDraft(m_position), tr("Closes the whole position at the market, reduce-only; asks once more"));
    enable(m_reverse, reverseDraft(m_position, isKnown), tr("Closes it and opens as much on the other side, at the market; asks once more"));
    enable(m_breakEven, breakEvenDraft(m_position), tr("A stop for the whole position at the price where it would have cost nothing; asks once more"));
    m_protect->setToolTip(tr("Take profit, stop loss and trailing stop at the venue"));
}

} // namespace bw
