// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmsheet.h"

#include "ui/models/numberformat.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

ConfirmSheet::ConfirmSheet(const PreviewTalk &talk, const Clock &clock, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_talk(talk), m_clock(clock), m_theme(theme)
{
    setObjectName(QStringLiteral("confirmSheet"));
    setAccessibleName(tr("Confirm the order"));
    build();
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmSheet::cancelled);
    connect(m_send, &QPushButton::clicked, this, &ConfirmSheet::send);
    connect(m_again, &QPushButton::clicked, this, &ConfirmSheet::reviewAgainRequested);
    // Some platforms press a focused button on Enter: here no button may see that key.
    for (QPushButton *button : {m_cancel, m_send, m_again})
        button->installEventFilter(this);
}

void ConfirmSheet::build()
{
    m_title = roleLabel(QString(), "", this);
    m_title->setObjectName(QStringLiteral("confirmTitle"));
    m_title->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(Theme::kInside);
    grid->setHorizontalSpacing(Theme::kAround);
    grid->setColumnStretch(1, 1);
    const std::array<QString, LineCount> titles{tr("venue"), tr("symbol"), tr("order"), tr("quantity"), tr("price"), tr("notional"), tr("fee est."), tr("options")};
    for (std::size_t i = 0; i < LineCount; ++i) {
        m_labels[i] = roleLabel(titles[i], "label", this);
        m_values[i] = new ElidedLabel(this);
        m_values[i]->setObjectName(QStringLiteral("confirmLine%1").arg(i));
        m_values[i]->setAccessibleName(titles[i]);
        m_values[i]->setFont(m_theme.numberFont());
        m_values[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(m_labels[i], static_cast<int>(i), 0);
        grid->addWidget(m_values[i], static_cast<int>(i), 1);
    }
    m_hint = roleLabel(QString(), "label", this);
    m_hint->setObjectName(QStringLiteral("confirmHint"));
    m_hint->setWordWrap(true);
    const auto button = [this](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_cancel = button(QStringLiteral("confirmCancel"), tr("Cancel"));
    m_again = button(QStringLiteral("confirmAgain"), tr("Review again"));
    m_send = button(QStringLiteral("confirmSend"), QString());
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again, 1);
    buttons->addWidget(m_send, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kAround);
    column->addWidget(m_title);
    column->addLayout(grid);
    column->addWidget(m_hint);
    column->addLayout(buttons);
    column->addStretch(1);
}

void ConfirmSheet::review(const SessionView &session)
{
    const Preview *preview = m_talk.preview();
    if (!preview)
        return;
    m_previewId = preview->id;
    m_shownAt = m_clock.now();
    m_isSpent = false;
    fill(*preview, session);
    m_cancel->setText(tr("Cancel"));
    tick();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ConfirmSheet::fill(const Preview &preview, const SessionView &session)
{
    const OrderDraft &draft = preview.draft;
    const Instrument &instrument = *draft.instrument;
    const bool isInverse = instrument.id().category == Category::Inverse;
    const QString quote = isInverse ? QStringLiteral("USD") : instrument.quoteCoin();
    const QString base = isInverse ? QStringLiteral("USD") : instrument.baseCoin();
    const QString side = sentences::word(draft.side);
    const QString qty = readQty(instrument, draft.qty);
    const auto put = [this](Line line, const QString &text) { bw::setText(m_values[static_cast<std::size_t>(line)], text); };
    //: profile in capitals, host of the venue
    put(Profile, tr("%1 · %2").arg(sentences::word(session.profile), session.venueHost));
    put(Symbol, tr("%1 %2").arg(instrument.id().symbol, toName(instrument.id().category)));
    put(Order, tr("%1 %2").arg(side, sentences::word(draft.type)));
    put(Quantity, tr("%1 %2").arg(qty, base));
    put(Price, draft.price ? tr("%1 %2").arg(readPrice(instrument, *draft.price), quote)
                           : tr("market, about %1 %2").arg(readPrice(instrument, preview.impact.averagePrice), quote));
    put(Notional, preview.notional.isValid() ? tr("%1 %2").arg(readDecimal(preview.notional, 2), quote) : kMissing.toString());
    put(Fee, preview.fee.isValid() ? tr("%1 %2").arg(readDecimal(preview.fee, 6), preview.feeCurrency) : kMissing.toString());
    QStringList options{sentences::word(draft.timeInForce)};
    if (draft.reduceOnly)
        options << tr("reduce-only");
    if (!draft.signalId.isEmpty())
        options << tr("from signal %1").arg(draft.signalId.left(20));
    put(Options, options.join(QStringLiteral(" · ")));
    setRole(m_values[static_cast<std::size_t>(Order)], draft.side == Side::Buy ? "bid" : "ask");
    bw::setText(m_title, session.profile == bw::Profile::Live ? tr("This order spends real money.") : tr("This order goes to the venue as it stands here."));
    setRole(m_title, session.profile == bw::Profile::Live ? "danger" : "");
    m_send->setText(draft.side == Side::Buy ? tr("Send buy %1").arg(qty) : tr("Send sell %1").arg(qty));
    setRole(m_send, draft.side == Side::Buy ? "buy" : "sell");
}

void ConfirmSheet::tick()
{
    if (m_isSpent)
        return;
    const bool isTooOld = m_talk.isExpired();
    m_send->setEnabled(!isTooOld);
    m_send->setVisible(!isTooOld); // the way on takes its place
    m_again->setVisible(isTooOld);
    if (isTooOld) {
        bw::setText(m_hint, tr("This preview is older than %1 s and can't be sent. Review again to see the order on the present book.")
                                .arg(kPreviewLife.count() / 1000));
        setRole(m_hint, "caution");
        return;
    }
    const auto left = (kPreviewLife - m_talk.age()).count();
    //: %1 counts down seconds
    bw::setText(m_hint, tr("Enter does not send: Ctrl+Enter sends. Good for %1 s.").arg((left + 999) / 1000));
    setRole(m_hint, "label");
}

void ConfirmSheet::showSending()
{
    m_isSpent = true;
    m_send->setEnabled(false);
    m_again->hide();
    m_cancel->setText(tr("Back to the ticket"));
    bw::setText(m_hint, tr("Handed to the engine. It goes out at most once; its state appears here and under Orders."));
    setRole(m_hint, "label");
}

void ConfirmSheet::send()
{
    if (m_isSpent || m_talk.isExpired())
        return tick();
    const QString id = m_previewId;
    showSending();
    Q_EMIT sendRequested(id);
}

bool ConfirmSheet::onEnter(Qt::KeyboardModifiers modifiers)
{
    if (modifiers & Qt::ControlModifier)
        send();
    else if (!m_isSpent)
        setRole(m_hint, "caution"); // the hint says which keys send
    return true;
}

void ConfirmSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        onEnter(event->modifiers());
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

bool ConfirmSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            return event->type() == QEvent::KeyRelease || onEnter(key->modifiers());
    }
    const bool isPress = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (watched == m_send && isPress && m_clock.now() - m_shownAt < kGrace)
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace bw
