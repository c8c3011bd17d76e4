// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/accountmenu.h"

#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/models/openthings.h"
#include "ui/models/sentences.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/theme.h"

#include <array>

namespace bw {

namespace {

QString explanation(Profile profile)
{
    switch (profile) {
    case Profile::Sandbox: return AccountMenu::tr("made-up prices, play money");
    case Profile::Paper: return AccountMenu::tr("live prices, play money");
    case Profile::Demo: return AccountMenu::tr("the venue's demo trading");
    case Profile::Testnet: return AccountMenu::tr("the venue's testnet");
    case Profile::Live: return AccountMenu::tr("real money");
    }
    return {};
}

constexpr std::array kProfiles{Profile::Sandbox, Profile::Paper, Profile::Demo, Profile::Testnet, Profile::Live};

} // namespace

AccountMenu::AccountMenu(EngineClient &client, KeyClient &keys, const OpenThings &open, const Theme &theme, QWidget *window)
    : QMenu(tr("A&ccount"), window), m_client(client), m_keys(keys), m_open(open), m_theme(theme), m_window(window), m_clipboard(new ClipboardGuard(this))
{
    setObjectName(QStringLiteral("accountMenu"));
    connect(this, &QMenu::aboutToShow, this, &AccountMenu::fill);
    fill(); // shortcuts and tests find its actions before it was ever shown
}

void AccountMenu::fill()
{
    clear();
    const Profile present = m_client.session().profile;
    for (const auto profile : kProfiles) {
        QAction *action = addAction(tr("%1 \u2013 %2", "profile, what it is").arg(sentences::word(profile), explanation(profile)), this, [this, profile] { openProfile(profile); });
        action->setObjectName(QStringLiteral("profile.") + toName(profile));
        action->setCheckable(true);
        action->setChecked(profile == present);
    }
    addSeparator();
    const QString active = m_keys.activeId(present);
    for (const KeyRow &row : m_keys.keys(present)) {
        QAction *action = addAction(tr("Key %1").arg(QString(row.name).replace(u'&', QStringLiteral("&&"))), this, [this, present, id = row.id] {
            if (id != m_keys.activeId(present))
                use(present, id);
        });
        action->setCheckable(true);
        action->setChecked(row.id == active);
    }
    QAction *connection = addAction(tr("&Connection and keys\u2026"), this, &AccountMenu::showConnection);
    connection->setObjectName(QStringLiteral("connectionAction"));
    if (present == Profile::Paper)
        addAction(tr("What &paper fills rest on\u2026"), this, &AccountMenu::paperRequested)->setObjectName(QStringLiteral("paperAssumptionsAction"));
}

void AccountMenu::openProfile(Profile profile)
{
    if (profile != m_client.session().profile)
        leaveFor(profile, {}, [this, profile] { m_keys.openProfile(profile); });
}

void AccountMenu::use(Profile profile, const QString &id)
{
    if (id == m_keys.activeId(profile)) // another profile, or this one at another host
        return leaveFor(profile, {}, [this, profile] { m_keys.openProfile(profile); });
    QString name;
    for (const KeyRow &row : m_keys.keys(profile))
        if (row.id == id)
            name = row.name;
    leaveFor(profile, name, [this, profile, id] { m_keys.chooseKey(profile, id); });
}

void AccountMenu::leaveFor(Profile profile, const QString &account, std::function<void()> go)
{
    if (!SwitchDialog::isNeeded(m_client, m_open, profile))
        return go();
    auto *dialog = new SwitchDialog(m_client, m_open, profile, account, m_theme, m_window);
    connect(dialog, &SwitchDialog::confirmed, this, go);
    dialog->show();
}

void AccountMenu::showConnection()
{
    if (auto *shown = m_window->findChild<ConnectionDialog *>()) {
        shown->raise();
        return shown->activateWindow();
    }
    auto *dialog = new ConnectionDialog(m_keys, m_client.session(), *m_clipboard, m_theme, m_window);
    connect(dialog, &ConnectionDialog::useRequested, this, &AccountMenu::use);
    dialog->show();
}

} // namespace bw
