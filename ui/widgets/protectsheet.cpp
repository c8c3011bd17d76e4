// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/protectsheet.h"

#include "ui/models/orderwords.h"
#include "ui/models/positionwords.h"
#include "ui/models/steptext.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace bw {

ProtectSheet::ProtectSheet(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("protectSheet"));
    build(theme);
    for (StepField *field : {m_takeProfit, m_stopLoss, m_trailing, m_activation, m_size})
        connect(field, &StepField::edited, this, &ProtectSheet::read);
    connect(m_by, &QComboBox::currentIndexChanged, this, &ProtectSheet::read);
    connect(m_full, &QPushButton::clicked, this, [this] { setMode(StopMode::Full); });
    connect(m_partial, &QPushButton::clicked, this, [this] { setMode(StopMode::Partial); });
    connect(m_cancel, &QPushButton::clicked, this, &ProtectSheet::left);
    connect(m_send, &QPushButton::clicked, this, &ProtectSheet::send);
}

void ProtectSheet::build(const Theme &theme)
{
    const auto button = [this](const char *name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    const auto field = [&](const char *name, const QString &title) { return new StepField(QString::fromLatin1(name), title, theme, this); };
    m_title = roleLabel(QString(), "", this);
    m_modeWords = roleLabel(QString(), "label", this);
    m_changes = roleLabel(QString(), "label", this);
    m_changes->setObjectName(QStringLiteral("protectChanges"));
    for (QLabel *label : {m_title, m_modeWords, m_changes})
        label->setWordWrap(true);
    m_full = button("protectFull", tr("Full"));
    m_partial = button("protectPartial", tr("Partial"));
    m_takeProfit = field("protectTakeProfit", tr("take profit"));
    m_stopLoss = field("protectStopLoss", tr("stop loss"));
    m_trailing = field("protectTrailing", tr("trailing distance"));
    m_activation = field("protectActivation", tr("from price"));
    m_size = field("protectSize", tr("size"));
    m_by = new QComboBox(this);
    m_by->setObjectName(QStringLiteral("protectBy"));
    m_by->setAccessibleName(tr("Which price lets take profit and stop loss go"));
    for (const TriggerBy by : {TriggerBy::LastPrice, TriggerBy::MarkPrice, TriggerBy::IndexPrice})
        m_by->addItem(tr("by %1 price").arg(orderwords::word(by)), static_cast<int>(by));
    m_cancel = button("protectCancel", tr("Cancel"));
    m_send = button("protectSend", tr("Set at the venue"));
    setRole(m_send, "primary");
    auto *modes = new QHBoxLayout;
    modes->setSpacing(Theme::kInside);
    for (QPushButton *mode : {m_full, m_partial}) {
        mode->setCheckable(true);
        modes->addWidget(mode);
    }
    modes->addStretch(1);
    modes->addWidget(m_by);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setVerticalSpacing(Theme::kInside);
    grid->addWidget(m_takeProfit, 0, 0);
    grid->addWidget(m_stopLoss, 0, 1);
    grid->addWidget(m_trailing, 1, 0);
    grid->addWidget(m_activation, 1, 1);
    grid->addWidget(m_size, 2, 0);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_title);
    column->addLayout(modes);
    column->addWidget(m_modeWords);
    column->addLayout(grid);
    column->addWidget(m_changes);
    column->addLayout(buttons);
    column->addStretch(1);
}

void ProtectSheet::open(const Position &position, const ProtectForm &form)
{
    m_position = position;
    const Instrument &of = *position.instrument;
    setText(m_title, tr("Protect %1 %2 %3", "long or short, size, symbol")
                         .arg(positionwords::sideWord(position).toLower(), positionwords::size(position), of.id().symbol));
    const InstrumentPtr kept = position.instrument;
    const auto stepPrice = [kept](const QString &text, std::int64_t steps) { return steppedPrice(text, *kept, steps); };
    for (StepField *field : {m_takeProfit, m_stopLoss, m_trailing, m_activation})
        field->setStepper(stepPrice);
    m_size->setStepper([kept](const QString &text, std::int64_t steps) { return steppedQty(text, *kept, steps); });
    using Pair = std::pair<StepField *, QString>;
    for (const auto &[field, text] : {Pair{m_takeProfit, form.takeProfit}, Pair{m_stopLoss, form.stopLoss}, Pair{m_trailing, form.trailing},
                                      Pair{m_activation, form.activation}, Pair{m_size, form.size}}) {
        const QSignalBlocker quiet(field);
        field->setText(text);
    }
    {
        const QSignalBlocker quiet(m_by);
        m_by->setCurrentIndex(m_by->findData(static_cast<int>(form.by)));
    }
    setMode(form.mode);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ProtectSheet::setMode(StopMode mode)
{
    m_mode = mode;
    const bool isFull = mode == StopMode::Full;
    m_full->setChecked(isFull);
    m_partial->setChecked(!isFull);
    m_trailing->setVisible(isFull);
    m_activation->setVisible(isFull);
    m_size->setVisible(!isFull);
    setText(m_modeWords, isFull ? tr("Full: covers the whole position, whatever its size becomes, and replaces the pair that is there. An empty field takes "
                                     "it away.")
                                : tr("Partial: adds a pair for this size beside what is there; the venue keeps at most 20."));
    read();
}

ProtectForm ProtectSheet::form() const
{
    return {.mode = m_mode, .takeProfit = m_takeProfit->text(), .stopLoss = m_stopLoss->text(), .trailing = m_trailing->text(),
            .activation = m_activation->text(), .size = m_size->text(), .by = static_cast<TriggerBy>(m_by->currentData().toInt())};
}

void ProtectSheet::read()
{
    m_reading = readProtection(form(), m_position);
    m_takeProfit->setProblem(m_reading.takeProfitError);
    m_stopLoss->setProblem(m_reading.stopLossError);
    m_trailing->setProblem(m_reading.trailingError);
    m_activation->setProblem(m_reading.activationError);
    m_size->setProblem(m_reading.sizeError);
    setText(m_changes, m_reading.changes.isEmpty() ? tr("Nothing would change.") : m_reading.changes.join(u'\n'));
    const bool takesAway = m_reading.draft && (m_reading.draft->removesStopLoss || m_reading.draft->removesTrailing);
    setRole(m_changes, takesAway ? "caution" : "label");
    m_send->setEnabled(m_reading.draft.has_value());
    m_send->setToolTip(m_reading.draft ? QString() : tr("Nothing would change, or a field is wrong"));
}

void ProtectSheet::send()
{
    if (m_reading.draft)
        Q_EMIT changeRequested(*m_reading.draft);
}

void ProtectSheet::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && (event->modifiers() & Qt::ControlModifier))
        send();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else if (!isEnter) // Enter alone never sends
        QWidget::keyPressEvent(event);
}

} // namespace bw
