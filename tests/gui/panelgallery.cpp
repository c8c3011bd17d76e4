// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saves pictures of ladder, ticket and AI desk alone, in the states that a window at rest does not show:
//   panelgallery [--theme dark|light] [--font FAMILY] [--coin btc|tiny] folder
#include "core/base/scheduler.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/limitsdialog.h"
#include "ui/models/linkboard.h"
#include "ui/panels/aideskpanel.h"
#include "ui/panels/ladderpanel.h"
#include "ui/panels/ticketpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
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
    InstrumentPtr instrument;

    void save(QWidget &widget, const QString &name)
    {
        scheduler.advance(std::chrono::milliseconds(300));
        for (int i = 0; i < 4; ++i) // layouts inside scroll areas settle one round after another
            QCoreApplication::processEvents();
        widget.grab().save(folder.filePath(name + suffix + QStringLiteral(".png")));
    }
    void ladder();
    void ticket();
    void orderKinds();
    void limits();
    void desk();
    void choose(QWidget &panel, const char *box, int index) { panel.findChild<QComboBox *>(QString::fromLatin1(box))->setCurrentIndex(index); }
    void check(QWidget &panel, const char *box) { panel.findChild<QCheckBox *>(QString::fromLatin1(box))->setChecked(true); }
    void type(QWidget &panel, const char *field, const QString &text) { panel.findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text); }
    void press(QWidget &panel, const char *button) { panel.findChild<QPushButton *>(QString::fromLatin1(button))->click(); }
};

