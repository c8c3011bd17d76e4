// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/signer.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

class TestSigner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRecordedVectorComesOutTheSame();
    void whatOthersPublishedComesOutTheSame();
    void aKnownAnswerOfRfc4231();
    void anRsaSignatureEqualsThatOfTheOpensslCommand();
    void aBrokenPrivateKeyIsRefused();
    void anEmptySecretIsRefused();

private:
    static void check(const QJsonObject &vector, const QByteArray &key, const QByteArray &secret)
    {
        const qint64 timestamp = vector.value(QLatin1String("timestamp")).toInteger();
        const qint64 window = vector.value(QLatin1String("recv_window")).toInteger();
        QByteArray text;
        if (vector.contains(QLatin1String("expires"))) {
            text = Signer::socketPayload(vector.value(QLatin1String("expires")).toInteger());
        } else {
            QByteArray payload;
            for (const char *name : {"query", "body", "payload", "body_on_the_wire"})
                payload += vector.value(QLatin1String(name)).toString().toUtf8();
            text = Signer::restPayload(timestamp, key, window, payload);
        }
        if (vector.contains(QLatin1String("string_to_sign")))
            QCOMPARE(text, vector.value(QLatin1String("string_to_sign")).toString().toUtf8());
        const QString wanted = vector.contains(QLatin1String("correct_signature")) ? QStringLiteral("correct_signature") : QStringLiteral("signature");
        const auto signature = Signer(SecretBytes(secret)).sign(text);
        QVERIFY(signature);
        QCOMPARE(*signature, vector.value(wanted).toString().toUtf8());
    }
};

void TestSigner::everyRecordedVectorComesOutTheSame()
{
    const QString path = recordedFile(QStringLiteral("bybit/sign-vectors.json"));
    BW_REQUIRE_RECORDED(path);
    const QJsonObject root = QJsonDocument::fromJson(readAll(path)).object();
    QJsonArray vectors = root.value(QLatin1String("vectors")).toArray();
    QCOMPARE(vectors.size(), 8);
    vectors.append(root.value(QLatin1String("negative_example")));
    for (const QJsonValue &value : vectors) {
        const QJsonObject vector = value.toObject();
        check(vector, vector.value(QLatin1String("api_key")).toString().toUtf8(), vector.value(QLatin1String("api_secret")).toString().toUtf8());
    }
}

void TestSigner::whatOthersPublishedComesOutTheSame()
{
    const QString path = recordedFile(QStringLiteral("bybit/sign-vectors.json"));
    BW_REQUIRE_RECORDED(path);
    int count = 0;
    for (const QJsonValue &value : QJsonDocument::fromJson(readAll(path)).object().value(QLatin1String("published_elsewhere")).toArray()) {
        const QJsonObject source = value.toObject();
        for (const QJsonValue &vector : source.value(QLatin1String("vectors")).toArray()) {
            check(vector.toObject(), source.value(QLatin1String("api_key")).toString().toUtf8(), source.value(QLatin1String("api_secret")).toString().toUtf8());
            ++count;
        }
    }
    QCOMPARE(count, 3);
}

void TestSigner::aKnownAnswerOfRfc4231()
{
    const auto signature = Signer(SecretBytes("Jefe")).sign("what do ya want for nothing?");
    QVERIFY(signature);
    QCOMPARE(*signature, QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

void TestSigner::anRsaSignatureEqualsThatOfTheOpensslCommand()
{
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("there is no openssl command here to compare with");
    QTemporaryDir folder;
    const QString keyFile = folder.filePath(QStringLiteral("key.pem"));
    const QString textFile = folder.filePath(QStringLiteral("text"));
    const QByteArray text = Signer::restPayload(1700000000123, "aB3dE6", 5000, "category=linear&symbol=BTCUSDT");
    QFile file(textFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();

    QProcess process;
    process.start(openssl, {QStringLiteral("genrsa"), QStringLiteral("-out"), keyFile, QStringLiteral("2048")});
    QVERIFY(process.waitForFinished(60000));
    process.start(openssl, {QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-sign"), keyFile, textFile});
    QVERIFY(process.waitForFinished(60000));
    const QByteArray wanted = process.readAllStandardOutput().toBase64();
    QVERIFY(wanted.size() > 300);

    const QByteArray pem = readAll(keyFile);
    QVERIFY(pem.contains("PRIVATE KEY"));
    const auto signature = Signer(SecretBytes(pem)).sign(text);
    QVERIFY(signature);
    QCOMPARE(*signature, wanted);
}

void TestSigner::aBrokenPrivateKeyIsRefused()
{
    const auto signature = Signer(SecretBytes("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")).sign("x");
    QVERIFY(!signature);
    QCOMPARE(signature.error().family, ErrorFamily::Auth);
    QVERIFY(!signature.error().detail.contains(QLatin1String("AAAA")));
}

void TestSigner::anEmptySecretIsRefused()
{
    QVERIFY(!Signer(SecretBytes()).sign("x"));
}

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
