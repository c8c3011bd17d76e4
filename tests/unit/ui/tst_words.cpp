// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded.h"
#include "ui/models/messagelist.h"
#include "ui/models/sentences.h"

#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace bw;

namespace {

const UtcTime kNow = fromMs(1'700'000'000'000);

Notice notice(ErrorFamily family, Notice::Severity severity, const QString &subject = {})
{
    return {.severity = severity, .error = {.family = family}, .subject = subject, .at = kNow};
}

} // namespace

class WordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyErrorFamilyHasItsOwnSentence();
    void anUnknownEffectIsSaid();
    void everyWhyCodeOfTheGateHasItsOwnSentence();
    void aCodeThatIsNotKnownNamesItsGuard();
    void everyRejectionViewerReasonAndOrderStateHasWords();
    void equalNoticesAreCountedAndComeFirst();
    void informationGoesByItselfAndDangerStays();
    void aFloodOfInformationNeverPushesDangerOut();
};

void WordsTest::everyErrorFamilyHasItsOwnSentence()
{
    QSet<QString> seen;
    for (int family = 0; family <= static_cast<int>(ErrorFamily::Internal); ++family) {
        const QString sentence = sentences::of(Error{.family = static_cast<ErrorFamily>(family)});
        QVERIFY(sentence.endsWith(u'.'));
        seen.insert(sentence);
    }
    QCOMPARE(seen.size(), static_cast<int>(ErrorFamily::Internal) + 1);
}

void WordsTest::anUnknownEffectIsSaid()
{
    Error error{.family = ErrorFamily::Timeout, .certainty = Certainty::Unknown};
    QVERIFY(sentences::of(error).contains(QStringLiteral("not known")));
    error.certainty = Certainty::NotSent;
    QVERIFY(!sentences::of(error).contains(QStringLiteral("not known")));
}

void WordsTest::everyWhyCodeOfTheGateHasItsOwnSentence()
{
    // The table of codes stands as a comment in rule.h: what is added there must get its words here.
    const QString header = QString::fromUtf8(readAll(testDataFile(QStringLiteral("../../core/domain/risk/rule.h"))));
    const QRegularExpression row(QStringLiteral("^///   (\\w+) +(.+)$"), QRegularExpression::MultilineOption);
    const QRegularExpression code(QStringLiteral("\\b[a-z]+(_[a-z]+)+\\b|\\bhalted\\b|\\breducing\\b|\\bduplicate\\b"));
    int count = 0;
    QSet<QString> seen;
    for (auto rows = row.globalMatch(header); rows.hasNext();) {
        for (auto codes = code.globalMatch(rows.next().captured(2)); codes.hasNext();) {
            const QString why = codes.next().captured();
            const QString sentence = sentences::of(Verdict{.rule = RuleId::Clock, .ok = false, .measured = {}, .limit = {}, .why = why});
            QVERIFY2(!sentence.contains(QStringLiteral("refuses.")), qPrintable(why));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(why));
            ++count;
        }
    }
    QVERIFY2(count >= 40, "the table of codes in rule.h was not found");
}

void WordsTest::aCodeThatIsNotKnownNamesItsGuard()
{
    const Verdict verdict{.rule = RuleId::Balance, .ok = false, .measured = {}, .limit = {}, .why = QStringLiteral("brand_new")};
    QVERIFY(sentences::of(verdict).contains(sentences::ruleName(RuleId::Balance)));
    QVERIFY(sentences::of(Verdict{.rule = RuleId::Balance, .ok = true, .measured = {}, .limit = {}, .why = {}}).isEmpty());
}

void WordsTest::everyRejectionViewerReasonAndOrderStateHasWords()
{
    for (int i = 1; i <= static_cast<int>(Rejection::Injection); ++i)
        QVERIFY(sentences::of(static_cast<Rejection>(i)).endsWith(u'.'));
    for (int i = 1; i <= static_cast<int>(SessionView::ViewerReason::NotReconciled); ++i)
        QVERIFY(sentences::of(static_cast<SessionView::ViewerReason>(i)).endsWith(u'.'));
    QSet<QString> states;
    for (int i = 0; i <= static_cast<int>(OrderState::NotAtVenue); ++i) {
        Order order;
        order.state = static_cast<OrderState>(i);
        states.insert(sentences::state(order));
    }
    QCOMPARE(states.size(), static_cast<int>(OrderState::NotAtVenue) + 1);
}

void WordsTest::equalNoticesAreCountedAndComeFirst()
{
    MessageList list;
    QSignalSpy changed(&list, &MessageList::changed);
    list.add(notice(ErrorFamily::Network, Notice::Severity::Caution));
    list.add(notice(ErrorFamily::Storage, Notice::Severity::Danger));
    list.add(notice(ErrorFamily::Network, Notice::Severity::Caution));
    QCOMPARE(changed.size(), 3);
    QCOMPARE(list.items().size(), 2);
    QCOMPARE(list.items()[0].count, 2);
    QCOMPARE(list.items()[1].count, 1);
    list.add(notice(ErrorFamily::Network, Notice::Severity::Caution, QStringLiteral("bw-1")));
    QCOMPARE(list.items().size(), 3); // another subject is another message
    list.dismiss(list.items()[1].id);
    QCOMPARE(list.items().size(), 2);
}

void WordsTest::informationGoesByItselfAndDangerStays()
{
    MessageList list;
    list.add(notice(ErrorFamily::Network, Notice::Severity::Info));
    list.add(notice(ErrorFamily::Storage, Notice::Severity::Danger));
    list.tick(kNow + MessageList::kInfoLife - std::chrono::milliseconds(1));
    QCOMPARE(list.items().size(), 2);
    list.tick(kNow + MessageList::kInfoLife);
    QCOMPARE(list.items().size(), 1);
    QCOMPARE(list.items()[0].severity, Notice::Severity::Danger);
}

void WordsTest::aFloodOfInformationNeverPushesDangerOut()
{
    MessageList list;
    list.add(notice(ErrorFamily::Storage, Notice::Severity::Danger));
    for (int i = 0; i < MessageList::kMaxItems * 2; ++i)
        list.add(notice(ErrorFamily::Network, Notice::Severity::Info, QString::number(i)));
    QCOMPARE(list.items().size(), MessageList::kMaxItems);
    QCOMPARE(list.items().last().severity, Notice::Severity::Danger);
}

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
