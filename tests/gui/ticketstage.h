// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/panels/ticketpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace bw {

/// An order ticket on a live book, over a fake engine and a clock that only the test moves.
struct TicketStage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    TicketPanel panel{client, theme, pulse};

    TicketStage()
    {
        client.publishBook();
        panel.resize(360, 800);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowActive(&panel);
    }
    template <class Widget>
    [[nodiscard]] Widget *get(const char *name) const { return panel.findChild<Widget *>(QString::fromLatin1(name)); }
    [[nodiscard]] QPushButton *button(const char *name) const { return get<QPushButton>(name); }
    [[nodiscard]] QLineEdit *edit(const char *name) const { return get<QLineEdit>(name); }
    [[nodiscard]] QString words(const char *name) const { return get<QLabel>(name)->text(); }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    void type(const char *name, const char *text)
    {
        edit(name)->setFocus();
        edit(name)->selectAll();
        QTest::keyClicks(edit(name), QString::fromLatin1(text));
    }
    void pass(int ms) { scheduler.advance(std::chrono::milliseconds(ms)); }
    void fill()
    {
        click("ticketBuy");
        type("ticketPrice", "63414.1");
        type("ticketQty", "0.020");
        pass(200);
    }
    void review()
    {
        fill();
        QTest::keyClick(&panel, Qt::Key_F9);
        QVERIFY(get<QWidget>("confirmSheet")->isVisible());
        pass(500); // beyond the grace after showing
    }
    [[nodiscard]] QWidget *focus() const { return panel.focusWidget(); }
};

} // namespace bw
