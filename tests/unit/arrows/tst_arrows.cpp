// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>

/// The arrows of ARCHITECTURE.md, section 2, held against every #include of the tree: which room may look into which, and which Qt modules
/// a room may know. Linking alone would not do: <QtWidgets/QMessageBox> compiles wherever Qt's headers lie.
class TestArrows : public QObject {
    Q_OBJECT

    struct Room {
        const char *folder;
        QStringList mayInclude; ///< prefixes of quoted includes
        QStringList mayNotKnow; ///< Qt modules
    };
    static QList<Room> rooms();
    static QStringList violations(const Room &room);
    static bool isInModule(const QString &header, const QString &module);

private Q_SLOTS:
    void everyIncludeFollowsAnArrow_data();
    void everyIncludeFollowsAnArrow();
    void aForbiddenModuleIsFound();
};

QList<TestArrows::Room> TestArrows::rooms()
{
    const QStringList window{QStringLiteral("QtGui"), QStringLiteral("QtWidgets"), QStringLiteral("QtCharts"), QStringLiteral("QtSvg")};
    const QStringList wire{QStringLiteral("QtNetwork"), QStringLiteral("QtWebSockets"), QStringLiteral("QtSql"), QStringLiteral("qt6keychain")};
    const auto rooms = [](std::initializer_list<const char *> names) {
        QStringList list;
        for (const auto *name : names)
            list << QLatin1StringView(name) + QStringLiteral("/");
        return list;
    };
    return {
        {"core/base", rooms({"core/base"}), window + wire},
        {"core/domain", rooms({"core/base", "core/domain"}), window + wire},
        {"core/ports", rooms({"core/base", "core/domain", "core/ports"}), window + wire},
        {"core/net", rooms({"core/base", "core/ports", "core/net"}), window},
        {"core/recording", rooms({"core/base", "core/domain", "core/ports", "core/net", "core/recording"}), window + QStringList{QStringLiteral("QtSql")}},
        {"core/bybit", rooms({"core/base", "core/domain", "core/ports", "core/net", "core/bybit"}), window},
        {"core/tardis", rooms({"core/base", "core/domain", "core/ports", "core/net", "core/tardis"}), window},
        {"core/holysheep", rooms({"core/base", "core/domain", "core/ports", "core/net", "core/holysheep"}), window},
        {"core/store", rooms({"core/base", "core/domain", "core/ports", "core/store"}), window},
        {"core/sandbox", rooms({"core/base", "core/domain", "core/sandbox"}), window},
        {"core/engine/api", rooms({"core/base", "core/domain", "core/ports", "core/engine/api"}), window + wire},
        {"core/engine", rooms({"core/base", "core/domain", "core/ports", "core/engine"}), window + wire},
        {"ui/models", rooms({"core/base", "core/domain", "core/ports", "core/engine/api", "ui/models"}),
         wire + QStringList{QStringLiteral("QtWidgets"), QStringLiteral("QtCharts")}},
        {"ui", rooms({"core/base", "core/domain", "core/ports", "core/engine/api", "ui"}), wire},
    };
}

bool TestArrows::isInModule(const QString &header, const QString &module)
{
    if (header.startsWith(module + u'/'))
        return true;
    const QString qt = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    return QFile::exists(qt + u'/' + module + u'/' + header) && !QFile::exists(qt + QStringLiteral("/QtCore/") + header);
}

QStringList TestArrows::violations(const Room &room)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
    QStringList found;
    int files = 0;
    QDirIterator it(QStringLiteral(BW_SOURCE_DIR "/") + QLatin1StringView(room.folder),
                    {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            return {file.fileName() + QStringLiteral(" can't be read")};
        ++files;
        auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const auto match = matches.next();
            const QString header = match.captured(2);
            const bool isQuoted = match.captured(1) == u'"' && !header.endsWith(QStringLiteral(".moc"));
            const auto begins = [&header](const QString &prefix) { return header.startsWith(prefix); };
            const auto knows = [&header](const QString &module) { return isInModule(header, module); };
            if ((isQuoted && std::none_of(room.mayInclude.begin(), room.mayInclude.end(), begins))
                || (!isQuoted && std::any_of(room.mayNotKnow.begin(), room.mayNotKnow.end(), knows)))
                found << file.fileName() + QStringLiteral(" includes ") + header;
        }
    }
    return files > 0 ? found : QStringList{QStringLiteral("no sources in ") + QLatin1StringView(room.folder)};
}

void TestArrows::everyIncludeFollowsAnArrow_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < rooms().size(); ++i)
        QTest::newRow(rooms().at(i).folder) << i;
}

void TestArrows::everyIncludeFollowsAnArrow()
{
    QFETCH(int, index);
    const auto wrong = violations(rooms().at(index));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestArrows::aForbiddenModuleIsFound()
{
    QVERIFY(isInModule(QStringLiteral("QtWidgets/QMessageBox"), QStringLiteral("QtWidgets")));
    QVERIFY(isInModule(QStringLiteral("QTcpSocket"), QStringLiteral("QtNetwork")));
    QVERIFY(!isInModule(QStringLiteral("QString"), QStringLiteral("QtWidgets")));
}

QTEST_GUILESS_MAIN(TestArrows)
#include "tst_arrows.moc"
