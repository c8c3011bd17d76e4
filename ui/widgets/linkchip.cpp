// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linkchip.h"

#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

namespace bw {
namespace {

// Blue, violet, teal, rose: none of them means bid, ask, caution or danger, and white on each has a contrast of 4.5 or more.
constexpr std::array<QRgb, LinkBoard::kGroups> kColours{0xff1f6feb, 0xff8250df, 0xff0f766e, 0xffbf3989};

} // namespace

LinkChip::LinkChip(LinkBoard &links, LinkBoard::Panel panel, const QString &meaning, const Theme &theme, QWidget *parent)
    : QToolButton(parent), m_links(links), m_panel(panel), m_meaning(meaning), m_theme(theme)
{
    setProperty("role", QStringLiteral("chip"));
    setPopupMode(InstantPopup);
    setMenu(new QMenu(this));
    const int side = QFontMetrics(theme.labelFont()).height();
    setIconSize({side, side});
    connect(menu(), &QMenu::aboutToShow, this, &LinkChip::offer);
    connect(&links, &LinkBoard::changed, this, &LinkChip::refresh);
    connect(&theme, &Theme::changed, this, &LinkChip::refresh);
    refresh();
}

QString LinkChip::nameOf(int group) { return group == LinkBoard::kNone ? tr("No link group") : tr("Link group %1").arg(group); }

void LinkChip::offer()
{
    menu()->clear();
    auto *groups = new QActionGroup(menu());
    for (int group = LinkBoard::kNone; group <= LinkBoard::kGroups; ++group) {
        QAction *action = menu()->addAction(iconOf(group), nameOf(group), this, [this, group] { m_links.setGroup(m_panel, group); });
        action->setCheckable(true);
        action->setChecked(group == m_links.groupOf(m_panel));
        groups->addAction(action);
    }
}

void LinkChip::refresh()
{
    const int group = m_links.groupOf(m_panel);
    setIcon(iconOf(group));
    setAccessibleName(nameOf(group));
    //: the link group, what this panel does in it
    setToolTip(tr("%1. %2").arg(nameOf(group), m_meaning));
}

QIcon LinkChip::iconOf(int group) const
{
    const double ratio = devicePixelRatioF();
    const QSizeF size(iconSize());
    QPixmap pixmap((size * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF square = QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isNone = group == LinkBoard::kNone;
    painter.setPen(isNone ? QPen(m_theme.colours().muted) : QPen(Qt::NoPen));
    painter.setBrush(isNone ? QBrush() : QBrush(QColor::fromRgb(kColours[static_cast<std::size_t>(group - 1)])));
    painter.drawRoundedRect(square, 3, 3);
    QFont font = m_theme.labelFont();
    font.setBold(!isNone);
    painter.setFont(font);
    painter.setPen(isNone ? m_theme.colours().muted : QColor(Qt::white));
    painter.drawText(square, Qt::AlignCenter, isNone ? QStringLiteral("\u2013") : QString::number(group));
    return pixmap;
}

} // namespace bw
