// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sitefield.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace bw {

SiteField::SiteField(KeyClient &keys, QWidget *parent)
    : QWidget(parent), m_keys(keys), m_host(roleLabel(QString(), "label", this)), m_site(new QComboBox(this)), m_rest(new QLineEdit(this)),
      m_socket(new QLineEdit(this)), m_set(new QPushButton(tr("Set"), this))
{
    m_site->setObjectName(QStringLiteral("connectionSite"));
    m_site->setToolTip(tr("An account is known on its own site alone: choose the host of the site where it was opened"));
    m_rest->setObjectName(QStringLiteral("connectionRest"));
    m_rest->setAccessibleName(tr("Address for requests"));
    m_rest->setPlaceholderText(QStringLiteral("https://\u2026"));
    m_socket->setObjectName(QStringLiteral("connectionSocket"));
    m_socket->setAccessibleName(tr("Address of the stream"));
    m_socket->setPlaceholderText(QStringLiteral("wss://\u2026"));
    m_set->setObjectName(QStringLiteral("connectionSiteUse"));
    m_set->setAutoDefault(false);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Theme::kBetween);
    line->addWidget(m_host);
    line->addWidget(m_site);
    line->addWidget(m_rest, 1);
    line->addWidget(m_socket, 1);
    line->addWidget(m_set);
    line->addStretch();
    connect(m_site, &QComboBox::activated, this, &SiteField::choose);
    connect(m_set, &QPushButton::clicked, this, [this] { m_keys.setSite({m_rest->text().trimmed(), m_socket->text().trimmed()}); });
}

void SiteField::showFor(Profile profile)
{
    const bool isLive = profile == Profile::Live;
    const QSignalBlocker quiet(m_site);
    const VenueSite site = m_keys.site();
    const auto listed = m_keys.sites();
    m_site->clear();
    for (const VenueSite &each : listed)
        m_site->addItem(QUrl(each.rest).host());
    m_site->addItem(tr("Another host\u2026"));
    const auto at = listed.indexOf(site);
    m_site->setCurrentIndex(static_cast<int>(at < 0 ? listed.size() : at));
    m_site->setVisible(isLive);
    setText(m_host, m_keys.hostOf(profile));
    m_host->setVisible(!isLive);
    m_rest->setText(site.rest);
    m_socket->setText(site.socket);
    showOwn(isLive && at < 0);
}

void SiteField::showOwn(bool isOwn)
{
    m_rest->setVisible(isOwn);
    m_socket->setVisible(isOwn);
    m_set->setVisible(isOwn);
}

void SiteField::choose(int index)
{
    const auto sites = m_keys.sites();
    if (index < sites.size())
        return m_keys.setSite(sites.at(index));
    showOwn(true); // nothing holds before "Set"
    m_rest->setFocus();
}

} // namespace bw
