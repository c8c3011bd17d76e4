// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QFontMetricsF>
#include <QSignalSpy>
#include <QTest>

using namespace bw;

namespace {

constexpr double kReadable = 4.5; // WCAG AA for text of this size

struct Pair {
    QString name;
    QColor text;
    QColor ground;
};

QVector<Pair> textPairs(const Theme &theme)
{
    const ThemeColours &c = theme.colours();
    QVector<Pair> pairs;
    const QVector<std::pair<QString, QColor>> texts{{QStringLiteral("text"), c.text},       {QStringLiteral("muted"), c.muted},
                                                    {QStringLiteral("bid"), c.bid},         {QStringLiteral("ask"), c.ask},
                                                    {QStringLiteral("accent"), c.accent},   {QStringLiteral("caution"), c.caution},
                                                    {QStringLiteral("danger"), c.danger}};
    for (const auto &[name, colour] : texts)
        for (const QColor &ground : {c.window, c.panel, c.raised})
            pairs.append({name, colour, ground});
    for (const QColor &fill : {c.bid, c.ask, c.accent, c.caution, c.danger})
        pairs.append({QStringLiteral("on filled"), c.onFilled, fill});
    for (const auto profile : {Profile::Sandbox, Profile::Paper, Profile::Demo, Profile::Testnet, Profile::Live})
        pairs.append({QStringLiteral("badge ") + toName(profile), c.onFilled, theme.profile(profile)});
    pairs.append({QStringLiteral("text on selection"), c.text, theme.selection()});
    pairs.append({QStringLiteral("caution on its tint"), c.caution, theme.cautionTint()});
    for (const Side side : {Side::Buy, Side::Sell}) {
        const QColor bar = theme.bar(side);
        const auto over = [&](int a, int b) { return (a * bar.alpha() + b * (255 - bar.alpha())) / 255; };
        const QColor ground(over(bar.red(), c.panel.red()), over(bar.green(), c.panel.green()), over(bar.blue(), c.panel.blue()));
        pairs.append({QStringLiteral("figure on bar"), c.text, ground});
    }
    return pairs;
}

} // namespace

class ThemeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTextIsReadableOnEveryGround_data();
    void everyTextIsReadableOnEveryGround();
    void profilesAreToldApart();
    void contrastKnowsBlackAndWhite();
    void everyChangeIsAnnouncedOnceAndReachesTheApplication();
    void theStyleSheetHasNoTokenLeft();
    void figuresAreEquallyWide();
    void rowsGrowWithTheFont();
    void everyIconDrawsSomething();
};

void ThemeTest::everyTextIsReadableOnEveryGround_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<bool>("isColourBlind");
    QTest::newRow("dark") << true << false;
    QTest::newRow("light") << false << false;
    QTest::newRow("dark, colour-blind") << true << true;
    QTest::newRow("light, colour-blind") << false << true;
}

void ThemeTest::everyTextIsReadableOnEveryGround()
{
    QFETCH(bool, isDark);
    QFETCH(bool, isColourBlind);
    Theme theme;
    theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.setPalette(isColourBlind ? Theme::Palette::ColourBlind : Theme::Palette::Normal);
    for (const Pair &pair : textPairs(theme)) {
        const double found = contrast(pair.text, pair.ground);
        QVERIFY2(found >= kReadable, qPrintable(QStringLiteral("%1 %2 on %3: %4").arg(pair.name, pair.text.name(), pair.ground.name()).arg(found)));
    }
}

void ThemeTest::profilesAreToldApart()
{
    for (const bool isDark : {true, false}) {
        QVector<QColor> colours;
        for (const auto profile : {Profile::Sandbox, Profile::Paper, Profile::Demo, Profile::Testnet, Profile::Live}) {
            const QColor colour = Theme::profileOf(isDark, profile);
            QVERIFY(!colours.contains(colour));
            colours.append(colour);
        }
    }
}

void ThemeTest::contrastKnowsBlackAndWhite()
{
    QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 0.01);
    QVERIFY(qAbs(contrast(Qt::white, Qt::white) - 1.0) < 0.01);
}

void ThemeTest::everyChangeIsAnnouncedOnceAndReachesTheApplication()
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    theme.applyTo(*qApp);
    QCOMPARE(qApp->palette().color(QPalette::Window), theme.colours().window);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(qApp->palette().color(QPalette::Window), theme.colours().window);
    QVERIFY(!theme.isDark());
}

void ThemeTest::theStyleSheetHasNoTokenLeft()
{
    Theme theme;
    theme.applyTo(*qApp);
    QVERIFY(!qApp->styleSheet().isEmpty());
    const QString rules = qApp->styleSheet().section(QStringLiteral("*/"), 1);
    QVERIFY2(!rules.contains(u'@'), qPrintable(rules.mid(rules.indexOf(u'@'), 20)));
}

void ThemeTest::figuresAreEquallyWide()
{
    const Theme theme;
    const QFontMetricsF metrics(theme.numberFont());
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        QVERIFY(qAbs(metrics.horizontalAdvance(QChar(digit)) - metrics.horizontalAdvance(u'0')) < 0.01);
}

void ThemeTest::rowsGrowWithTheFont()
{
    const Theme theme;
    const QFont before = QApplication::font();
    const int row = theme.tableRowHeight();
    QFont larger = before;
    larger.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(larger);
    QVERIFY(theme.tableRowHeight() > row * 3 / 2);
    QVERIFY(theme.tableRowHeight() > QFontMetrics(larger).height());
    QApplication::setFont(before);
}

void ThemeTest::everyIconDrawsSomething()
{
    const Theme theme;
    int count = 0;
    for (QDirIterator it(QStringLiteral(":/icons")); it.hasNext(); ++count) {
        it.next();
        const QImage image = theme.icon(it.fileInfo().completeBaseName()).pixmap(32, 32).toImage();
        bool isDrawn = false;
        for (int y = 0; y < image.height() && !isDrawn; ++y)
            for (int x = 0; x < image.width() && !isDrawn; ++x)
                isDrawn = qAlpha(image.pixel(x, y)) > 0;
        QVERIFY2(isDrawn, qPrintable(it.fileName()));
    }
    QVERIFY(count >= 10);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
