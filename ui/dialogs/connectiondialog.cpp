// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectiondialog.h"

#include "ui/dialogs/keyentrydialog.h"
#include "ui/models/keywords.h"
#include "ui/models/sentences.h"
#include "ui/widgets/keylines.h"
#include "ui/widgets/sitefield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace bw {

namespace {

QPushButton *button(const QString &text, const char *name, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(QLatin1StringView(name));
    made->setAutoDefault(false);
    return made;
}

/// A question whose default is No; `done` runs after Yes alone.
void ask(QWidget *parent, const QString &title, const QString &text, const QString &yes, std::function<void()> done)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("keyQuestion"));
    box->setTextFormat(Qt::PlainText);
    const QAbstractButton *accept = box->addButton(yes, QMessageBox::AcceptRole);
    QPushButton *no = box->addButton(ConnectionDialog::tr("No"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [accept, done = std::move(done)](const QAbstractButton *pressed) {
        if (pressed == accept)
            done();
    });
    box->open();
}

} // namespace

ConnectionDialog::ConnectionDialog(KeyClient &keys, const SessionView &session, ClipboardGuard &clipboard, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_keys(keys), m_clipboard(clipboard), m_present(session.profile), m_presentHost(session.venueHost),
      m_isKeyless(session.keyLevel == KeyLevel::None)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(tr("Connection and keys"));
    build(theme);
    const int at = m_profile->findData(static_cast<int>(m_present));
    m_profile->setCurrentIndex(at < 0 ? m_profile->findData(static_cast<int>(Profile::Testnet)) : at);
    connectAll();
    m_site->showFor(profile());
    refreshKeys();
}

void ConnectionDialog::build(const Theme &theme)
{
    m_lines = new KeyLines(theme, this);
    m_verdict = roleLabel(QString(), "", this);
    m_verdict->setObjectName(QStringLiteral("keyVerdict"));
    m_verdict->setWordWrap(true);
    QFont bold = theme.valueFont();
    bold.setBold(true);
    m_verdict->setFont(bold);
    m_note = roleLabel(QString(), "label", this);
    m_note->setObjectName(QStringLiteral("keyNote"));
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *privacy = roleLabel(tr("Keys are kept in the system's keychain. The secret never leaves this computer: what goes to the host above is signed with it. No other "
                                 "service is asked, not even for your public address; whoever provides your line can tell it."), "label", this);
    privacy->setWordWrap(true);
    privacy->setFont(theme.labelFont());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addLayout(buildChoice());
    column->addWidget(m_lines);
    column->addWidget(m_verdict);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(privacy);
    column->addLayout(buildActions());
    resize(112 * fontMetrics().averageCharWidth(), 28 * fontMetrics().height());
}

QLayout *ConnectionDialog::buildChoice()
{
    m_profile = new QComboBox(this);
    m_profile->setObjectName(QStringLiteral("connectionProfile"));
    for (const auto each : {Profile::Demo, Profile::Testnet, Profile::Live})
        m_profile->addItem(sentences::word(each), static_cast<int>(each));
    m_site = new SiteField(m_keys, this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::kBetween);
    grid->setVerticalSpacing(Theme::kInside);
    grid->setColumnStretch(1, 1);
    grid->addWidget(roleLabel(tr("Profile"), "label", this), 0, 0);
    grid->addWidget(m_profile, 0, 1, Qt::AlignLeft);
    grid->addWidget(roleLabel(tr("Host"), "label", this), 1, 0);
    grid->addWidget(m_site, 1, 1);
    grid->addWidget(roleLabel(tr("Key"), "label", this), 2, 0);
    grid->addLayout(buildKeyRow(), 2, 1);
    return grid;
}

QLayout *ConnectionDialog::buildKeyRow()
{
    m_key = new QComboBox(this);
    m_key->setObjectName(QStringLiteral("connectionKey"));
    m_key->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_key->setMinimumContentsLength(16);
    m_add = button(tr("Add\u2026"), "keyAdd", this);
    m_rename = button(tr("Rename\u2026"), "keyRename", this);
    m_replace = button(tr("Replace\u2026"), "keyReplace", this);
    m_remove = button(tr("Delete\u2026"), "keyRemove", this);
    connect(m_add, &QPushButton::clicked, this, &ConnectionDialog::add);
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::kBetween);
    line->addWidget(m_key);
    for (auto *each : {m_add, m_rename, m_replace, m_remove})
        line->addWidget(each);
    line->addStretch(1);
    return line;
}

