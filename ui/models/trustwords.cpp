// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/trustwords.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>

#include <algorithm>

namespace bw::trustwords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::TrustWords)
};

} // namespace

Level levelOf(const BookTrust &trust, bool isLive, int needed)
{
    if (!isLive || trust == BookTrust{})
        return Level::NotJudged;
    if (trust.score < needed)
        return Level::Poor;
    return trust.score >= std::max(kGood, needed) ? Level::Good : Level::Fair;
}

QString word(Level level)
{
    switch (level) {
    case Level::NotJudged: return Words::tr("not judged");
    case Level::Poor: return Words::tr("poor");
    case Level::Fair: return Words::tr("fair");
    case Level::Good: return Words::tr("good");
    }
    return {};
}

QString name(TrustPart part)
{
    switch (part) {
    case TrustPart::Age: return Words::tr("older than its usual pace");
    case TrustPart::Crossed: return Words::tr("crossed or locked in the last minute");
    case TrustPart::Gaps: return Words::tr("gaps in the last 10 minutes");
    case TrustPart::Clock: return Words::tr("clock of this computer against the venue's");
    case TrustPart::SpotCheck: return Words::tr("check against the venue's own answer");
    case TrustPart::OtherVenue: return Words::tr("distance from another venue");
    case TrustPart::Count_: break;
    }
    return {};
}

QString score(const BookTrust &trust, bool isLive)
{
    return levelOf(trust, isLive) == Level::NotJudged ? kMissing.toString() : QString::number(trust.score);
}

QStringList lines(const BookSnapshot &book)
{
    if (!book.isLive())
        return {Words::tr("Book trust is not judged: %1.").arg(sentences::of(book.state, book.gap))};
    const Level level = levelOf(book.trust, true);
    if (level == Level::NotJudged)
        return {Words::tr("Book trust has not been judged yet.")};
    //: score of 100, its word
    QStringList all{Words::tr("Book trust %1 of 100: %2").arg(book.trust.score).arg(word(level))};
    for (std::size_t i = 0; i < kTrustParts; ++i)
        if (book.trust.lost[i] > 0)
            //: points taken away, what took them
            all.append(Words::tr("\u2212%1 %2").arg(book.trust.lost[i]).arg(name(static_cast<TrustPart>(i))));
    if (all.size() == 1)
        all.append(Words::tr("Nothing took a point away."));
    if (book.isUpdateIdIgnored)
        all.append(Words::tr("Its updates are not counted without a hole; the venue's own answer agrees with it, so it goes on."));
    return all;
}

QString toolTip(const BookSnapshot *book, int needed)
{
    if (!book)
        return Words::tr("Book trust is not judged: there is no book yet.");
    QStringList all = lines(*book);
    all.append(Words::tr("An entry needs at least %1.").arg(needed));
    for (QString &line : all)
        line = line.toHtmlEscaped();
    return QStringLiteral("<p style='white-space:pre'>") + all.join(QStringLiteral("<br>")) + QStringLiteral("</p>");
}

} // namespace bw::trustwords
