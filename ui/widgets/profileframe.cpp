// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/profileframe.h"

#include "core/engine/api/engineclient.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace bw {

ProfileFrame::ProfileFrame(EngineClient &client, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_frameClient(client), m_frameTheme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&client, &EngineClient::sessionChanged, this, qOverload<>(&QWidget::update));
}

void ProfileFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_frameTheme.colours().panel);
    painter.setPen(QPen(m_frameTheme.profile(m_frameClient.session().profile), kLine));
    painter.drawRect(QRectF(rect()).adjusted(kLine / 2.0, kLine / 2.0, -kLine / 2.0, -kLine / 2.0));
}

} // namespace bw
