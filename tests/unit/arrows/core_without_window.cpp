// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links every object of core, whole, without Gui, Widgets or Charts: that it links is the test; that it starts shows that nothing in core
// needs a display before main().
#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return application.arguments().isEmpty() ? 1 : 0;
}
