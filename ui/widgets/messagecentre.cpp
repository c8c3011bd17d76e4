// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagecentre.h"

#include "ui/models/numberformat.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLayoutItem>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bw {
namespace {

QString severityWord(Notice::Severity severity)
{
    switch (severity) {
    case Notice::Severity::Info: return MessageCentre::tr("Information");
    case Notice::Severity::Caution: return MessageCentre::tr("Caution");
    case Notice::Severity::Danger: return MessageCentre::tr("Danger");
    }
    return {};
}

const char *severityRole(Notice::Severity severity)
{
    switch (severity) {
    case Notice::Severity::Info: return "label";
    case Notice::Severity::Caution: return "caution";
    case Notice::Severity::Danger: return "danger";
    }
    return "label";
}

QString severityIcon(Notice::Severity severity)
{
    switch (severity) {
    case Notice::Severity::Info: return QStringLiteral("info");
    case Notice::Severity::Caution: return QStringLiteral("caution");
    case Notice::Severity::Danger: return QStringLiteral("danger");
    }
    return {};
}

QLabel *plainLabel(const QString &text, const char *role)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

} // namespace

MessageCentre::MessageCentre(MessageList &messages, const Theme &theme, QWidget *over)
    : QFrame(over), m_messages(messages), m_theme(theme), m_cards(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("messageCentre"));
    setAccessibleName(tr("Messages"));
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(Theme::kBetween);
    over->installEventFilter(this);
    connect(&messages, &MessageList::changed, this, &MessageCentre::rebuild);
    connect(&theme, &Theme::changed, this, &MessageCentre::rebuild);
    rebuild();
}

QWidget *MessageCentre::makeCard(const MessageList::Item &item)
{
    auto *card = new QFrame;
    card->setProperty("role", QStringLiteral("card"));
    card->setProperty("severity", QString::fromLatin1(severityRole(item.severity)));
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(Theme::kBetween, Theme::kBetween, Theme::kBetween, Theme::kBetween);
    grid->setHorizontalSpacing(Theme::kBetween);

    const ThemeColours &colours = m_theme.colours();
    const QColor tone = item.severity == Notice::Severity::Danger    ? colours.danger
                        : item.severity == Notice::Severity::Caution ? colours.caution
                                                                     : colours.accent;
    auto *icon = new QLabel;
    icon->setPixmap(m_theme.icon(severityIcon(item.severity), tone).pixmap(16, 16));
    const QString head = item.count > 1 ? tr("%1, %2 times", "severity, count").arg(severityWord(item.severity)).arg(item.count)
                                        : severityWord(item.severity);
    auto *dismiss = new QPushButton(tr("Dismiss"));
    dismiss->setAccessibleName(tr("Dismiss message"));
    dismiss->setFocusPolicy(Qt::TabFocus);
    connect(dismiss, &QPushButton::clicked, this, [this, id = item.id] { m_messages.dismiss(id); });

    auto *text = plainLabel(item.text, "value");
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(icon, 0, 0);
    grid->addWidget(plainLabel(head, severityRole(item.severity)), 0, 1);
    grid->addWidget(plainLabel(readTimeWithZone(item.lastAt), "label"), 0, 2, Qt::AlignRight);
    grid->addWidget(text, 1, 0, 1, 3);
    grid->addWidget(dismiss, 2, 2, Qt::AlignRight);
    grid->setColumnStretch(1, 1);
    return card;
}

/// Shown at once: a layout shows its widgets later, and place() would measure nothing until then.
void MessageCentre::add(QWidget *widget)
{
    m_cards->addWidget(widget);
    widget->show();
}

void MessageCentre::rebuild()
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the card whose button was just pressed
        }
        delete item;
    }
    const auto &items = m_messages.items();
    const auto shown = std::min<qsizetype>(items.size(), kShown);
    for (qsizetype i = 0; i < shown; ++i)
        add(makeCard(items[i]));
    if (items.size() > shown) {
        auto *more = new QPushButton(tr("Dismiss all, %1 more wait").arg(items.size() - shown));
        more->setFocusPolicy(Qt::TabFocus);
        connect(more, &QPushButton::clicked, this, [this] { m_messages.dismissAll(); });
        add(more);
    }
    setVisible(!items.isEmpty());
    place();
}

void MessageCentre::place()
{
    const QWidget *over = parentWidget();
    const int width = std::min(over->width() - 2 * Theme::kAround, 44 * fontMetrics().averageCharWidth());
    const int height = m_cards->hasHeightForWidth() ? m_cards->totalHeightForWidth(width) : m_cards->totalSizeHint().height();
    setGeometry(over->width() - width - Theme::kAround, Theme::kAround, width, std::min(height, over->height() - Theme::kAround));
    raise();
}

bool MessageCentre::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace bw
