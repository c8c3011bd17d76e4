// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyalarm.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/keywords.h"
#include "ui/models/numberformat.h"
#include "ui/models/openthings.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace bw {

namespace {

/// The venue's own figure, else size by mark; an inverse size is in USD already.
std::optional<Decimal> worthOf(const Position &position)
{
    if (position.instrument->id().category == Category::Inverse)
        return position.size;
    if (position.value.isValid())
        return position.value;
    const Decimal price = position.markPrice.isValid() ? position.markPrice : position.entryPrice;
    return price.isValid() ? std::optional(position.size * price) : std::nullopt;
}

QString stopWords(const Position &position)
{
    if (position.isProtected)
        return KeyAlarm::tr("stops at the venue cover all of it");
    if (position.stoppedSize.sign() > 0)
        return KeyAlarm::tr("stops at the venue cover %1 of it").arg(readDecimal(position.stoppedSize));
    return KeyAlarm::tr("UNPROTECTED: no stop at the venue");
}

} // namespace

KeyAlarm::KeyAlarm(EngineClient &client, const OpenThings &open, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_client(client), m_open(open), m_what(roleLabel(QString(), "danger", this)), m_standing(roleLabel(QString(), "", this)),
      m_retry(new QPushButton(tr("Try again"), this)), m_settings(new QPushButton(tr("Connection and keys\u2026"), this))
{
    setObjectName(QStringLiteral("keyAlarm"));
    setAccessibleName(tr("Alarm: the key works no more"));
    m_what->setObjectName(QStringLiteral("keyAlarmText"));
    m_standing->setObjectName(QStringLiteral("keyAlarmExposure"));
    auto *icon = new QLabel(this);
    const auto paintIcon = [icon, &theme] { icon->setPixmap(theme.icon(QStringLiteral("danger"), theme.colours().danger).pixmap(16, 16)); };
    paintIcon();
    connect(&theme, &Theme::changed, icon, paintIcon);
    for (QLabel *label : {m_what, m_standing})
        label->setWordWrap(true);
    m_retry->setObjectName(QStringLiteral("keyAlarmRetry"));
    m_retry->setToolTip(tr("Asks the keychain and the venue once more; nothing is asked again by itself"));
    m_settings->setObjectName(QStringLiteral("keyAlarmSettings"));
    for (QPushButton *button : {m_retry, m_settings})
        button->setAutoDefault(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_what);
    words->addWidget(m_standing);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::kAround, Theme::kInside, Theme::kAround, Theme::kInside);
    row->setSpacing(Theme::kBetween);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_retry, 0, Qt::AlignTop);
    row->addWidget(m_settings, 0, Qt::AlignTop);
    connect(m_retry, &QPushButton::clicked, this, &KeyAlarm::retryRequested);
    connect(m_settings, &QPushButton::clicked, this, &KeyAlarm::settingsRequested);
    connect(&client, &EngineClient::sessionChanged, this, &KeyAlarm::refresh);
    connect(&open, &OpenThings::changed, this, &KeyAlarm::refresh);
    refresh();
}

QString KeyAlarm::exposure() const
{
    QStringList lines;
    for (const Position &position : m_open.positions()) {
        const auto worth = worthOf(position);
        const QString side = *position.side == Side::Buy ? tr("long") : tr("short");
        const QString quote = position.instrument->id().category == Category::Inverse ? QStringLiteral("USD") : position.instrument->quoteCoin();
        lines.append(tr("%1 %2 %3, worth %4 %5, %6", "symbol, long or short, size, amount, coin, what stops cover")
                         .arg(position.instrument->id().symbol, side, readDecimal(position.size), worth ? readDecimal(*worth, 2) : kMissing.toString(), quote,
                              stopWords(position)));
    }
    return lines.join(QStringLiteral("; "));
}

void KeyAlarm::refresh()
{
    const SessionView &session = m_client.session();
    setVisible(session.keyTrouble.has_value());
    if (!session.keyTrouble)
        return;
    const QString since = readTimeWithZone(session.keyTrouble->since);
    const QString account = session.account.isEmpty() ? tr("The key") : tr("The key %1").arg(session.account);
    setText(m_what, session.keyTrouble->endsByItself
                        ? tr("Refused by the venue since %1. %2", "time, why and what to do").arg(since, keywords::refusal(session.keyTrouble->error.venueCode))
                        : tr("%1 works no more since %2. %3", "key, time, why and what to do").arg(account, since, keywords::refusal(session.keyTrouble->error.venueCode)));
    const QString open = exposure();
    const auto orders = m_open.orders().size();
    QStringList standing;
    standing.append(open.isEmpty() ? (m_open.hasHeardPositions() ? tr("No position was open when it was last read.") : tr("Positions have not been read."))
                                   : tr("Open as last read: %1.").arg(open));
    if (orders > 0)
        standing.append(tr("%n order(s) stand at the venue.", nullptr, static_cast<int>(orders)));
    if (!open.isEmpty() || orders > 0)
        standing.append(tr("They can't be changed from here: use the venue's own app or web site."));
    const auto &positions = m_open.positions();
    const bool isBare = std::any_of(positions.begin(), positions.end(), [](const Position &position) { return !position.isProtected; });
    setRole(m_standing, isBare ? "caution" : "");
    setText(m_standing, standing.join(u' '));
    m_retry->setVisible(!session.keyTrouble->endsByItself);
}

} // namespace bw
