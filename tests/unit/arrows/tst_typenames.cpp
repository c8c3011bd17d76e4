// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/arrows/typenames.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QTest>

using namespace bw;

/// Two classes of one name in one program are one to the linker: it keeps the functions of either, and the other crashes where nobody
/// looks for it. No compiler says a word, so this reads the sources: names are told apart in all that the terminal is linked from, and no
/// test has a name of its own for one of the terminal's.
class TestTypeNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noTwoFilesDefineOneName();
    void whatTheLinkerKnowsIsFound_data();
    void whatTheLinkerKnowsIsFound();

private:
    static QHash<QString, QStringList> namesIn(const char *folder);
};

/// The files of each name.
QHash<QString, QStringList> TestTypeNames::namesIn(const char *folder)
{
    QHash<QString, QStringList> files;
    QDirIterator it(QStringLiteral(BW_SOURCE_DIR "/") + QLatin1StringView(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto &name : linkedTypes(file.readAll()))
            files[name].append(file.fileName().mid(QStringLiteral(BW_SOURCE_DIR "/").size()));
    }
    return files;
}

void TestTypeNames::noTwoFilesDefineOneName()
{
    QHash<QString, QStringList> terminal;
    for (const auto *folder : {"core", "ui", "app", "tests/support"}) {
        const auto names = namesIn(folder);
        for (auto it = names.cbegin(); it != names.cend(); ++it)
            terminal[it.key()] += it.value();
    }
    QVERIFY(terminal.contains(QStringLiteral("bw::OrderBook")) && terminal.size() > 500); // it did read
    const auto tests = namesIn("tests");
    QStringList clashes;
    for (auto it = terminal.cbegin(); it != terminal.cend(); ++it) {
        QStringList files = it.value();
        for (const auto &file : tests.value(it.key()))
            if (!files.contains(file))
                files.append(file);
        if (files.size() > 1)
            clashes.append(it.key() + QStringLiteral(" in ") + files.join(QStringLiteral(", ")));
    }
    QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(u'\n')));
}

void TestTypeNames::whatTheLinkerKnowsIsFound_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QByteArray &source, const QStringList &names) { QTest::newRow(name) << source << names; };
    row("a class", "namespace bw {\nclass A final : public B<C, D> { int x = 1'000; };\n}", {QStringLiteral("bw::A")});
    row("an inner namespace", "namespace bw::sandbox { struct A { void f(); }; }", {QStringLiteral("bw::sandbox::A")});
    row("an attribute", "namespace bw { struct [[nodiscard]] A {}; }", {QStringLiteral("bw::A")});
    row("a template", "namespace bw { template <class T, class U = int> class A { struct Inner {}; }; }", {QStringLiteral("bw::A")});
    row("behind an unnamed one", "namespace bw { namespace { struct A {}; } struct B {}; }", {QStringLiteral("bw::B")});
    row("within a function", "namespace bw { void f() { struct A {}; } }", {});
    row("nested, defined outside", "namespace bw { struct A::Inner { int x; }; }", {});
    row("a declaration", "namespace bw { class A; struct B *b; enum class C { D }; }", {});
    row("a specialisation", "namespace bw { template <> struct A<int> {}; }", {});
    row("in a comment and a text", "namespace bw { /* struct A {}; */ // struct B {};\nauto c = \"struct C {\"; auto d = R\"(struct D { \")\"; char e = '{'; struct F {}; }", {QStringLiteral("bw::F")});
    row("in a macro", "#define A \\\n struct B {\nnamespace bw { struct C {}; }", {QStringLiteral("bw::C")});
}

void TestTypeNames::whatTheLinkerKnowsIsFound()
{
    QFETCH(QByteArray, source);
    QFETCH(QStringList, names);
    QCOMPARE(linkedTypes(source), names);
}

QTEST_GUILESS_MAIN(TestTypeNames)
#include "tst_typenames.moc"
