// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/signaldetails.h"

#include "ui/models/headlinemodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/tablemodel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace bw {
namespace {

constexpr qsizetype kMaxCited = 20;   // headlines in full; a reply that cites more is cut
constexpr int kMaxReason = 200;

} // namespace

SignalDetails::SignalDetails(const HeadlineModel &headlines, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_headlines(headlines), m_theme(theme)
{
    setObjectName(QStringLiteral("signalDetails"));
    setAccessibleName(tr("The selected signal"));
    build();
    connect(m_toTicket, &QPushButton::clicked, this, &SignalDetails::toTicketRequested);
    connect(m_reject, &QPushButton::clicked, this, [this] { Q_EMIT rejectRequested(m_reason->currentText().trimmed()); });
    showSignal(nullptr, {});
}

void SignalDetails::build()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::kAround, Theme::kBetween, Theme::kAround, Theme::kBetween);
    column->setSpacing(Theme::kInside);
    const auto line = [&](QLabel *&label, const QString &name, const char *role) {
        label = roleLabel(QString(), role, content);
        label->setObjectName(name);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    line(m_title, QStringLiteral("signalTitle"), "");
    QFont bold = m_theme.valueFont();
    bold.setBold(true);
    m_title->setFont(bold);
    line(m_verdict, QStringLiteral("signalVerdict"), "caution");
    line(m_words, QStringLiteral("signalExplanation"), "");
    line(m_evidence, QStringLiteral("signalEvidence"), "label");
    line(m_source, QStringLiteral("signalSource"), "label");
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    makeTransparent(scroll);

    m_toTicket = new QPushButton(tr("To ticket"), this);
    m_toTicket->setObjectName(QStringLiteral("signalToTicket"));
    m_reason = new QComboBox(this);
    m_reason->setObjectName(QStringLiteral("signalRejectReason"));
    m_reason->setAccessibleName(tr("Reason of the rejection"));
    m_reason->setEditable(true);
    m_reason->lineEdit()->setMaxLength(kMaxReason);
    m_reason->setInsertPolicy(QComboBox::NoInsert);
    m_reason->addItems({tr("not news"), tr("too late"), tr("weak evidence"), tr("wrong instrument"), tr("I see it differently")});
    m_reason->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reason->setMinimumContentsLength(8);
    m_reason->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_reject = new QPushButton(tr("Reject"), this);
    m_reject->setObjectName(QStringLiteral("signalReject"));
    auto *actions = new QHBoxLayout;
    actions->setContentsMargins(Theme::kAround, Theme::kInside, Theme::kAround, Theme::kBetween);
    actions->setSpacing(Theme::kInside);
    actions->addWidget(m_toTicket);
    actions->addSpacing(Theme::kAround);
    actions->addWidget(m_reason, 1);
    actions->addWidget(m_reject);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    all->addLayout(actions);
}

void SignalDetails::showSignal(const Signal *signal, UtcTime now)
{
    showActions(signal, now);
    setText(m_title, signal ? headline(*signal) : tr("Select a signal to see what it rests on."));
    QString verdict;
    if (signal && signal->rejection != Rejection::None)
        verdict = tr("Rejected, not tradable. %1").arg(sentences::of(signal->rejection));
    else if (signal && !signal->isGrounded)
        verdict = tr("Ungrounded, not tradable: it cites nothing that it was given.");
    else if (signal && signal->state == SignalState::Rejected)
        verdict = signal->reason.isEmpty() ? tr("Rejected by you.") : tr("Rejected by you: %1").arg(signal->reason);
    setText(m_verdict, verdict);
    m_verdict->setVisible(!verdict.isEmpty());
    //: a model's own words in quotation marks
    setText(m_words, signal && !signal->explanation.isEmpty() ? tr("“%1”").arg(signal->explanation.left(600)) : QString());
    setText(m_evidence, signal ? evidence(*signal) : QString());
    QString source;
    if (signal) {
        source = tr("%1 · %2 · %3").arg(signal->model.left(80).simplified(), readUsd(signal->costUsd, 5), readMilliseconds(signal->latency));
        if (signal->isDemo)
            source = tr("%1 · offline demo: it can never arm anything").arg(source);
    }
    setText(m_source, source);
}

QString SignalDetails::headline(const Signal &signal) const
{
    const QString symbol = signal.instrument.symbol.left(40);
    if (signal.rejection != Rejection::None)
        return tr("%1: no usable reply").arg(symbol);
    if (!signal.score)
        return tr("%1: no score, which is not a neutral one").arg(symbol);
    const QString score = readSigned(*signal.score, 2);
    const QString says = signal.confidence ? tr("says %1").arg(readDecimal(*signal.confidence, 2)) : tr("states no confidence");
    if (!signal.side)
        return tr("%1: neutral, score %2, %3").arg(symbol, score, says);
    return *signal.side == Side::Buy ? tr("▲ LONG %1, score %2, %3").arg(symbol, score, says) : tr("▼ SHORT %1, score %2, %3").arg(symbol, score, says);
}

QString SignalDetails::evidence(const Signal &signal) const
{
    if (signal.evidence.isEmpty())
        return tr("It cites nothing.");
    QStringList lines;
    for (const QString &id : signal.evidence.mid(0, kMaxCited)) {
        const Headline *cited = m_headlines.find(id);
        if (cited)
            lines << tr("%1 · %2: %3").arg(cited->id.left(20), cited->source.left(40), cited->title);
        else if (id.startsWith(QLatin1StringView("book:")))
            lines << tr("the order book of update %1").arg(id.mid(5, 30));
        else
            lines << tr("%1 is not on this list").arg(id.left(40).simplified());
    }
    return lines.join(u'\n');
}

void SignalDetails::showActions(const Signal *signal, UtcTime now)
{
    const bool isTradable = signal && signal->isTradable(now);
    const bool isOpen = signal && signal->state == SignalState::Proposed && now < signal->expiresAt;
    m_toTicket->setEnabled(isTradable);
    m_toTicket->setToolTip(isTradable ? tr("Fills in the side and the signal, never price or quantity.")
                           : signal   ? tr("Only a grounded signal with a side that has not expired goes to the ticket.")
                                      : tr("Select a signal first."));
    m_reject->setEnabled(isOpen);
    m_reason->setEnabled(isOpen);
    m_reject->setToolTip(isOpen ? tr("Your choice and its reason are kept.") : tr("Only an open proposal can be rejected."));
}

} // namespace bw