QLayout *ConnectionDialog::buildActions()
{
    m_check = button(tr("Check"), "keyCheck", this);
    m_check->setToolTip(tr("Asks the venue about the clock, the key and the account; reads only"));
    m_addresses = button(tr("Show the bound addresses"), "keyAddresses", this);
    m_transfer = button(QString(), "keyTransfer", this);
    m_use = button(tr("Use this key"), "keyUse", this);
    setRole(m_use, "primary");
    auto *shut = button(tr("Close"), "connectionClose", this);
    connect(shut, &QPushButton::clicked, this, &QDialog::close);
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::kBetween);
    line->addWidget(m_check);
    line->addWidget(m_addresses);
    line->addWidget(m_transfer);
    line->addStretch(1);
    line->addWidget(m_use);
    line->addWidget(shut);
    return line;
}

void ConnectionDialog::connectAll()
{
    connect(m_profile, &QComboBox::currentIndexChanged, this, [this] {
        m_site->showFor(profile());
        refreshKeys();
    });
    connect(m_key, &QComboBox::currentIndexChanged, this, [this] { check(); });
    connect(m_rename, &QPushButton::clicked, this, &ConnectionDialog::rename);
    connect(m_replace, &QPushButton::clicked, this, &ConnectionDialog::replace);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::remove);
    connect(m_check, &QPushButton::clicked, this, &ConnectionDialog::check);
    connect(m_transfer, &QPushButton::clicked, this, &ConnectionDialog::askTransfer);
    connect(m_addresses, &QPushButton::clicked, this, [this] {
        if (m_view)
            say(tr("The key works from: %1").arg(m_view->report.boundAddresses.join(QStringLiteral(", "))), "label");
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const auto chosen = row())
            Q_EMIT useRequested(profile(), chosen->id);
    });
    connect(&m_keys, &KeyClient::keyChecked, this, &ConnectionDialog::onChecked);
    connect(&m_keys, &KeyClient::keysChanged, this, [this](Profile changed) {
        if (changed != profile())
            return;
        m_site->showFor(changed);
        refreshKeys();
    });
    connect(&m_keys, &KeyClient::problemTold, this, [this](const QString &code, const Error &error) {
        const bool isAboutKeychain = code == u"keychain" || code == u"kept_for_this_run";
        if (!isAboutKeychain && findChild<KeyEntryDialog *>())
            return; // said there, beside what has to be corrected
        m_asked.clear();
        say(code == u"keychain" ? keywords::keychain(error.venueCode) : keywords::problem(code), "caution");
        if (code == u"keychain" && !m_view)
            m_lines->showWaiting(tr("Not asked: the key could not be read from the keychain."));
        refreshButtons();
    });
}

Profile ConnectionDialog::profile() const { return static_cast<Profile>(m_profile->currentData().toInt()); }

std::optional<KeyRow> ConnectionDialog::row() const
{
    const QString id = m_key->currentData().toString();
    for (const KeyRow &each : m_keys.keys(profile()))
        if (each.id == id)
            return each;
    return std::nullopt;
}

void ConnectionDialog::refreshKeys()
{
    const auto rows = m_keys.keys(profile());
    const QString active = m_keys.activeId(profile());
    const QString before = m_key->currentData().toString();
    {
        const QSignalBlocker quiet(m_key);
        m_key->clear();
        for (const KeyRow &each : rows) {
            const QString name = each.isForThisRunOnly ? tr("%1 (this run only)").arg(each.name) : each.name;
            m_key->addItem(each.id == active ? tr("%1 \u2013 in use", "name of a key").arg(name) : name, each.id);
        }
        const int same = m_key->findData(before), chosen = m_key->findData(active);
        m_key->setCurrentIndex(rows.isEmpty() ? -1 : same >= 0 ? same : std::max(chosen, 0));
        m_key->setEnabled(!rows.isEmpty());
        m_key->setPlaceholderText(tr("no key yet"));
    }
    check();
}

