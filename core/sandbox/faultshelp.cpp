// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faults.h"

namespace bw {

QString Faults::help()
{
    return QStringLiteral(
        "Faults (SPEC is a comma-separated list; times carry ms, s or m; P is a probability from 0 to 1):\n"
        "  drop-after=TIME     cut every WebSocket without a word when it is that old\n"
        "  silence-after=TIME  a WebSocket of that age stays open and reads, but sends nothing more, not even a pong\n"
        "  half-open[=TIME]    a WebSocket of that age (default: at once) stays open and neither reads nor sends\n"
        "  delay=TIME          every answer and every frame goes out that much later\n"
        "  slow=BYTES          a WebSocket gets no more than that many bytes a second through; a queue too long and it is cut\n"
        "  gap=P               a delta of a book is left out, so that its update id jumps\n"
        "  doubled=P           a delta arrives twice\n"
        "  reordered=P         a delta arrives after the next one of its topic\n"
        "  crossed=P           a delta brings a bid above every ask\n"
        "  seq-backwards=P     the seq of a delta is far lower than the one before, while its update id is in order\n"
        "  restart=P           the service begins anew: instead of a delta a snapshot with u = 1, and the count goes on from there\n"
        "  corrupt=P           a public frame is cut short or has a byte changed\n"
        "  only=TOPIC          the seven from gap to corrupt strike this topic only; a star at the end takes all that begin so\n"
        "  times=N             and they strike N times altogether, then no more\n"
        "  silence-topic=TOPIC[:after=TIME]  this topic goes silent on a line that lives, so long after it was subscribed to\n"
        "  wrong-book=TOPIC[:after=TIME]     this book is streamed without the best level of each side, while REST tells the truth\n"
        "  refuse-subscribe=TOPIC            a request to subscribe to this topic is refused\n"
        "  html                market/time answers with a web page and HTTP 200, as the portal of a hotel would\n"
        "  outage[=TIME]       system/status announces an outage that begins so much later (default: now) and lasts ten minutes\n"
        "  sockets=KIND        drop-after, silence-after, half-open and slow strike the WebSockets of that kind only: public, private or trade\n"
        "  limit=N             more than N REST requests a second get retCode 10006, and HTTP 429 from the chat face\n"
        "  ai-delay=TIME       the chat face thinks that much longer\n"
        "  ai-error=STATUS:P   the chat face answers with this HTTP status, such as ai-error=429:0.5\n"
        "Faults of requests (over HTTP or the trade socket) strike with probability P, at PATHS only if some are named, and N times altogether with :xN.\n"
        "PATHS are the ends of paths joined by +, such as create+cancel-all, trading-stop, set-leverage or order/realtime; * is all. One fault may stand several times.\n"
        "  never-arrived=P[:PATHS][:xN]       the request is swallowed before it is carried out: the connection closes (usually: orders' requests)\n"
        "  arrives-late=TIME[:P][:PATHS][:xN] the connection closes, and the request is carried out that much later\n"
        "  ack-lost=P[:PATHS][:xN]            an order request (create, amend, cancel) is carried out and its answer never comes:\n"
        "                      over HTTP the connection closes, over the WebSocket there is silence\n"
        "  answer-late=TIME[:P][:PATHS][:xN]  the request is carried out at once and answered that much later\n"
        "  answer-twice=P[:PATHS][:xN]        the answer is sent twice\n"
        "  reject=CODE:P[:PATHS][:xN]         the request is refused with this retCode and not carried out, such as reject=10006:0.1 (usually: new orders)\n"
        "  http=STATUS:P[:PATHS][:xN]         the request is not carried out and gets this HTTP status with a plain text (usually: all)\n"
        "  http-after=STATUS:P[:PATHS][:xN]   it is carried out, and then gets this HTTP status\n"
        "  html-body=P[:PATHS][:xN]           it is not carried out and gets a web page with HTTP 200\n"
        "  race-cancel=P[:xN]  an order that rests is filled just before its cancel: two Filled messages, as the exchange sends them\n"
        "  race-amend=P[:xN]   an order that rests is filled just before its amendment, which then comes too late\n"
        "  exits-refused=P[:PATHS][:xN]       a new order is taken, but the stop and take profit that it brings are refused when it fills\n"
        "  lag=TIME[:P][:PATHS][:xN]          a list is told as it was that long ago (usually: order/realtime; also history, execution/list,\n"
        "                      position/list, wallet-balance)\n"
        "  page-shift=ROWS[:P][:PATHS][:xN]   a page that a cursor leads to repeats so many rows, or leaves out as many if below zero\n"
        "Faults of the account's stream and of the whole exchange:\n"
        "  private-down[=TIME] private WebSockets are cut and refused for so long, by default until the next list\n"
        "  topic-late=TOPIC:TIME  frames of that private topic come that much later: execution:0ms puts orders before their fills\n"
        "  topic-twice=TOPIC   every frame of that private topic comes twice; silence-topic takes private topics too\n"
        "  ban[=TIME]          every request under /v5 gets HTTP 403, every WebSocket is refused, for so long or until the next list\n"
        "  venue-restart[=TIME]  all WebSockets die, order/realtime forgets closed orders, open ones survive; so long requests get retCode 10016\n"
        "  clock-step=TIME     the exchange's clock jumps by so much, back with a minus\n"
        "GET /sandbox/state and GET /sandbox/faults count under \"faultHits\" how often each fault has struck since the start.\n"
        "A new list replaces the old one: POST it as text to /sandbox/faults while the program runs; an empty one ends all faults.\n");
}

} // namespace bw
