// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of everything about keys: the connection wizard, the entry of a key, the switch of profiles, the alarm.
//   keygallery [--size 1280x720] [--theme dark|light] [--state nokey|wrongkey|withdraw|foreign|transfer|fit|entry|site|switch|menu|alarm] out.png
#include "core/base/scheduler.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakekeyclient.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/keyentrydialog.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/models/openthings.h"
#include "ui/shell/accountmenu.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/framepulse.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace {

using namespace bw;

class NoWindowState final : public WindowState {
public:
    [[nodiscard]] QByteArray geometry() const override { return {}; }
    [[nodiscard]] QByteArray layout() const override { return {}; }
    void save(const QByteArray &, const QByteArray &) override {}
};

const QString kId = QStringLiteral("3fa9c1d2");

void stage(MainWindow &window, FakeEngineClient &client, FakeKeyClient &keys, const QString &state, const Clock &clock)
{
    SessionView session = client.session();
    session.profile = state == u"foreign" ? Profile::Live : Profile::Testnet;
    session.isSyntheticMarket = false;
    session.venueHost = keys.hostOf(session.profile);
    session.account = state == u"nokey" ? QString() : QStringLiteral("Scalping");
    const QString failing = QStringLiteral("nokey wrongkey withdraw foreign transfer alarm");
    if (failing.contains(state)) {
        session.mayTrade = false;
        session.tradingState = TradingState::Halted;
        session.stateReason = SessionView::StateReason::NotReady;
        session.viewerReason = state == u"nokey" ? SessionView::ViewerReason::NoKey : SessionView::ViewerReason::KeyRefused;
    }
    if (state == u"alarm") {
        session.viewerReason = SessionView::ViewerReason::KeyDead;
        session.keyTrouble = KeyTrouble{{ErrorFamily::Auth, Retry::Never, Certainty::Refused, 33004, {}}, clock.utcNow() - std::chrono::seconds(40)};
        Q_EMIT client.positionsUnknown(clock.utcNow() - std::chrono::seconds(40));
    }
    client.setSession(session);
    if (state != u"nokey") {
        keys.rows[session.profile] = {{kId, QStringLiteral("Scalping"), false}, {QStringLiteral("77aa0b1c"), QStringLiteral("Long term"), false}};
        keys.active[session.profile] = kId;
    }
    if (state == u"switch") {
        if (auto *menu = window.findChild<AccountMenu *>())
            menu->openProfile(Profile::Live);
        return;
    }
    if (state == u"menu") {
        window.findChild<AccountMenu *>()->popup(window.mapToGlobal(QPoint(20, 60)));
        return;
    }
    if (state == u"alarm")
        return;
    if (state == u"site")
        keys.ownSite = {QStringLiteral("https://api.example.org"), QStringLiteral("wss://stream.example.org")};
    window.showConnection();
    auto *dialog = window.findChild<ConnectionDialog *>();
    if (state == u"site")
        dialog->findChild<QComboBox *>(QStringLiteral("connectionProfile"))->setCurrentIndex(2);
    const KeyReport report = state == u"wrongkey" ? keysamples::failed("wrong_secret", "10004") : state == u"foreign" ? keysamples::failed("foreign_key", "10003")
        : state == u"withdraw" ? keysamples::withdraw() : state == u"transfer" ? keysamples::transfer() : keysamples::fit();
    if (state != u"nokey" && state != u"site")
        keys.answer(session.profile, kId, report);
    if (state == u"entry") {
        keys.environment = QStringLiteral("aB\u20269f");
        dialog->findChild<QAbstractButton *>(QStringLiteral("keyAdd"))->click();
        auto *entry = window.findChild<KeyEntryDialog *>();
        entry->findChild<QLineEdit *>(QStringLiteral("keyName"))->setText(QStringLiteral("Scalping"));
        Q_EMIT keys.problemTold(QStringLiteral("name_taken"), {});
    }
}

/// Dialogs are windows of their own: drawn over the main one as a window manager would.
bool save(MainWindow &window, const QString &file)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    QWidgetList tops = QApplication::topLevelWidgets();
    std::stable_sort(tops.begin(), tops.end(), [](QWidget *a, QWidget *b) { return !a->isModal() && b->isModal(); }); // a modal one lies on top
    for (QWidget *top : tops)
        if (top != &window && top->isVisible()) {
            const QPoint at = top->inherits("QMenu") ? window.mapFromGlobal(top->pos()) : QPoint((window.width() - top->width()) / 2, (window.height() - top->height()) / 2);
            painter.fillRect(QRect(at, top->size()).adjusted(-1, -1, 1, 1), window.palette().color(QPalette::Mid));
            painter.drawPixmap(at, top->grab());
        }
    painter.end();
    return picture.save(file);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.addOptions({{QStringLiteral("size"), QString(), QStringLiteral("WxH"), QStringLiteral("1280x720")},
                        {QStringLiteral("theme"), QString(), QStringLiteral("dark|light"), QStringLiteral("dark")},
                        {QStringLiteral("state"), QString(), QStringLiteral("STATE"), QStringLiteral("nokey")}});
    options.process(app);
    const QString file = options.positionalArguments().value(0);
    if (file.isEmpty())
        return 2;
    SystemClock clock;
    QtScheduler scheduler;
    Theme theme;
    theme.setMode(options.value(QStringLiteral("theme")) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    theme.applyTo(app);
    FramePulse pulse(scheduler, clock);
    FakeEngineClient client(clock);
    FakeKeyClient keys;
    Drain<LogLine> log(100);
    NoWindowState state;
    MainWindow window(client, theme, pulse, state, log);
    window.useKeys(keys);
    const QStringList size = options.value(QStringLiteral("size")).split(u'x');
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    client.playBusySession();
    stage(window, client, keys, options.value(QStringLiteral("state")), clock);
    QTimer::singleShot(600, &app, [&] { QCoreApplication::exit(save(window, file) ? 0 : 1); });
    return QApplication::exec();
}
