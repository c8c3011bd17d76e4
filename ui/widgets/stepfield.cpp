// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stepfield.h"

#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace bw {
namespace {

constexpr int kMaxTyped = 64; // as much as Decimal reads
constexpr std::int64_t kLeap = 10;

} // namespace

StepField::StepField(const QString &objectName, const QString &title, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_title(roleLabel(title, "label", this)), m_hint(new ElidedLabel(this)), m_problem(roleLabel(QString(), "danger", this)),
      m_edit(new QLineEdit(this)), m_row(new QHBoxLayout)
{
    m_edit->setObjectName(objectName);
    m_edit->setMaxLength(kMaxTyped);
    m_edit->setFont(theme.numberFont());
    m_edit->setAlignment(Qt::AlignRight);
    m_edit->setMinimumWidth(QFontMetrics(theme.numberFont()).horizontalAdvance(u'0') * 9);
    m_edit->installEventFilter(this);
    m_title->setBuddy(m_edit);
    m_hint->setObjectName(objectName + QStringLiteral("Hint"));
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRole(m_hint, "label");
    m_problem->setObjectName(objectName + QStringLiteral("Problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    for (QLabel *label : {m_title, m_hint, m_problem})
        label->setFont(theme.labelFont());

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_hint, 1);
    m_row->setSpacing(2);
    m_row->addWidget(m_edit, 1);
    for (const int direction : {-1, 1}) {
        auto *button = new QPushButton(direction < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"), this);
        button->setObjectName(objectName + (direction < 0 ? QStringLiteral("Minus") : QStringLiteral("Plus")));
        button->setAccessibleName(direction < 0 ? tr("One step down") : tr("One step up"));
        button->setAutoRepeat(true);
        button->setFocusPolicy(Qt::NoFocus); // the arrow keys of the field do the same
        setRole(button, "compact");
        connect(button, &QPushButton::clicked, this, [this, direction] { step(direction); });
        m_row->addWidget(button);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addLayout(m_row);
    column->addWidget(m_problem);
    setFocusProxy(m_edit);
    setTitle(title);
    connect(m_edit, &QLineEdit::textChanged, this, &StepField::edited);
}

void StepField::setTitle(const QString &title)
{
    bw::setText(m_title, title);
    m_edit->setAccessibleName(title);
}

void StepField::setHint(const QString &hint) { bw::setText(m_hint, hint); }

void StepField::setProblem(const QString &sentence)
{
    bw::setText(m_problem, sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    const QString state = sentence.isEmpty() ? QString() : QStringLiteral("bad");
    if (m_edit->property("state").toString() == state)
        return;
    m_edit->setProperty("state", state);
    m_edit->style()->unpolish(m_edit);
    m_edit->style()->polish(m_edit);
}

void StepField::setText(const QString &text) { m_edit->setText(text); }

QString StepField::text() const { return m_edit->text(); }

void StepField::step(std::int64_t steps)
{
    if (const auto next = m_stepper ? m_stepper(text(), steps) : std::nullopt)
        m_edit->setText(*next);
}

bool StepField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            const std::int64_t size = key->modifiers() & Qt::ShiftModifier ? kLeap : 1;
            step(key->key() == Qt::Key_Up ? size : -size);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bw
