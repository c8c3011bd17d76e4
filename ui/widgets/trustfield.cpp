// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/trustfield.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/trustwords.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace bw {
namespace {

constexpr int kSteps = 5;

QString said(const BookTrust &trust, bool isLive, int needed)
{
    const auto level = trustwords::levelOf(trust, isLive, needed);
    QString text = trustwords::score(trust, isLive) + u' ' + trustwords::word(level);
    if (level == trustwords::Level::NotJudged)
        return text;
    const int filled = std::clamp((trust.score * kSteps + 50) / 100, 0, kSteps);
    text += u' ' + QString(filled, QChar(u'\u25AE')) + QString(kSteps - filled, QChar(u'\u25AF'));
    return text;
}

} // namespace

TrustField::TrustField(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_label(roleLabel(tr("book trust"), "label", this)),
      m_value(roleLabel(QString(), "label", this))
{
    setObjectName(QStringLiteral("trustField"));
    m_value->setObjectName(QStringLiteral("trustValue"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_label);
    layout->addWidget(m_value);
    connect(&theme, &Theme::changed, this, &TrustField::fit);
    pulse.onTenth(this, [this] { look(); });
    fit();
    look();
}

QString TrustField::text() const { return m_value->text(); }

void TrustField::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit(); // the style sheet, which is applied just before, forgets the fonts
}

void TrustField::fit()
{
    m_label->setFont(m_theme.labelFont());
    m_value->setFont(m_theme.numberFont());
    BookTrust widest;
    widest.score = 100;
    const QFontMetrics metrics(m_value->font());
    setMinimumWidth(std::max(metrics.horizontalAdvance(said(widest, true, 0)), metrics.horizontalAdvance(said({}, false, 0))) + 2);
}

void TrustField::look()
{
    const auto book = m_client.book().read();
    const bool isOpen = book && m_client.instrument() && book->instrument->id() == m_client.instrument()->id();
    const BookSnapshot *shown = isOpen ? book.get() : nullptr;
    const BookTrust trust = shown ? shown->trust : BookTrust{};
    const bool isLive = shown && shown->isLive();
    const int needed = m_client.limits().minTrust;
    const QString text = said(trust, isLive, needed);
    const QString tip = trustwords::toolTip(shown, needed);
    if (tip != toolTip())
        setToolTip(tip);
    if (text == m_value->text())
        return;
    m_value->setText(text);
    setAccessibleName(tr("Book trust: %1").arg(text.section(u' ', 0, 1)));
    switch (trustwords::levelOf(trust, isLive, needed)) {
    case trustwords::Level::NotJudged: setRole(m_value, "label"); break;
    case trustwords::Level::Poor: setRole(m_value, "danger"); break;
    case trustwords::Level::Fair: setRole(m_value, "caution"); break;
    case trustwords::Level::Good: setRole(m_value, "bid"); break;
    }
    m_value->setFont(m_theme.numberFont()); // polishing anew forgets it
}

} // namespace bw
