// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keywords.h"

#include "core/ports/secretstore.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>
#include <QLocale>

namespace bw::keywords {
namespace {

struct Keys {
    Q_DECLARE_TR_FUNCTIONS(bw::Keys)
};

using Part = KeyLine::Part;

QString clockSentence(const KeyLine &line, const QString &host)
{
    const double seconds = line.detail.toDouble() / 1000;
    if (line.code == u"ok")
        return Keys::tr("The clocks agree within %1 ms.").arg(std::abs(line.detail.toInt()));
    if (line.code == u"clock_off")
        return seconds > 0 ? Keys::tr("This computer's clock is %1 s ahead; times are corrected, but set the clock.").arg(seconds, 0, 'f', 1)
                           : Keys::tr("This computer's clock is %1 s behind; times are corrected, but set the clock.").arg(-seconds, 0, 'f', 1);
    if (line.code == u"clock_refused")
        return Keys::tr("The venue refused the time of a request: set this computer's clock, then check again.");
    if (line.code == u"address_rests")
        return Keys::tr("The venue refuses this address for now (HTTP 403): wait ten minutes, then check again.");
    return Keys::tr("%1 does not answer: check the network and the host, then check again.").arg(host);
}

QString keySentence(const KeyLine &line, const QString &world, const QString &host)
{
    if (line.code == u"ok" || line.code == u"known")
        return Keys::tr("The venue knows the key and its signature fits.");
    if (line.code == u"foreign_key")
        return Keys::tr("%1 does not know this key (10003). A key works only where it was made: use one of %2, made on the regional site of this host.").arg(host, world);
    if (line.code == u"wrong_secret")
        return Keys::tr("The secret does not belong to this key: replace the key and paste both halves again (10004).");
    if (line.code == u"expired")
        return Keys::tr("The key has expired: renew it or make a new one on the venue's site, then replace it here (%1).").arg(line.detail);
    if (line.code == u"wrong_region")
        return Keys::tr("The venue does not serve this account's region here: choose the account's own host (10009).");
    if (line.code == u"account_banned")
        return Keys::tr("The venue has blocked this account or its trading: ask the venue (%1).").arg(line.detail);
    if (line.code == u"cannot_sign")
        return Keys::tr("Nothing can be signed with this secret: an RSA key has to be an unencrypted PEM private key. Replace the key.");
    if (line.code == u"address_rests")
        return Keys::tr("The venue refuses this address for now (HTTP 403): wait ten minutes, then check again.");
    if (line.code == u"not_accepted")
        return Keys::tr("The venue did not accept the key: replace it and paste both halves again (%1).").arg(line.detail);
    return Keys::tr("The venue did not answer about the key: check again in a moment.");
}

QString permissionSentence(const KeyLine &line)
{
    if (line.code == u"trade")
        return Keys::tr("May trade and nothing else: %1.").arg(line.detail);
    if (line.code == u"read_only")
        return Keys::tr("May only read, whatever its list says: the session will be a viewer, without a ticket.");
    if (line.code == u"transfer")
        return Keys::tr("May move money between accounts: better make a key without the Wallet rights, or let this one trade deliberately below.");
    if (line.code == u"withdraw")
        return Keys::tr("May withdraw money: it is refused for trading. Make a key without that right and delete this one at the venue.");
    if (line.code == u"more_than_needed")
        return Keys::tr("May trade, and has a right that trading does not need (%1): take it away at the venue.").arg(line.detail.left(40));
    if (line.code == u"not_audited")
        return Keys::tr("This host does not say what a key may do. Demo trading is play money and is let through; elsewhere the key is refused.");
    if (line.code == u"no_right")
        return Keys::tr("The key may not even ask what it may do: give it rights at the venue, or replace it (10005).");
    return Keys::tr("May neither read nor trade: give it the rights to trade at the venue.");
}

QString bindingSentence(const KeyLine &line)
{
    if (line.code == u"bound")
        return Keys::tr("Works from %n address(es) alone.", nullptr, line.detail.toInt());
    if (line.code == u"unbound")
        return line.detail.isEmpty() ? Keys::tr("Works from everywhere and expires 90 days after it was made: bind it to your address at the venue.")
                                     : Keys::tr("Works from everywhere, until %1: bind it to your address at the venue.").arg(line.detail);
    if (line.code == u"unbound_expires_soon")
        return Keys::tr("Works from everywhere and expires on %1: renew it at the venue, and bind it to your address.").arg(line.detail);
    if (line.code == u"other_address")
        return Keys::tr("The key is bound to other addresses than yours: add your public address to its list at the venue (10010).");
    return Keys::tr("This host does not say whether the key is bound to an address.");
}

QString modeSentence(const KeyLine &line)
{
    if (line.code == u"unified")
        return Keys::tr("A unified trading account.");
    if (line.code == u"classic")
        return Keys::tr("A classic account: upgrade it to a unified one at the venue, most requests fail without.");
    if (line.code == u"one_way")
        return Keys::tr("One-way: one position for each symbol (BTCUSDT was asked).");
    if (line.code == u"hedge")
        return Keys::tr("Hedge: a long and a short position for each symbol (BTCUSDT was asked).");
    if (line.code == u"cross")
        return Keys::tr("Cross margin: all positions share the account's margin.");
    if (line.code == u"isolated")
        return Keys::tr("Isolated margin: each position has its own.");
    if (line.code == u"portfolio")
        return Keys::tr("Portfolio margin: leverage and liquidation prices are the venue's alone; look there too.");
    return Keys::tr("Could not be read: check again, or look at the venue.");
}

} // namespace

QString refusal(int venueCode)
{
    switch (venueCode) {
    case 10003: return Keys::tr("The venue does not know this key. A key works only in the environment and region where it was made: check both.");
    case 10004: return Keys::tr("The secret does not belong to the key. Replace the key and paste both halves again.");
    case 10005: return Keys::tr("The key lacks a right. Look at its permissions at the venue.");
    case 10007:
    case 401: return Keys::tr("The venue did not accept the key. Replace it and paste both halves again.");
    case 10008:
    case 10024:
    case 10027: return Keys::tr("The venue has blocked the account or its trading. Ask the venue.");
    case 10009: return Keys::tr("The venue does not serve this account's region here. Choose the account's own host.");
    case 10010: return Keys::tr("The key is bound to other addresses than this one. Add your public address to its list at the venue.");
    case -2015:
    case 33004: return Keys::tr("The key has expired. Renew it at the venue, then check it again.");
    case 403: return Keys::tr("The venue refuses this address for now: everything but exits rests for ten minutes.");
    default: return Keys::tr("The key was not accepted. Check the key, its permissions and its address list at the venue.");
    }
}

QString keychain(int code)
{
    switch (code) {
    case keychain::Denied: return Keys::tr("The keychain refused access. Allow Bellwether in the system's keychain and retry; until then keys are kept for this run only.");
    case keychain::Missing:
        return Keys::tr("There is no keychain on this system. Install and start one (GNOME Keyring or KWallet on Linux); until then keys are kept for this run only.");
    case keychain::Silent:
        return Keys::tr("The keychain does not answer. Unlock it, look for its prompt behind other windows, and retry; until then keys are kept for this run only.");
    case keychain::Gone: return Keys::tr("The keychain gives no such key. Unlock the keychain and retry; if the entry was deleted elsewhere, replace the key here.");
    default: return Keys::tr("The keychain did not do it. Unlock it and retry; until then keys are kept for this run only.");
    }
}

QString name(Part part)
{
    switch (part) {
    case Part::Clock: return Keys::tr("Clock");
    case Part::Key: return Keys::tr("Key");
    case Part::Permissions: return Keys::tr("Permissions");
    case Part::IpBinding: return Keys::tr("Address binding");
    case Part::AccountType: return Keys::tr("Account type");
    case Part::PositionMode: return Keys::tr("Position mode");
    case Part::MarginMode: return Keys::tr("Margin mode");
    }
    return {};
}

QString sentence(const KeyLine &line, const QString &world, const QString &host)
{
    if (line.code == u"not_asked" || line.code.isEmpty())
        return Keys::tr("Not asked: a line above has to be put right first.");
    switch (line.part) {
    case Part::Clock: return clockSentence(line, host);
    case Part::Key: return keySentence(line, world, host);
    case Part::Permissions: return permissionSentence(line);
    case Part::IpBinding: return bindingSentence(line);
    case Part::AccountType:
    case Part::PositionMode:
    case Part::MarginMode: return modeSentence(line);
    }
    return {};
}

QString sentence(KeyReport::Verdict verdict)
{
    using V = KeyReport::Verdict;
    switch (verdict) {
    case V::Trade: return Keys::tr("Fit for trading.");
    case V::TransferAsked: return Keys::tr("Not traded with unless you let it, since it may transfer.");
    case V::Viewer: return Keys::tr("Good for watching the account, not for orders.");
    case V::Refused: return Keys::tr("Refused for trading.");
    case V::Failed: return Keys::tr("Does not work here: see the red line.");
    }
    return {};
}

QString world(Profile profile)
{
    switch (profile) {
    case Profile::Demo: return Keys::tr("demo trading");
    case Profile::Testnet: return Keys::tr("the testnet");
    case Profile::Sandbox:
    case Profile::Paper:
    case Profile::Live: break;
    }
    return Keys::tr("the main site");
}

QString problem(const QString &code)
{
    if (code == u"name_empty")
        return Keys::tr("Give the key a name, such as that of its sub-account: 1 to 40 letters.");
    if (code == u"name_taken")
        return Keys::tr("Another key of this profile has that name. Choose another one.");
    if (code == u"name_is_secret")
        return Keys::tr("That is the key or its secret, not a name: names are shown and kept in the settings.");
    if (code == u"key_incomplete")
        return Keys::tr("Both halves are needed: the API key and its secret, without blanks.");
    if (code == u"bad_pem")
        return Keys::tr("This private key can't be read: paste an RSA key in PEM, unencrypted, with its first and last line.");
    if (code == u"kept_for_this_run")
        return Keys::tr("The key is kept in memory for this run and is forgotten at its end.");
    if (code == u"site")
        return Keys::tr("Write https:// and a host for requests, wss:// and a host for the stream, without a path.");
    return Keys::tr("That could not be done.");
}

} // namespace bw::keywords
