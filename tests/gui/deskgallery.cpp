// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saves pictures of the position panel and of every tab of the orders panel, in the states that a window at rest does not show:
//   deskgallery [--theme dark|light] folder
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/panels/orderspanel.h"
#include "ui/panels/positionpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPushButton>
#include <QTabWidget>

namespace {

using namespace bw;

struct Gallery {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    QDir folder;
    QString suffix;

    void save(QWidget &widget, const QString &name)
    {
        scheduler.advance(std::chrono::milliseconds(700));
        for (int i = 0; i < 4; ++i) // layouts inside scroll areas settle one round after another
            QCoreApplication::processEvents();
        widget.grab().save(folder.filePath(name + suffix + QStringLiteral(".png")));
    }
    void position();
    void orders();
};

void press(QWidget &panel, const char *button) { panel.findChild<QPushButton *>(QString::fromLatin1(button))->click(); }

void Gallery::position()
{
    FakeEngineClient client(clock);
    client.publishBook();
    PositionPanel panel(client, theme, pulse);
    panel.resize(340, 300);
    panel.show();
    save(panel, QStringLiteral("position-waiting"));
    client.playBusySession();
    save(panel, QStringLiteral("position-unprotected"));
    Position held = fakemarket::positions(client.instrument(), clock.utcNow()).first();
    held.stoppedSize = held.size;
    Q_EMIT client.positionsChanged({held});
    AccountChange settled = fakemarket::accountChanges(client.instrument(), clock.utcNow()).last();
    settled.state = AccountChange::State::Settled;
    Q_EMIT client.trade().accountChangeUpdated(settled);
    save(panel, QStringLiteral("position-covered"));
    press(panel, "positionClose");
    save(panel, QStringLiteral("position-close"));
    press(panel, "closeCancel");
    panel.resize(340, 420);
    press(panel, "positionBreakEven");
    save(panel, QStringLiteral("position-breakeven"));
    press(panel, "protectPartial");
    save(panel, QStringLiteral("position-partial"));
    press(panel, "protectCancel");
    panel.resize(340, 300);
    Q_EMIT client.positionsUnknown(clock.utcNow());
    save(panel, QStringLiteral("position-unknown"));
}

void Gallery::orders()
{
    for (const QSize size : {QSize(930, 170), QSize(1480, 260)}) {
        FakeEngineClient client(clock);
        Drain<LogLine> log(10);
        OrdersPanel panel(client, theme, pulse, log);
        panel.resize(size);
        panel.show();
        client.trade().answersReads = true;
        client.trade().timelineEntries = fakemarket::timeline(QStringLiteral("bw-7f3a001025"), clock.utcNow());
        client.trade().ledgerEntries = fakemarket::ledger(client.instrument(), clock.utcNow());
        client.trade().costSheet = fakemarket::costSheet(clock.utcNow());
        client.playBusySession();
        const QString width = QString::number(size.width());
        for (int tab = 0; tab < panel.tabs()->count(); ++tab) {
            panel.tabs()->setCurrentIndex(tab);
            save(panel, QStringLiteral("orders-%1-%2").arg(width).arg(tab));
        }
        panel.tabs()->setCurrentIndex(OrdersPanel::Ledger);
        press(panel, "ledgerTurnSheet");
        save(panel, QStringLiteral("orders-%1-ledgerrows").arg(width));
        panel.tabs()->setCurrentIndex(OrdersPanel::Working);
        press(panel, "openTimeline");
        save(panel, QStringLiteral("orders-%1-timeline").arg(width));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("theme"), QStringLiteral("dark"));
    parser.addOption(theme);
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    Gallery gallery;
    gallery.folder = QDir(parser.positionalArguments().constFirst());
    gallery.suffix = u'-' + parser.value(theme);
    gallery.theme.setMode(parser.value(theme) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    gallery.theme.applyTo(application);
    gallery.position();
    gallery.orders();
    return 0;
}
