// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandboxhost.h"
#include "core/bybit/errorcatalogue.h"
#include "core/bybit/keyauditcodec.h"
#include "core/bybit/keycheck.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace bw;

/// What a key is good for, from answers that were recorded and from answers that the sandbox serves over a real socket.
class TestKeyCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfKeyGetsItsVerdict_data();
    void everyKindOfKeyGetsItsVerdict();
    void demoLetsAnUnauditedKeyTrade();
    void aWrongSecretIsNamedWithoutItsEcho();
    void nobodyAnswers();
    void recordedAnswersGetTheirVerdict();
    void recordedRefusalsGetTheirLine_data();
    void recordedRefusalsGetTheirLine();
};

namespace {

struct Venue {
    explicit Venue(KeyKind kind)
    {
        SandboxConfig config;
        config.seed = 5;
        config.keyKind = kind;
        QObject::connect(&host, &SandboxHost::listening, &host, [this](const SandboxAddress &where) { address = where; });
        host.start(std::move(config));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!address.rest.isEmpty(), 10000); }();
    }
    KeyReport check(const ApiKey &key, bool isPlayMoney = false)
    {
        SystemClock clock;
        QtScheduler scheduler;
        HttpClient client(QStringLiteral("checks"), clock, scheduler);
        KeyCheck check(QUrl(address.rest), client, clock, isPlayMoney);
        std::optional<KeyReport> report;
        QObject::connect(&check, &KeyCheck::finished, &check, [&report](const KeyReport &answer) { report = answer; });
        check.start(key);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(report, 15000); }();
        return report.value_or(KeyReport());
    }
    KeyReport check(bool isPlayMoney = false) { return check({address.key, address.secret}, isPlayMoney); }
    SandboxHost host;
    SandboxAddress address;
};

using Part = KeyLine::Part;
using Light = KeyLine::Light;
using V = KeyReport::Verdict;

} // namespace

void TestKeyCheck::everyKindOfKeyGetsItsVerdict_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<V>("verdict");
    QTest::addColumn<Part>("part");
    QTest::addColumn<Light>("light");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *kind, V verdict, Part part, Light light, const char *code) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << verdict << part << light << QString::fromLatin1(code);
    };
    row("trade", V::Trade, Part::Permissions, Light::Green, "trade");
    row("read-only", V::Viewer, Part::Permissions, Light::Amber, "read_only");
    row("transfer", V::TransferAsked, Part::Permissions, Light::Amber, "transfer");
    row("withdraw", V::Refused, Part::Permissions, Light::Red, "withdraw");
    row("no-rights", V::Refused, Part::Permissions, Light::Red, "no_permission");
    row("unbound", V::Trade, Part::IpBinding, Light::Amber, "unbound");
    row("expires-soon", V::Trade, Part::IpBinding, Light::Red, "unbound_expires_soon");
    row("classic", V::Trade, Part::AccountType, Light::Red, "classic");
    row("expired", V::Failed, Part::Key, Light::Red, "expired");
    row("bound-elsewhere", V::Failed, Part::IpBinding, Light::Red, "other_address");
    row("foreign", V::Failed, Part::Key, Light::Red, "foreign_key");
    row("no-right", V::Failed, Part::Permissions, Light::Red, "no_right");
    row("no-audit", V::Refused, Part::Permissions, Light::Amber, "not_audited");
}

void TestKeyCheck::everyKindOfKeyGetsItsVerdict()
{
    QFETCH(QString, kind);
    QFETCH(V, verdict);
    QFETCH(Part, part);
    QFETCH(Light, light);
    QFETCH(QString, code);
    Venue venue(*keyKindFromName(kind));
    const KeyReport report = venue.check();
    QCOMPARE(report.verdict, verdict);
    QCOMPARE(report.line(part).code, code);
    QCOMPARE(report.line(part).light, light);
    QCOMPARE(report.line(Part::Clock).light, Light::Green);
    QCOMPARE(report.lines.size(), 7);
    if (verdict == V::Failed) // nothing is asked with a key that was refused
        QCOMPARE(report.line(Part::MarginMode).light, Light::Off);
    else
        QVERIFY(report.line(Part::PositionMode).code == QStringLiteral("one_way") && report.line(Part::MarginMode).light == Light::Green);
    if (verdict == V::Trade && kind == QStringLiteral("trade"))
        for (const auto &line : report.lines)
            QVERIFY2(line.light == Light::Green, qPrintable(line.code));
}

void TestKeyCheck::demoLetsAnUnauditedKeyTrade()
{
    Venue venue(KeyKind::NoAudit);
    const KeyReport report = venue.check(true);
    QCOMPARE(report.verdict, V::Trade);
    QCOMPARE(report.line(Part::Permissions).code, QStringLiteral("not_audited")); // and says so
}

void TestKeyCheck::aWrongSecretIsNamedWithoutItsEcho()
{
    Venue venue(KeyKind::Trade);
    const KeyReport report = venue.check({venue.address.key, SecretBytes("CANARY-not-the-secret")});
    QCOMPARE(report.line(Part::Key).code, QStringLiteral("wrong_secret"));
    for (const auto &line : report.lines)
        QVERIFY(!line.detail.contains(venue.address.key) && !line.detail.contains(QStringLiteral("CANARY")));
    const KeyReport rsa = venue.check({venue.address.key, SecretBytes("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")});
    QCOMPARE(rsa.line(Part::Key).code, QStringLiteral("cannot_sign"));
}

