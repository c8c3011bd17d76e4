// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sentences.h"

#include "ui/models/keywords.h"

#include <QCoreApplication>

namespace bw::sentences {
namespace {

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(bw::Sentences)
};

QString whatHappened(const Error &error)
{
    switch (error.family) {
    case ErrorFamily::Input: return Sentences::tr("That input can't be used. Correct it and try again.");
    case ErrorFamily::Network: return Sentences::tr("No connection. Check the network; the terminal keeps trying by itself.");
    case ErrorFamily::Timeout: return Sentences::tr("No answer in time. The terminal asks again where that is safe.");
    case ErrorFamily::Protocol: return Sentences::tr("An answer could not be read and was not used. If it stays so, look for a newer version.");
    case ErrorFamily::Auth: return keywords::refusal(error.venueCode);
    case ErrorFamily::Clock: return Sentences::tr("This computer's clock is too far from the venue's. Set the clock; it is then measured again.");
    case ErrorFamily::RateLimit: return Sentences::tr("The other side asks for fewer requests. Wait a moment before the next one.");
    case ErrorFamily::Order: return Sentences::tr("The venue refused the order or finds it in another state. Look at the order's row for its state.");
    case ErrorFamily::Balance: return Sentences::tr("Not enough balance or margin. Reduce the quantity or free some balance.");
    case ErrorFamily::Instrument: return Sentences::tr("Price or quantity is outside what the instrument allows now. Adjust the ticket.");
    case ErrorFamily::Venue: return Sentences::tr("The venue has a fault of its own. Wait, then look at orders and positions again.");
    case ErrorFamily::Storage: return Sentences::tr("The journal can't be written. Entries are refused until it can: check the disk's space and rights.");
    case ErrorFamily::Keychain: return keywords::keychain(error.venueCode);
    case ErrorFamily::Analyst: return Sentences::tr("The model's reply can't be used and makes no signal. Analyse again or read the headlines yourself.");
    case ErrorFamily::Internal: return Sentences::tr("The terminal made a mistake and stopped this step. Please report it with the log.");
    }
    return {};
}

QString whatIsKnown(const Error &error)
{
    const bool concernsOrder = error.family != ErrorFamily::Input && error.family != ErrorFamily::Analyst && error.family != ErrorFamily::Keychain;
    if (concernsOrder && error.certainty == Certainty::Unknown)
        return Sentences::tr("Whether it took effect is not known; the venue is asked, and nothing is sent twice.");
    return {};
}

} // namespace

QString of(const Error &error)
{
    QString text = whatHappened(error);
    if (const QString known = whatIsKnown(error); !known.isEmpty())
        text += u' ' + known;
    if (error.venueCode != 0)
        text += u' ' + Sentences::tr("Code %1.").arg(error.venueCode);
    if (!error.detail.isEmpty())
        text += u' ' + Sentences::tr("Detail: %1").arg(error.detail.left(300));
    return text;
}

QString of(const Notice &notice)
{
    const QString sentence = of(notice.error);
    return notice.subject.isEmpty() ? sentence : Sentences::tr("%1: %2").arg(notice.subject.left(64), sentence);
}

QString of(const SubmitRefusal &refusal)
{
    using Why = SubmitRefusal::Why;
    switch (refusal.why) {
    case Why::Expired: return Sentences::tr("Nothing was sent: the preview was older than 5 seconds. Review the order again.");
    case Why::AlreadyUsed: return Sentences::tr("Nothing more was sent: this preview has been used already. Look at the order's row.");
    case Why::Guards: {
        QStringList reasons;
        for (const Verdict &verdict : refusal.verdicts)
            if (!verdict.ok)
                reasons.append(of(verdict));
        return Sentences::tr("Nothing was sent, a guard refused: %1").arg(reasons.join(u' '));
    }
    case Why::JournalFailed: return Sentences::tr("Nothing was sent: the journal could not be written. Check the disk's space and rights.");
    case Why::StoppedBeforeSend: return Sentences::tr("Nothing was sent: the state of trading or of the book changed at the last moment. Review again.");
    case Why::Moved: return Sentences::tr("Nothing was sent: the price moved further since the preview than your limit allows. Review the order again.");
    }
    return {};
}

} // namespace bw::sentences
