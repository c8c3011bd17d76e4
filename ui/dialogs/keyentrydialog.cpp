// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keyentrydialog.h"

#include "ui/models/keywords.h"
#include "ui/models/sentences.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace bw {

KeyEntryDialog::KeyEntryDialog(KeyClient &keys, Profile profile, const std::optional<KeyRow> &replaced, ClipboardGuard &clipboard, QWidget *parent)
    : QDialog(parent), m_keys(keys), m_profile(profile), m_replaced(replaced)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("keyEntryDialog"));
    setWindowTitle(replaced ? tr("Replace the key %1 of %2").arg(replaced->name, sentences::word(profile)) : tr("Add a key to %1").arg(sentences::word(profile)));
    build(clipboard);
    connect(&keys, &KeyClient::problemTold, this, [this](const QString &code, const Error &error) {
        if (!m_isSaving || code == u"kept_for_this_run" || code == u"keychain")
            return; // the key is there; the window behind says how long
        setText(m_problem, error.detail.isEmpty() ? keywords::problem(code) : sentences::of(error));
        m_isSaving = false;
    });
    connect(&keys, &KeyClient::keysChanged, this, [this](Profile changed) {
        if (m_isSaving && changed == m_profile)
            close();
    });
}

KeyEntryDialog::~KeyEntryDialog() { empty(); }

void KeyEntryDialog::build(ClipboardGuard &clipboard)
{
    auto *about = roleLabel(m_replaced ? tr("Replace a key by another one of the same account, such as one that was renewed. For another account add a key of its own: "
                                            "orders are journalled for each.")
                                       : tr("Make the key at the venue, for %1, with the right to trade and nothing else, bound to your address. It is kept in the "
                                            "system's keychain.").arg(keywords::world(m_profile)),
                            "label", this);
    about->setWordWrap(true);
    m_name = new QLineEdit(m_replaced ? m_replaced->name : QString(), this);
    m_name->setObjectName(QStringLiteral("keyName"));
    m_name->setMaxLength(40);
    m_name->setPlaceholderText(tr("such as the sub-account's name"));
    m_name->setEnabled(!m_replaced);
    m_key = new QLineEdit(this);
    m_key->setObjectName(QStringLiteral("keyKey"));
    m_secret = new QLineEdit(this);
    m_secret->setObjectName(QStringLiteral("keySecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(tr("the secret, or an RSA private key in PEM"));
    for (auto *field : {m_key, m_secret}) {
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase); // no dictionary learns it
        clipboard.watch(field);
    }
    m_problem = roleLabel(QString(), "danger", this);
    m_problem->setObjectName(QStringLiteral("keyProblem"));
    m_problem->setWordWrap(true);
    auto *form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("API key"), m_key);
    form->addRow(tr("API secret"), m_secret);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    if (const QString masked = m_keys.environmentKey(m_profile); !m_replaced && !masked.isEmpty()) {
        auto *import = buttons->addButton(tr("Take %1 from the environment").arg(masked), QDialogButtonBox::ActionRole);
        import->setObjectName(QStringLiteral("keyImport"));
        import->setToolTip(tr("The key in BYBIT_API_KEY and BYBIT_API_SECRET; it gets the name above"));
        connect(import, &QPushButton::clicked, this, [this] {
            m_isSaving = true;
            m_keys.importEnvironmentKey(m_profile, m_name->text());
        });
    }
    for (auto *button : buttons->buttons())
        button->setIcon(QIcon()); // the style's own are of another family
    connect(buttons, &QDialogButtonBox::accepted, this, &KeyEntryDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    column->addWidget(about);
    column->addLayout(form);
    column->addWidget(roleLabel(tr("A pasted secret leaves the clipboard after a minute."), "label", this));
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(84 * fontMetrics().averageCharWidth(), sizeHint().height());
}

void KeyEntryDialog::save()
{
    QByteArray secret = m_secret->text().trimmed().toUtf8();
    if (secret.contains("PRIVATE KEY"))
        secret += '\n'; // the end of a PEM's last line
    const ApiKey key{m_key->text().trimmed(), SecretBytes(secret)};
    wipe(secret);
    m_isSaving = true;
    setText(m_problem, QString());
    if (m_replaced)
        m_keys.replaceKey(m_profile, m_replaced->id, key);
    else
        m_keys.addKey(m_profile, m_name->text(), key);
}

void KeyEntryDialog::empty()
{
    m_key->clear();
    m_secret->clear();
}

} // namespace bw