void ConnectionDialog::refreshButtons()
{
    const auto chosen = row();
    const bool isTransfer = m_view && m_view->report.level == KeyLevel::Transfer;
    for (auto *each : {m_rename, m_replace, m_remove, m_use})
        each->setEnabled(chosen.has_value());
    m_check->setEnabled(chosen && m_asked.isEmpty());
    m_addresses->setVisible(m_view && !m_view->report.boundAddresses.isEmpty());
    m_transfer->setVisible(isTransfer);
    m_transfer->setText(isTransfer && m_view->isTransferAllowed ? tr("Trade with it no more") : tr("Trade with it all the same\u2026"));
    const bool isActive = chosen && chosen->id == m_keys.activeId(profile());
    const bool isInUse = isActive && !m_isKeyless && profile() == m_present && m_keys.hostOf(profile()) == m_presentHost;
    m_use->setEnabled(chosen && !isInUse);
    m_use->setText(isInUse ? tr("In use") : isActive ? tr("Open %1").arg(sentences::word(profile())) : tr("Use this key in %1").arg(sentences::word(profile())));
}

void ConnectionDialog::check()
{
    m_view.reset();
    const auto chosen = row();
    setText(m_verdict, QString());
    say(QString(), "label");
    if (!chosen) {
        m_asked.clear();
        m_lines->showWaiting(tr("Not asked: add a key first."));
        setText(m_verdict, tr("There is no key for %1 yet.").arg(sentences::word(profile())));
        setRole(m_verdict, "caution");
        m_add->setFocus(Qt::OtherFocusReason);
    } else {
        m_asked = chosen->id;
        m_lines->showWaiting(tr("Asking %1\u2026").arg(m_keys.hostOf(profile())));
        m_keys.checkKey(profile(), chosen->id);
    }
    refreshButtons();
}

void ConnectionDialog::onChecked(const KeyCheckView &view)
{
    const auto chosen = row();
    if (!chosen || view.id != chosen->id || view.profile != profile())
        return;
    m_asked.clear();
    m_view = view;
    m_lines->show(view.report, keywords::world(view.profile), view.report.host);
    using V = KeyReport::Verdict;
    const bool isAllowed = view.report.verdict == V::TransferAsked && view.isTransferAllowed;
    setText(m_verdict, isAllowed ? tr("Traded with, since you let it although it may transfer.") : keywords::sentence(view.report.verdict));
    const bool isFit = view.report.verdict == V::Trade;
    const bool isBad = view.report.verdict == V::Refused || view.report.verdict == V::Failed;
    setRole(m_verdict, isFit ? "bid" : isBad ? "danger" : "caution");
    refreshButtons();
}

void ConnectionDialog::add() { (new KeyEntryDialog(m_keys, profile(), std::nullopt, m_clipboard, this))->open(); }

void ConnectionDialog::replace()
{
    if (const auto chosen = row())
        (new KeyEntryDialog(m_keys, profile(), chosen, m_clipboard, this))->open();
}

void ConnectionDialog::rename()
{
    const auto chosen = row();
    if (!chosen)
        return;
    auto *input = new QInputDialog(this);
    input->setAttribute(Qt::WA_DeleteOnClose);
    input->setObjectName(QStringLiteral("keyRenameDialog"));
    input->setWindowTitle(tr("Rename a key"));
    input->setLabelText(tr("New name of %1").arg(chosen->name));
    input->setTextValue(chosen->name);
    connect(input, &QInputDialog::textValueSelected, this, [this, of = profile(), id = chosen->id](const QString &name) { m_keys.renameKey(of, id, name); });
    input->open();
}

void ConnectionDialog::remove()
{
    const auto chosen = row();
    if (!chosen)
        return;
    ask(this, tr("Delete the key?"),
        tr("The key %1 of %2 is taken out of the keychain. At the venue it goes on working until it is deleted there. Orders that stand are not cancelled by this.")
            .arg(chosen->name, sentences::word(profile())),
        tr("Delete %1").arg(chosen->name), [this, of = profile(), id = chosen->id] { m_keys.removeKey(of, id); });
}

void ConnectionDialog::askTransfer()
{
    const auto chosen = row();
    if (!chosen || !m_view)
        return;
    if (m_view->isTransferAllowed)
        return m_keys.setTransferAllowed(profile(), chosen->id, false);
    ask(this, tr("Trade with a key that may transfer?"),
        tr("Whoever gets hold of the key %1 can move money between the accounts with it. A key that may trade alone does everything that is done here. "
           "Trade with this one all the same? It can be taken back here at any time.").arg(chosen->name),
        tr("Trade with %1").arg(chosen->name), [this, of = profile(), id = chosen->id] { m_keys.setTransferAllowed(of, id, true); });
}

void ConnectionDialog::say(const QString &sentence, const char *role)
{
    setText(m_note, sentence);
    setRole(m_note, role);
    m_note->setVisible(!sentence.isEmpty());
}

} // namespace bw
