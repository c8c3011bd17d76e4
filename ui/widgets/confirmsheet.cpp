// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmsheet.h"

#include "ui/models/previewtalk.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace bw {
namespace {

constexpr std::chrono::seconds kEnterNews{3}; // long enough to read one sentence

} // namespace

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
    m_grid = new QGridLayout;
    m_grid->setVerticalSpacing(Theme::kInside);
    m_grid->setHorizontalSpacing(Theme::kBetween);
    m_grid->setColumnStretch(1, 1);
    m_hint = roleLabel(QString(), "label", this);
    m_hint->setObjectName(QStringLiteral("confirmHint"));
    m_hint->setWordWrap(true);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_title);
    column->addLayout(m_grid);
    column->addWidget(m_hint);
    column->addLayout(buildButtons());
    column->addStretch(1);
    // What does not fit is scrolled to, never cut: a long order must be readable in a low dock. The buttons stand right below the lines,
    // not where "Review order" was.
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    makeTransparent(m_scroll);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
}

QLayout *ConfirmSheet::buildButtons()
{
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
    return buttons;
}

void ConfirmSheet::addRow()
{
    const int at = static_cast<int>(m_rows.size());
    const Row row{roleLabel(QString(), "label", this), roleLabel(QString(), "", this)};
    row.value->setObjectName(QStringLiteral("confirmLine%1").arg(at));
    row.value->setFont(m_theme.numberFont());
    row.value->setAlignment(Qt::AlignRight | Qt::AlignTop);
    row.value->setWordWrap(true);
    row.label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_grid->addWidget(row.label, at, 0);
    m_grid->addWidget(row.value, at, 1);
    m_rows.append(row);
}

void ConfirmSheet::review(const SessionView &session)
{
    const Preview *preview = m_talk.preview();
    if (!preview)
        return;
    m_previewId = preview->id;
    m_stop.reset();
    show(confirmText(*preview, session));
}

void ConfirmSheet::review(const StopDraft &stop, const SessionView &session)
{
    m_previewId.clear();
    m_stop = stop;
    show(confirmText(stop, session));
}

void ConfirmSheet::show(const ConfirmText &text)
{
    m_shownAt = m_clock.now();
    m_enterAt.reset();
    m_isSpent = false;
    bw::setText(m_title, text.title);
    setRole(m_title, text.isLive ? "danger" : "");
    while (m_rows.size() < text.lines.size())
        addRow();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        row.label->setVisible(i < text.lines.size());
        row.value->setVisible(i < text.lines.size());
        if (i >= text.lines.size())
            continue;
        showLine(row, text.lines[i]);
    }
    m_lineCount = text.lines.size();
    m_send->setText(text.send);
    setRole(m_send, !text.side ? "primary" : *text.side == Side::Buy ? "buy" : "sell");
    m_cancel->setText(tr("Cancel"));
    tick();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ConfirmSheet::showLine(const Row &row, const ConfirmText::Line &line)
{
    bw::setText(row.label, line.label);
    bw::setText(row.value, line.value);
    row.value->setAccessibleName(line.label);
    row.value->setProperty("line", line.name);
    setRole(row.value, line.tone == Tone::Up ? "bid" : line.tone == Tone::Down ? "ask" : line.tone == Tone::Danger ? "danger" : "");
}

void ConfirmSheet::expectPreCheck()
{
    while (m_rows.size() <= m_lineCount)
        addRow();
    m_rows[m_lineCount].label->show();
    m_rows[m_lineCount].value->show();
    showPreCheck(m_previewId, tr("asking\u2026"));
}

void ConfirmSheet::showPreCheck(const QString &previewId, const QString &words)
{
    if (!previewId.isEmpty() && previewId == m_previewId && m_lineCount < m_rows.size())
        showLine(m_rows[m_lineCount], {QStringLiteral("preCheck"), tr("venue's check"), words, Tone::Normal});
}

bool ConfirmSheet::isTooOld() const { return !m_stop && m_talk.isExpired(); }

void ConfirmSheet::tick()
{
    if (m_isSpent)
        return;
    const bool isOld = isTooOld();
    m_send->setEnabled(!isOld);
    m_send->setVisible(!isOld); // the way on takes its place
    m_again->setVisible(isOld);
    if (isOld) {
        bw::setText(m_hint, tr("This preview is older than %1 s and can't be sent. Review again to see the order on the present book.")
                                .arg(kPreviewLife.count() / 1000));
        setRole(m_hint, "caution");
        return;
    }
    const auto left = (kPreviewLife - m_talk.age()).count();
    //: %1 counts down seconds
    bw::setText(m_hint, m_stop ? tr("Enter does not send: Ctrl+Enter sends.")
                               : tr("Enter does not send: Ctrl+Enter sends. Good for %1 s.").arg((left + 999) / 1000));
    const bool isEnterNews = m_enterAt && m_clock.now() - *m_enterAt < kEnterNews;
    setRole(m_hint, isEnterNews ? "caution" : "label");
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
    if (m_isSpent || isTooOld())
        return tick();
    const QString id = m_previewId;
    const auto stop = m_stop;
    showSending();
    if (stop)
        Q_EMIT changeRequested(*stop);
    else
        Q_EMIT sendRequested(id);
}

bool ConfirmSheet::onEnter(Qt::KeyboardModifiers modifiers)
{
    if (modifiers & Qt::ControlModifier)
        send();
    else if (!m_isSpent)
        m_enterAt = m_clock.now(); // the hint says which keys send, and stands out for a while
    tick();
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
