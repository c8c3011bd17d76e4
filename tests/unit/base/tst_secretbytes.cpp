// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretbytes.h"

#include <QDebug>
#include <QTest>
#include <QVariant>

#include <type_traits>

using bw::SecretBytes;

namespace {
template <class T>
concept Printable = requires(QDebug debug, const T &value) { debug << value; };
template <class T>
concept Stringable = requires(const T &value) { QString(value); };
}

class TestSecretBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cannotBePrintedByAccident()
    {
        static_assert(Printable<QByteArray>, "the check itself works");
        static_assert(!Printable<SecretBytes>);
        static_assert(!Stringable<SecretBytes>);
        static_assert(!std::is_convertible_v<SecretBytes, QByteArray> && !std::is_convertible_v<SecretBytes, QVariant>);
        static_assert(!std::is_convertible_v<QByteArray, SecretBytes>);
    }

    void copiesAndMovesKeepTheBytes()
    {
        const SecretBytes one(QByteArrayView("s3cret"));
        SecretBytes two = one;
        QVERIFY(two.equals(one));
        const SecretBytes three = std::move(two);
        QVERIFY(three.equals(one));
        QVERIFY(two.isEmpty()); // NOLINT(bugprone-use-after-move): emptiness is the promise
        two = three;
        QCOMPARE(two.reveal().toByteArray(), QByteArray("s3cret"));
        SecretBytes &self = two;
        two = self;
        QCOMPARE(two.size(), 6);
        two = SecretBytes();
        QVERIFY(two.isEmpty());
    }

    void comparesWholeValues()
    {
        const SecretBytes one(QByteArrayView("s3cret"));
        QVERIFY(!one.equals(SecretBytes(QByteArrayView("s3creT"))));
        QVERIFY(!one.equals(SecretBytes(QByteArrayView("s3cre"))));
        QVERIFY(!one.equals(SecretBytes()));
        QVERIFY(SecretBytes().equals(SecretBytes()));
        QVERIFY(!SecretBytes(QByteArrayView("a\0b", 3)).equals(SecretBytes(QByteArrayView("a\0c", 3))));
    }

    void moveMakesNoSecondBuffer()
    {
        SecretBytes one(QByteArrayView("first-secret"));
        const void *where = one.reveal().data(); // as char *, QCOMPARE would read two texts, and these have no end
        SecretBytes two = std::move(one);
        QCOMPARE(static_cast<const void *>(two.reveal().data()), where);
    }

    void wipeOverwritesOurBufferAndLeavesOthersAlone()
    {
        QByteArray own(32, 'k');
        const SecretBytes kept{QByteArrayView(own)};
        bw::wipe(own);
        QVERIFY(own.isEmpty());
        QCOMPARE(kept.reveal().toByteArray(), QByteArray(32, 'k'));

        QByteArray shared(8, 'x');
        const QByteArray other = shared;
        bw::wipe(shared);
        QVERIFY(shared.isEmpty());
        QCOMPARE(other, QByteArray(8, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestSecretBytes)
#include "tst_secretbytes.moc"
