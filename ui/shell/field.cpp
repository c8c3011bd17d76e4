// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/field.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace bw {

Field::Field(const QString &label, const QString &widest, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_label(roleLabel(label, "label", this)), m_value(roleLabel(QString(), "", this)), m_widest(widest)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_label);
    layout->addWidget(m_value);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(label);
    connect(&theme, &Theme::changed, this, &Field::fit);
    fit();
}

void Field::setLabel(const QString &label)
{
    setText(m_label, label);
    fit();
}

void Field::setValue(const QString &value, const QString &role)
{
    setText(m_value, value);
    setRole(m_value, role.toLatin1().constData());
    m_value->setFont(m_theme.numberFont()); // polishing anew forgets it
}

void Field::setWidest(const QString &widest)
{
    m_widest = widest;
    fit();
}

QString Field::value() const { return m_value->text(); }

void Field::fit()
{
    m_label->setFont(m_theme.labelFont());
    m_value->setFont(m_theme.numberFont());
    const int wanted = std::max(QFontMetrics(m_value->font()).horizontalAdvance(m_widest),
                                QFontMetrics(m_label->font()).horizontalAdvance(m_label->text()));
    setMinimumWidth(std::max(minimumWidth(), wanted + 2));
}

} // namespace bw
