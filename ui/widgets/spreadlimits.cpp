// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spreadlimits.h"

#include "core/base/decimal.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace bw {
namespace {

QString plain(double value) { return QString::number(value, 'g', 10); }

/// Strict; a comma is taken for the point, since many keyboards have no other.
std::optional<double> read(const QString &text, double least, double most)
{
    const auto number = Decimal::parse(QString(text).trimmed().replace(u',', u'.'));
    if (!number)
        return std::nullopt;
    const double value = number->toDouble();
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

void markBad(QLineEdit *edit, bool isBad)
{
    const QString state = isBad ? QStringLiteral("bad") : QString();
    if (edit->property("state").toString() == state)
        return;
    edit->setProperty("state", state);
    edit->style()->unpolish(edit); // style sheets read properties only while polishing
    edit->style()->polish(edit);
}

} // namespace

SpreadLimits::SpreadLimits(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("spreadLimits"));
    m_threshold = field(QStringLiteral("spreadThreshold"), tr("Threshold of the spread in percent"), theme);
    m_sigmas = field(QStringLiteral("spreadSigmas"), tr("Width of the band in sigma"), theme);
    m_threshold->setToolTip(
        tr("A spread above this is an anomaly. In percent of the bid, from %1 to %2.").arg(plain(kLeastThreshold), plain(kMostThreshold)));
    m_sigmas->setToolTip(tr("A spread above mean + k σ of its window is an anomaly too. From 0 (no band) to %1.").arg(plain(kMostSigmas)));
    m_problem = roleLabel(QString(), "caution", this);
    m_problem->setObjectName(QStringLiteral("spreadLimitsProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::kInside);
    row->addWidget(roleLabel(tr("anomaly above"), "label", this));
    row->addWidget(m_threshold);
    row->addWidget(roleLabel(tr("% or mean +"), "label", this));
    row->addWidget(m_sigmas);
    row->addWidget(roleLabel(tr("σ"), "label", this));
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kBetween, 0, Theme::kBetween, Theme::kInside);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_problem);
}

QLineEdit *SpreadLimits::field(const QString &name, const QString &accessible, const Theme &theme)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(accessible);
    edit->setMaxLength(16);
    edit->setAlignment(Qt::AlignRight);
    edit->setFixedWidth(QFontMetrics(theme.valueFont()).horizontalAdvance(QStringLiteral("00000.0000")));
    connect(edit, &QLineEdit::textEdited, this, [this] { m_isTyped = true; });
    connect(edit, &QLineEdit::editingFinished, this, &SpreadLimits::apply);
    return edit;
}

void SpreadLimits::setInForce(double thresholdPct, double sigmas)
{
    const Values now{thresholdPct, sigmas};
    if (m_inForce == now)
        return;
    m_inForce = now;
    if (m_asked == now)
        m_asked.reset();
    if (m_isTyped || m_asked)
        return;
    m_threshold->setText(plain(thresholdPct));
    m_sigmas->setText(plain(sigmas));
}

void SpreadLimits::apply()
{
    if (!m_isTyped)
        return;
    const auto threshold = read(m_threshold->text(), kLeastThreshold, kMostThreshold);
    const auto sigmas = read(m_sigmas->text(), 0, kMostSigmas);
    markBad(m_threshold, !threshold);
    markBad(m_sigmas, !sigmas);
    QStringList problems;
    if (!threshold)
        problems.append(tr("The threshold is a number from %1 to %2, in percent.").arg(plain(kLeastThreshold), plain(kMostThreshold)));
    if (!sigmas)
        problems.append(tr("k is a number from 0, which means no band, to %1.").arg(plain(kMostSigmas)));
    m_problem->setText(problems.join(u' '));
    m_problem->setVisible(!problems.isEmpty());
    if (!problems.isEmpty())
        return; // what is in force stays in force, what was typed stays typed
    m_isTyped = false;
    const Values wanted{*threshold, *sigmas};
    if (m_inForce == wanted)
        return;
    m_asked = wanted;
    Q_EMIT chosen(wanted.threshold, wanted.sigmas);
}

} // namespace bw
