// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/closesheet.h"

#include "ui/models/numberformat.h"
#include "ui/models/positionwords.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"
#include "ui/models/submitwatch.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace bw {

CloseSheet::CloseSheet(EngineClient &client, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_pulse(pulse), m_talk(new PreviewTalk(client, pulse.clock(), this)), m_submit(new SubmitWatch(client, this))
{
    setObjectName(QStringLiteral("closeSheet"));
    build();
    connect(m_cancel, &QPushButton::clicked, this, &CloseSheet::leave);
    connect(m_send, &QPushButton::clicked, this, &CloseSheet::send);
    for (QPushButton *button : {m_cancel, m_send})
        button->installEventFilter(this);
    connect(m_talk, &PreviewTalk::changed, this, &CloseSheet::showPreview);
    connect(m_submit, &SubmitWatch::wordsChanged, this, &CloseSheet::wordsChanged);
    pulse.onFrame(this, [this] { tick(); });
}

void CloseSheet::build()
{
    const auto line = [this](const char *name, const char *role) {
        QLabel *label = roleLabel(QString(), role, this);
        label->setObjectName(QString::fromLatin1(name));
        label->setWordWrap(true);
        return label;
    };
    m_title = line("closeTitle", "");
    m_what = line("closeWhat", "");
    m_book = line("closeBook", "label");
    m_hint = line("closeHint", "label");
    const auto button = [this](const char *name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    m_cancel = button("closeCancel", tr("Cancel"));
    m_send = button("closeSend", QString());
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    for (QLabel *label : {m_title, m_what, m_book, m_hint})
        column->addWidget(label);
    column->addLayout(buttons);
    column->addStretch(1);
}

void CloseSheet::open(const OrderDraft &draft, const Position &position)
{
    m_draft = draft;
    m_position = position;
    m_shownAt = m_pulse.clock().now();
    const SessionView &session = m_client.session();
    const QString symbol = draft.instrument->id().symbol;
    const QString held = positionwords::sideWord(position);
    const QString unit = positionwords::unit(*draft.instrument);
    const QString side = sentences::word(draft.side);
    //: profile, host of the venue
    const QString where = tr("%1 \u00B7 %2").arg(sentences::word(session.profile), session.venueHost);
    if (draft.closesPosition) {
        setText(m_title, tr("Close %1 %2 at the market", "long or short, symbol").arg(held.toLower(), symbol));
        setText(m_what, tr("%1. %2, reduce-only: the whole position, whatever its size is when the order arrives; last known %3 %4.", "venue, side, size, coin")
                            .arg(where, side, positionwords::size(position), unit));
        m_send->setText(tr("Close %1 %2 at the market", "long or short, size").arg(held.toLower(), positionwords::size(position)));
    } else {
        setText(m_title, tr("Reverse %1 %2 at the market", "long or short, symbol").arg(held.toLower(), symbol));
        setText(m_what, tr("%1. %2 %3 %4: closes %5 and opens as much on the other side.", "venue, side, quantity, coin, size")
                            .arg(where, side, readQty(*draft.instrument, draft.qty), unit, positionwords::size(position)));
        m_send->setText(tr("Reverse: %1 %2 at the market", "side, quantity").arg(side.toLower(), readQty(*draft.instrument, draft.qty)));
    }
    setRole(m_title, session.profile == Profile::Live ? "danger" : "");
    setRole(m_send, draft.side == Side::Buy ? "buy" : "sell");
    m_submit->say(QString(), Tone::Muted);
    m_talk->setDraft(draft);
    m_talk->askSoon();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void CloseSheet::tick()
{
    m_talk->tick();
    showPreview();
}

void CloseSheet::showPreview()
{
    const Preview *preview = m_talk->preview();
    const bool isFresh = preview && !m_talk->isExpired();
    m_send->setEnabled(isFresh && preview->isSendable() && !m_submit->isPending());
    if (!isFresh) {
        setText(m_book, QString());
        setText(m_hint, tr("Asking the engine what this would meet on the live book\u2026"));
        setRole(m_hint, "label");
        return;
    }
    const Instrument &of = *m_draft.instrument;
    const bool hasPrice = preview->impact.averagePrice.isValid() && preview->impact.averagePrice.sign() > 0;
    const QString average = hasPrice ? readPrice(of, preview->impact.averagePrice) : kMissing.toString();
    const QString fee = preview->fee.isValid() ? tr("%1 %2", "amount, coin").arg(readDecimal(preview->fee, 4), preview->feeCurrency) : kMissing.toString();
    setText(m_book, tr("On the live book: average %1, slippage %2 bp, fee about %3.").arg(average, readDecimal(preview->impact.slippageBps, 2), fee));
    QStringList refusals;
    for (const Verdict &verdict : preview->verdicts)
        if (!verdict.ok)
            refusals.append(sentences::of(verdict));
    setText(m_hint, refusals.isEmpty() ? tr("Enter does not send: Ctrl+Enter sends.") : tr("Refused: %1").arg(refusals.join(u' ')));
    setRole(m_hint, refusals.isEmpty() ? "label" : "danger");
}

void CloseSheet::leave()
{
    m_talk->setDraft(std::nullopt);
    Q_EMIT left();
}

void CloseSheet::send()
{
    const Preview *preview = m_talk->preview();
    if (!preview || m_talk->isExpired() || !preview->isSendable())
        return;
    const QString id = preview->id; // submitting may change what the talk holds
    if (m_submit->submit(id))
        leave();
}

bool CloseSheet::onEnter(Qt::KeyboardModifiers modifiers)
{
    if ((modifiers & Qt::ControlModifier) && m_pulse.clock().now() - m_shownAt >= kGrace)
        send();
    else
        setRole(m_hint, "caution"); // the hint says which keys send
    return true;
}

void CloseSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        onEnter(event->modifiers());
    else if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

bool CloseSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            return event->type() == QEvent::KeyRelease || onEnter(key->modifiers());
    }
    const bool isPress = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (watched == m_send && isPress && m_pulse.clock().now() - m_shownAt < kGrace)
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace bw