void TestKeyCheck::nobodyAnswers()
{
    Venue venue(KeyKind::Trade);
    venue.address.rest = QStringLiteral("http://127.0.0.1:1");
    const KeyReport report = venue.check();
    QCOMPARE(report.verdict, V::Failed);
    QCOMPARE(report.line(Part::Clock).code, QStringLiteral("no_answer"));
    QCOMPARE(report.line(Part::Key).light, Light::Off);
}

void TestKeyCheck::recordedAnswersGetTheirVerdict()
{
    const QString example = recordedFile(QStringLiteral("bybit/docs-examples/user-apikey-info.json"));
    const QString real = recordedFile(QStringLiteral("bybit/reserialised/v5-user-get-api-key.json"));
    const QString info = recordedFile(QStringLiteral("bybit/docs-examples/account-account-info.json"));
    BW_REQUIRE_RECORDED(example);
    BW_REQUIRE_RECORDED(real);
    BW_REQUIRE_RECORDED(info);
    const auto result = [](const QString &path) {
        const auto object = QJsonDocument::fromJson(readAll(path)).object();
        return object.contains(QLatin1StringView("result")) ? object.value(QLatin1StringView("result")).toObject() : object;
    };
    const auto judged = [&](const QJsonObject &answer) {
        KeyFindings found;
        found.clock = ClockOffset{};
        found.audit = decodeKeyAudit(answer);
        found.account = result(info);
        return judgeKey(found);
    };
    // readOnly overrides lists that name orders and transfers.
    const KeyReport official = judged(result(example));
    QCOMPARE(official.verdict, V::Viewer);
    QCOMPARE(official.line(Part::IpBinding).code, QStringLiteral("bound"));
    QCOMPARE(official.line(Part::AccountType).code, QStringLiteral("unified"));
    QCOMPARE(official.line(Part::MarginMode).code, QStringLiteral("cross"));
    // A real key that may transfer, from everywhere, with 63 days left.
    QJsonObject answer = result(real);
    const KeyReport full = judged(answer);
    QCOMPARE(full.verdict, V::TransferAsked);
    QCOMPARE(full.line(Part::IpBinding).code, QStringLiteral("unbound"));
    QVERIFY(full.line(Part::IpBinding).detail.startsWith(QStringLiteral("2023-04-23")));
    // The same with each right changed as its owner could.
    QJsonObject permissions = answer.value(QLatin1StringView("permissions")).toObject();
    permissions.insert(QStringLiteral("Wallet"), QJsonArray{QStringLiteral("Withdraw")});
    answer.insert(QStringLiteral("permissions"), permissions);
    QCOMPARE(judged(answer).verdict, V::Refused);
    answer.insert(QStringLiteral("readOnly"), 1);
    QCOMPARE(judged(answer).verdict, V::Viewer);
    answer.insert(QStringLiteral("readOnly"), 0);
    permissions.insert(QStringLiteral("Wallet"), QJsonArray());
    permissions.insert(QStringLiteral("Exchange"), QJsonArray());
    answer.insert(QStringLiteral("permissions"), permissions);
    answer.insert(QStringLiteral("ips"), QJsonArray{QStringLiteral("1.2.3.4")});
    QCOMPARE(judged(answer).verdict, V::Trade);
    QCOMPARE(judged(answer).line(Part::Permissions).light, Light::Green);
    answer.insert(QStringLiteral("readOnly"), QStringLiteral("maybe")); // what can't be read is never a good key
    QVERIFY(judged(answer).verdict == V::Failed || judged(answer).verdict == V::Refused);
}

void TestKeyCheck::recordedRefusalsGetTheirLine_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<Part>("part");
    QTest::addColumn<QString>("code");
    const auto row = [](int number, Part part, const char *code) { QTest::newRow(qPrintable(QString::number(number))) << number << part << QString::fromLatin1(code); };
    row(10003, Part::Key, "foreign_key");
    row(10004, Part::Key, "wrong_secret");
    row(10005, Part::Permissions, "no_right");
    row(10008, Part::Key, "account_banned");
    row(10009, Part::Key, "wrong_region");
    row(10010, Part::IpBinding, "other_address");
    row(33004, Part::Key, "expired");
    row(-2015, Part::Key, "expired");
}

void TestKeyCheck::recordedRefusalsGetTheirLine()
{
    QFETCH(int, number);
    QFETCH(Part, part);
    QFETCH(QString, code);
    KeyFindings found;
    found.clock = ClockOffset{};
    found.audit = Result<KeyAudit>(fail(errorFor(number, QStringLiteral("whatever it says"), false)));
    const KeyReport report = judgeKey(found);
    QCOMPARE(report.verdict, V::Failed);
    QCOMPARE(report.line(part).code, code);
    QCOMPARE(report.line(part).light, Light::Red);
    int red = 0;
    for (const auto &line : report.lines)
        red += line.light == Light::Red ? 1 : 0;
    QCOMPARE(red, 1); // one cause, one red line
}

QTEST_GUILESS_MAIN(TestKeyCheck)
#include "tst_keycheck.moc"
