// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/analystlexicon.h"

namespace bw {
namespace {

constexpr LexiconEntry kPhrases[] = {
    {u"outflows from * * slow", 2}, {u"rumour of * * denied", 2}, {u"rumor of * * denied", 2}, {u"short sellers * lose", 2},
    {u"drop~ * * case", 3}, {u"denies motion to dismiss", -3}, {u"denied motion to dismiss", -3}, {u"funds have been returned", 3},
    {u"exchange reserves * lowest", 2}, {u"lifts * price target", 3}, {u"raises * price target", 3}, {u"trims * price target", -3},
    {u"cuts * price target", -3}, {u"push~ testnet * back", -2}, {u"cuts * of staff", -3}, {u"shorts * liquidated", 3},
    {u"shorts wiped out", 3}, {u"shorts get wiped", 3}, {u"longs get wiped", -3}, {u"longs wiped out", -3}, {u"longs * liquidated", -3},
    {u"short positions liquidated", 3}, {u"long positions liquidated", -3}, {u"drop~ * case", 3}, {u"drop~ * lawsuit", 3},
    {u"dismiss~ * lawsuit", 3}, {u"overturns * conviction", 3}, {u"lift~ * ban", 3}, {u"no funds lost", 3}, {u"no critical bugs", 3},
    {u"no user funds", 2}, {u"less than feared", 3}, {u"better than feared", 3}, {u"outflows * slow", 2}, {u"sell off slows", 2},
    {u"will not sell", 3}, {u"off the table", -2}, {u"no rate cuts", -3}, {u"no rate cut", -3}, {u"hotter than expected", -2},
    {u"cooler than expected", 2}, {u"threat * decades", 2}, {u"all time high", 3}, {u"all time low", -3}, {u"to exchange wallet", -2},
    {u"to an exchange", -2}, {u"reserves at lowest", 2}, {u"burn~ * of", 1}, {u"loses key support", -3}, {u"fall back under", -2},
    {u"gives up gains", -3}, {u"gave up gains", -3}, {u"jumps then dumps", -3}, {u"price target to", 1}, {u"files for chapter", -3},
    {u"files for spot", 2}, {u"files for bankruptcy", -3}, {u"push * back", -2}, {u"debt fully covered", 3}, {u"gas fees drop", 2},
    {u"gas fees fall", 2}, {u"drops * plans", -2}, {u"shorts liquidated", 3}, {u"shorts lose", 3}, {u"shorts squeezed", 3},
    {u"short squeeze", 3}, {u"longs liquidated", -3}, {u"longs lose", -3}, {u"long squeeze", -3}, {u"leveraged longs", -2},
    {u"drop~ case", 3}, {u"drop~ charges", 3}, {u"drop~ lawsuit", 3}, {u"case dismissed", 3}, {u"dismiss~ lawsuit", 3},
    {u"dismiss~ case", 3}, {u"overturns conviction", 3}, {u"lift~ ban", 3}, {u"lift~ restrictions", 3}, {u"ban lifted", 3},
    {u"eas~ restrictions", 2}, {u"funds returned", 3}, {u"funds recovered", 3}, {u"recover~ stolen", 3}, {u"stolen funds", -2},
    {u"repay~ creditors", 3}, {u"begins repaying", 3}, {u"fully covered", 2}, {u"no losses", 2}, {u"no evidence", 1},
    {u"prove unfounded", 3}, {u"proves unfounded", 3}, {u"fears ease", 2}, {u"worries ease", 2}, {u"outflows slow", 2},
    {u"selloff slows", 2}, {u"losses narrow", 2}, {u"loss narrows", 2}, {u"net loss", -2}, {u"not sell", 2}, {u"rate cut~", 2},
    {u"rate hike~", -2}, {u"cuts rates", 2}, {u"cut rates", 2}, {u"raises rates", -2}, {u"hikes rates", -2}, {u"inflation cools", 3},
    {u"inflation eases", 3}, {u"inflation slows", 3}, {u"inflation rises", -2}, {u"inflation accelerates", -2}, {u"decades away", 1},
    {u"record high", 3}, {u"year high", 2}, {u"month high", 2}, {u"week high", 2}, {u"record low", -3}, {u"year low", -2},
    {u"month low", -2}, {u"week low", -2}, {u"record highs", 3}, {u"record lows", -3}, {u"record inflows", 3}, {u"record outflows", -3},
    {u"hits record", 1}, {u"to record", 1}, {u"net inflows", 3}, {u"net outflows", -3}, {u"to exchanges", -2}, {u"cold storage", 2},
    {u"off exchanges", 2}, {u"token unlock", -2}, {u"team unlock", -2}, {u"supply burn", 2}, {u"mints another", 2}, {u"exit queue", -2},
    {u"staking queue", 1}, {u"wallet sells", -2}, {u"seized bitcoin", -1}, {u"defend key", 2}, {u"buyers defend", 2},
    {u"bulls defend", 2}, {u"lose~ support", -2}, {u"breaks below", -3}, {u"breaks above", 3}, {u"breaks resistance", 3},
    {u"break~ out", 2}, {u"falls below", -2}, {u"falls under", -2}, {u"slips below", -2}, {u"drops below", -2}, {u"rises above", 2},
    {u"climbs above", 2}, {u"back above", 2}, {u"above resistance", 2}, {u"pares gains", -2}, {u"erases gains", -3}, {u"pares losses", 2},
    {u"erases losses", 3}, {u"rally stalls", -2}, {u"rally fades", -2}, {u"in control", 0}, {u"holds support", 2}, {u"holds above", 1},
    {u"profit booking", -2}, {u"profit taking", -2}, {u"profit down", -3}, {u"profit falls", -3}, {u"profit drops", -3},
    {u"profit dips", -3}, {u"profit declines", -3}, {u"profit slips", -3}, {u"profit plunges", -3}, {u"net falls", -3}, {u"net dips", -3},
    {u"net down", -3}, {u"profit up", 3}, {u"profit rises", 3}, {u"profit jumps", 3}, {u"profit surges", 3}, {u"net up", 3},
    {u"net rises", 3}, {u"net jumps", 3}, {u"beats estimates", 3}, {u"beat~ estimates", 3}, {u"misses estimates", -3},
    {u"miss~ estimates", -3}, {u"tops estimates", 3}, {u"lower~ target", -2}, {u"raise~ target", 2}, {u"target of", 0},
    {u"chapter 11", -3}, {u"files for", 1}, {u"delays decision", -2}, {u"postpone~ vote", -2}, {u"pushed back", -2},
    {u"under investigation", -2}, {u"widens probe", -3}, {u"plea deal", -2}, {u"halts withdrawals", -3}, {u"pauses withdrawals", -3},
    {u"suspends withdrawals", -3}, {u"resumes withdrawals", 3}, {u"resume~ trading", 1}, {u"bad debt", -2}, {u"denies plan", -2},
    {u"rumour denied", 1}, {u"rejects inflation", 2}, {u"rejects buyback", -3}, {u"cuts jobs", -2}, {u"to hire", 2},
    {u"licensing law", 2}, {u"bans crypto", -3}, {u"bans bitcoin", -3}, {u"fees spike", -2}, {u"outage lasts", -2}, {u"goes live", 1},
    {u"drops new", 0}, {u"drops plans", -2}, {u"fully backed", 2}, {u"acquitted", 2},
};

constexpr LexiconEntry kWords[] = {
    {u"surg~", 3}, {u"soar~", 3}, {u"skyrocket~", 3}, {u"rocket~", 3}, {u"plung~", -3}, {u"crash~", -3}, {u"collaps~", -3},
    {u"plummet~", -3}, {u"tumbl~", -3}, {u"bankrupt~", -3}, {u"insolven~", -3}, {u"hack~", -3}, {u"exploit~", -3}, {u"fraud", -3},
    {u"scam~", -3}, {u"nosediv~", -3}, {u"tank~", -3}, {u"rall~", 3}, {u"zoom~", 3}, {u"boom~", 3}, {u"downgrad~", -3}, {u"upgrad~", 1},
    {u"default~", -3}, {u"theft", -3}, {u"heist", -3}, {u"stolen", -3}, {u"gain~", 2}, {u"jump~", 2}, {u"rise", 2}, {u"rises", 2},
    {u"rising", 2}, {u"rose", 2}, {u"climb~", 2}, {u"rebound~", 2}, {u"recover~", 2}, {u"bounc~", 2}, {u"advanc~", 2}, {u"rip", 2},
    {u"rips", 2}, {u"bull", 2}, {u"bulls", 2}, {u"bullish", 2}, {u"outperform~", 2}, {u"approv~", 2}, {u"adopt~", 2}, {u"inflow~", 2},
    {u"beat~", 2}, {u"win", 2}, {u"wins", 2}, {u"partnership", 2}, {u"launch~", 1}, {u"accumulat~", 2}, {u"upbeat", 2}, {u"optimis~", 2},
    {u"strong~", 2}, {u"boost~", 2}, {u"breakout", 2}, {u"profit~", 2}, {u"buyback", 2}, {u"buy~", 1}, {u"support~", 1}, {u"expand~", 2},
    {u"growth", 2}, {u"grow~", 2}, {u"attract~", 2}, {u"top~", 1}, {u"up", 1}, {u"higher", 2}, {u"positive", 2}, {u"best", 2},
    {u"record", 1}, {u"cheer~", 2}, {u"hope~", 1}, {u"lifts", 2}, {u"lifted", 2}, {u"reclaim~", 2}, {u"backing", 2}, {u"dividend", 2},
    {u"bonus", 2}, {u"overweight", 2}, {u"raise~", 1}, {u"accept~", 2}, {u"opens", 2}, {u"lets", 1}, {u"add~", 1}, {u"fall~", -2},
    {u"fell", -2}, {u"drop~", -2}, {u"slid~", -2}, {u"slip~", -2}, {u"declin~", -2}, {u"sink~", -2}, {u"slump~", -2}, {u"dip~", -2},
    {u"los~", -2}, {u"loss~", -2}, {u"lower", -2}, {u"down", -1}, {u"weak~", -2}, {u"bear", -2}, {u"bears", -2}, {u"bearish", -2},
    {u"dump~", -2}, {u"sell-off", -2}, {u"selloff", -2}, {u"sell~", -1}, {u"outflow~", -2}, {u"probe~", -2}, {u"lawsuit~", -2},
    {u"sue~", -2}, {u"fine", -1}, {u"fined", -2}, {u"ban", -2}, {u"bans", -2}, {u"banned", -2}, {u"delist~", -2}, {u"halt~", -2},
    {u"outage", -2}, {u"fail~", -2}, {u"shortfall", -2}, {u"flee~", -2}, {u"fear~", -2}, {u"worr~", -2}, {u"concern~", -2},
    {u"warn~", -2}, {u"risk~", -1}, {u"threat~", -2}, {u"attack~", -2}, {u"drain~", -2}, {u"phishing", -2}, {u"breach~", -2},
    {u"liquidat~", -2}, {u"wiped", -2}, {u"capitulat~", -2}, {u"resign~", -2}, {u"miss~", -2}, {u"reject~", -1}, {u"negative", -2},
    {u"underperform~", -2}, {u"hit", -1}, {u"hurt~", -2}, {u"pressure", -2}, {u"cautious", -2}, {u"correction~", -2}, {u"drag~", -2},
    {u"woes", -2}, {u"crisis", -2}, {u"disappoint~", -2}, {u"stall~", -2}, {u"delay~", -2}, {u"postpon~", -2}, {u"suspend~", -2},
    {u"cut~", -1}, {u"trim~", -2}, {u"glitch", -2}, {u"costl~", -2}, {u"redemption~", -2}, {u"strand~", -2}, {u"tough~", -2},
    {u"struggl~", -2}, {u"shrink~", -2}, {u"penalt~", -2}, {u"violat~", -2}, {u"scare", -2}, {u"loser~", -2}, {u"worst", -2},
    {u"low", -1}, {u"lows", -1}, {u"avoid", -2}, {u"short", -1}, {u"underweight", -2}, {u"unlikely", -1},
};

} // namespace

std::span<const LexiconEntry> analystPhrases()
{
    return kPhrases;
}

std::span<const LexiconEntry> analystWords()
{
    return kWords;
}

} // namespace bw