void Gallery::ladder()
{
    for (const QSize size : {QSize(240, 300), QSize(340, 560)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        LinkBoard links(client);
        LadderPanel panel(client, links, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("ladder-waiting-") + width);
        client.publishBook();
        client.publishTicker(fakemarket::ticker(instrument, clock.utcNow()));
        BookSnapshot book = *client.book().read();
        Order order = fakemarket::order(instrument, 1, OrderState::Accepted, clock.utcNow());
        order.side = Side::Buy;
        order.price = book.bids[3].price;
        Q_EMIT client.orderChanged(order);
        order.orderLinkId += u'x';
        order.side = Side::Sell;
        order.price = book.asks[1].price;
        order.state = OrderState::Unknown;
        Q_EMIT client.orderChanged(order);
        save(panel, QStringLiteral("ladder-live-") + width);
        panel.setQty(QtyLots(20));
        press(panel, "ladderArm");
        save(panel, QStringLiteral("ladder-armed-") + width);
        book.state = BookState::Stale;
        book.gap = GapKind::Silence;
        client.publishBook(book);
        scheduler.advance(std::chrono::seconds(6));
        save(panel, QStringLiteral("ladder-stale-") + width);
    }
}

void Gallery::ticket()
{
    for (const QSize size : {QSize(280, 430), QSize(380, 820)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        client.publishBook();
        TicketPanel panel(client, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("ticket-empty-") + width);
        panel.setPrice(client.book().read()->bids[0].price);
        type(panel, "ticketQty", QStringLiteral("0.0205"));
        save(panel, QStringLiteral("ticket-bad-") + width);
        press(panel, "ticketBuy");
        type(panel, "ticketQty", instrument->qtyText(QtyLots(20)));
        save(panel, QStringLiteral("ticket-ready-") + width);
        panel.reviewAction()->trigger();
        save(panel, QStringLiteral("ticket-confirm-") + width);
        scheduler.advance(std::chrono::seconds(6));
        save(panel, QStringLiteral("ticket-old-") + width);
        press(panel, "confirmCancel");
        client.answersPreviews = false;
        press(panel, "ticketSell");
        press(panel, "ticketMarket");
        scheduler.advance(std::chrono::milliseconds(200));
        Preview preview = fakemarket::preview(QStringLiteral("p"), client.calls.previews.constLast(), clock.utcNow());
        preview.verdicts[4].ok = preview.verdicts[7].ok = false;
        preview.verdicts[4].why = QStringLiteral("above_order_cap");
        preview.verdicts[7].why = QStringLiteral("book_stale");
        Q_EMIT client.previewReady(preview);
        save(panel, QStringLiteral("ticket-refused-") + width);
    }
}

/// A price so many ticks from the best bid, as it is typed.
QString priceText(FakeEngineClient &client, int ticks)
{
    return client.instrument()->priceText(client.book().read()->bids[0].price + PriceTicks(ticks));
}

void Gallery::orderKinds()
{
    for (const QSize size : {QSize(300, 590), QSize(400, 860)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        client.publishBook();
        client.publishTicker(fakemarket::ticker(instrument, clock.utcNow()));
        client.trade().mode = AccountMode{instrument, MarginMode::Cross, true, Decimal(10), std::nullopt};
        TicketPanel panel(client, theme, pulse);
        panel.resize(size);
        panel.show();
        Q_EMIT client.positionsChanged(fakemarket::positions(instrument, clock.utcNow()));
        const QString width = QString::number(size.width());
        press(panel, "ticketSell");
        press(panel, "ticketStop");
        choose(panel, "ticketTriggerThen", 1);
        type(panel, "ticketTrigger", priceText(client, -200));
        type(panel, "ticketPrice", priceText(client, -210));
        type(panel, "ticketQty", instrument->qtyText(QtyLots(20)));
        check(panel, "ticketExits");
        choose(panel, "ticketExitsMode", 1);
        type(panel, "ticketTakeProfit", priceText(client, -400));
        type(panel, "ticketStopLoss", priceText(client, 300));
        client.answersPreviews = false;
        scheduler.advance(std::chrono::milliseconds(200));
        Preview preview = fakemarket::preview(QStringLiteral("p"), client.calls.previews.constLast(), clock.utcNow());
        preview.liquidationPrice = instrument->price(client.book().read()->bids[0].price + PriceTicks(250));
        preview.liquidationBasis = QStringLiteral("cross");
        preview.lossAtStop = Decimal::fromScaled(123456, 4);
        preview.isStopBeyondLiquidation = true;
        Q_EMIT client.previewReady(preview);
        save(panel, QStringLiteral("kinds-stop-") + width);
        panel.reviewAction()->trigger();
        save(panel, QStringLiteral("kinds-confirm-") + width);
        press(panel, "confirmCancel");
        press(panel, "ticketMarket");
        type(panel, "ticketSlippage", QStringLiteral("0.25"));
        press(panel, "ticketLeverage");
        scheduler.advance(std::chrono::milliseconds(200));
        preview = fakemarket::preview(QStringLiteral("p"), client.calls.previews.constLast(), clock.utcNow());
        preview.verdicts[4].ok = preview.verdicts[11].ok = preview.verdicts[12].ok = false;
        preview.verdicts[4].why = QStringLiteral("order_too_large");
        preview.verdicts[4].nearest = instrument->qtyText(QtyLots(15));
        preview.verdicts[11].why = QStringLiteral("duplicate");
        preview.verdicts[12].why = QStringLiteral("unknown_order");
        Q_EMIT client.previewReady(preview);
        save(panel, QStringLiteral("kinds-market-") + width);
        press(panel, "ticketTrail");
        press(panel, "ticketBuy");
        type(panel, "ticketDistance", instrument->priceText(PriceTicks(1200)));
        save(panel, QStringLiteral("kinds-trailing-") + width);
        panel.reviewAction()->trigger();
        save(panel, QStringLiteral("kinds-trailing-confirm-") + width);
    }
}

void Gallery::limits()
{
    auto *dialog = new LimitsDialog(RiskLimits(), QStringLiteral("SANDBOX"), theme, nullptr);
    dialog->show();
    save(*dialog, QStringLiteral("limits"));
    type(*dialog, "limit.priceBandPct", QStringLiteral("50"));
    type(*dialog, "limit.minTrust", QStringLiteral("0"));
    save(*dialog, QStringLiteral("limits-wrong"));
    delete dialog;
}

void Gallery::desk()
{
    for (const QSize size : {QSize(640, 220), QSize(1100, 320)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        AiDeskPanel panel(client, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("desk-empty-") + width);
        client.playBusySession();
        save(panel, QStringLiteral("desk-signals-") + width);
        for (const auto &[tab, name] : {std::pair(AiDeskPanel::Headlines, QStringLiteral("desk-headlines-")),
                                        std::pair(AiDeskPanel::Jobs, QStringLiteral("desk-jobs-"))}) {
            panel.tabs()->setCurrentIndex(tab);
            save(panel, name + width);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("theme"), QStringLiteral("dark"));
    const QCommandLineOption font(QStringLiteral("font"), QStringLiteral("Font family."), QStringLiteral("font"));
    const QCommandLineOption coin(QStringLiteral("coin"), QStringLiteral("btc or tiny."), QStringLiteral("coin"), QStringLiteral("btc"));
    parser.addOptions({theme, font, coin});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    if (parser.isSet(font))
        application.setFont(QFont(parser.value(font), application.font().pointSize()));
    Gallery gallery;
    gallery.folder = QDir(parser.positionalArguments().constFirst());
    gallery.suffix = QStringLiteral("-%1-%2").arg(parser.value(theme), parser.value(coin));
    gallery.instrument = parser.value(coin) == u"tiny" ? fakemarket::tinycoin() : fakemarket::btcusdt();
    gallery.theme.setMode(parser.value(theme) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    gallery.theme.applyTo(application);
    gallery.ladder();
    gallery.ticket();
    gallery.orderKinds();
    gallery.limits();
    gallery.desk();
    return 0;
}
