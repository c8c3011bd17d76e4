// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/relaydialog.h"

#include "ui/models/relaypairsmodel.h"
#include "ui/models/sentences.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

RelayDialog::RelayDialog(MarketClient &market, const RelaySettings &settings, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_market(market), m_pairs(new RelayPairsModel(settings.pairs, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("relayDialog"));
    setWindowTitle(tr("Relay settings"));
    build(settings, theme);
    connect(&market, &MarketClient::relayTested, this, [this](const QUrl &socket, const RelayHealth &health) {
        if (socket != m_tested)
            return;
        m_test->setEnabled(true);
        say(tr("The relay answers: %1, up for %2 h.").arg(health.status.left(40)).arg(health.uptimeHours, 0, 'f', 1), "bid");
    });
    connect(&market, &MarketClient::relayTestFailed, this, [this](const QUrl &socket, const Error &error) {
        if (socket != m_tested)
            return;
        m_test->setEnabled(true);
        say(sentences::of(error), "caution");
    });
    connect(m_pairs, &RelayPairsModel::refused, this, [this](const QString &sentence) { say(sentence, "caution"); });
}

void RelayDialog::build(const RelaySettings &settings, const Theme &theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kBetween);
    m_isOn = new QCheckBox(tr("Show other venues through a relay"), this);
    m_isOn->setObjectName(QStringLiteral("relayOn"));
    m_isOn->setChecked(settings.isOn);
    m_address = new QLineEdit(settings.socket.isEmpty() ? QStringLiteral("ws://127.0.0.1:8001") : settings.socket.toString(), this);
    m_address->setObjectName(QStringLiteral("relayAddress"));
    m_address->setAccessibleName(tr("Address of the relay's socket"));
    m_test = new QPushButton(tr("Test the connection"), this);
    m_test->setObjectName(QStringLiteral("relayTest"));
    connect(m_test, &QPushButton::clicked, this, &RelayDialog::test);
    auto *row = new QHBoxLayout;
    row->addWidget(roleLabel(tr("Socket"), "label", this));
    row->addWidget(m_address, 1);
    row->addWidget(m_test);
    m_answer = roleLabel(QString(), "label", this);
    m_answer->setObjectName(QStringLiteral("relayAnswer"));
    m_answer->setWordWrap(true);

    auto *table = new TableView(theme, this);
    table->setObjectName(QStringLiteral("relayPairs"));
    table->setModel(m_pairs);
    table->setEmptyText(tr("The table of pairs is empty."));
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    for (auto *button : buttons->buttons())
        button->setIcon(QIcon()); // the style's own are of another family
    connect(buttons, &QDialogButtonBox::accepted, this, &RelayDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    column->addWidget(m_isOn);
    column->addLayout(row);
    column->addWidget(m_answer);
    column->addWidget(buildHelp());
    column->addWidget(table, 1);
    column->addWidget(buttons);
    const int em = fontMetrics().averageCharWidth();
    resize(120 * em, 40 * fontMetrics().height());
}

QWidget *RelayDialog::buildHelp()
{
    auto *help = roleLabel(tr("A relay is tardis-machine, a program of its own that you run; it connects straight to the exchanges and needs no key for live data. "
                              "It listens for everybody on your network, so bind it to this computer:\n\n"
                              "docker run -d -p 127.0.0.1:8000:8000 -p 127.0.0.1:8001:8001 tardisdev/tardis-machine\n"
                              "npx tardis-machine --port 8000\n\n"
                              "The socket's port is one above its HTTP port. Fees, contract values and what is shown are changed in the table; rows are added in "
                              "the file relay-instruments.json in the data folder."),
                           "label", this);
    help->setWordWrap(true);
    help->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return help;
}

std::optional<QUrl> RelayDialog::address()
{
    const QUrl url(m_address->text().trimmed(), QUrl::StrictMode);
    const bool isSocket = url.scheme() == QStringLiteral("ws") || url.scheme() == QStringLiteral("wss");
    if (url.isValid() && isSocket && !url.host().isEmpty() && url.port() > 1 && url.userInfo().isEmpty())
        return url;
    say(tr("This is no address of a relay: write ws:// or wss://, the host and the port of the socket, such as ws://127.0.0.1:8001."), "caution");
    m_address->setFocus();
    return std::nullopt;
}

void RelayDialog::test()
{
    const auto url = address();
    if (!url)
        return;
    m_tested = *url;
    m_test->setEnabled(false);
    say(tr("Asking the relay whether it is well\u2026"), "label");
    m_market.testRelay(*url);
}

void RelayDialog::save()
{
    const auto url = address();
    if (!url)
        return;
    Q_EMIT saved({m_isOn->isChecked(), *url, m_pairs->pairs()});
    close();
}

void RelayDialog::say(const QString &sentence, const char *role)
{
    m_answer->setText(sentence);
    setRole(m_answer, role);
}

} // namespace bw
