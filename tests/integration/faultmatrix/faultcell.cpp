// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faultmatrix/faultcell.h"

namespace bw {

using namespace std::chrono_literals;

const QVector<FaultCell> &faultCells()
{
    const auto cell = [](const char *name, const char *faults, const char *hit, std::chrono::milliseconds lasts = 0ms, std::chrono::milliseconds settles = 10s) {
        return FaultCell{QString::fromLatin1(name), QString::fromLatin1(faults), QString::fromLatin1(hit).split(u'+', Qt::SkipEmptyParts), lasts, settles};
    };
    const auto with = [](FaultCell::Script script, int crowd, FaultCell base) {
        base.script = script;
        base.crowd = crowd;
        return base;
    };
    using Script = FaultCell::Script;
    // What never arrived may be called so only after the window and the margin for lag, which are 20 times shorter here.
    static const QVector<FaultCell> kCells{
        cell("ack lost: create", "ack-lost=1:create", "ack-lost"),
        cell("ack lost: amend", "ack-lost=1:amend", "ack-lost"),
        cell("ack lost: cancel", "ack-lost=1:cancel", "ack-lost"),
        cell("ack lost: stop", "ack-lost=1:trading-stop", "ack-lost"),
        cell("ack lost: leverage", "ack-lost=1:set-leverage", "ack-lost"),
        cell("never arrived: create", "never-arrived=1:create:x2", "never-arrived"),
        cell("never arrived: amend", "never-arrived=1:amend", "never-arrived"),
        cell("never arrived: cancel", "never-arrived=1:cancel", "never-arrived"),
        cell("never arrived: stop", "never-arrived=1:trading-stop", "never-arrived"),
        cell("never arrived: leverage", "never-arrived=1:set-leverage", "never-arrived"),
        cell("arrives after not found: create", "arrives-late=2500ms:1:create:x2", "arrives-late", 3s),
        cell("arrives after not found: cancel", "arrives-late=1500ms:1:cancel", "arrives-late", 2s),
        cell("arrives after not found: stop", "arrives-late=2500ms:1:trading-stop", "arrives-late", 3s),
        cell("answer late", "answer-late=700ms:0.7:create+amend+cancel", "answer-late"),
        cell("answer twice", "answer-twice=1:create+amend+cancel", "answer-twice"),
        cell("private stream down: create", "private-down=1500ms,ack-lost=1:create", "private-down+ack-lost", 1500ms),
        cell("private stream down: amend", "private-down=3s,ack-lost=1:amend", "private-down+ack-lost", 3s),
        cell("private stream down: cancel", "private-down=3s,ack-lost=1:cancel", "private-down+ack-lost", 3s),
        cell("private stream down: stop", "private-down=3s,ack-lost=1:trading-stop", "private-down+ack-lost", 3s),
        cell("private stream down: leverage", "private-down=1500ms,ack-lost=1:set-leverage", "private-down+ack-lost", 1500ms),
        cell("order topic silent", "silence-topic=order", "silence-topic", 500ms, 12s),
        cell("execution topic silent", "silence-topic=execution", "silence-topic", 500ms, 12s),
        cell("position topic silent", "silence-topic=position", "silence-topic", 500ms, 12s),
        cell("fills before their order", "topic-late=order:400ms", "topic-late"),
        cell("orders before their fills", "topic-late=execution:400ms", "topic-late"),
        cell("fills twice", "topic-twice=execution", "topic-twice"),
        cell("orders twice", "topic-twice=order", "topic-twice"),
        cell("fill during cancel", "race-cancel=1", "race-cancel"),
        cell("fill during amend", "race-amend=1", "race-amend"),
        cell("realtime lags", "lag=10s:1:order/realtime,ack-lost=0.5:create", "lag"),
        cell("an old answer", "lag=3s:0.5:position/list+wallet-balance+order/realtime", "lag"),
        cell("10002 on orders", "reject=10002:0.5:create+cancel+amend", "reject"),
        cell("10006 on orders and cancels", "reject=10006:0.5:create+cancel+amend", "reject"),
        cell("10016 on orders and cancels", "reject=10016:0.5:create+cancel+amend+trading-stop", "reject"),
        cell("403", "ban=2s", "ban", 2500ms, 15s),
        cell("503, carried out", "http-after=503:0.7:create+amend+cancel", "http-after"),
        cell("503, not carried out", "http=503:0.5:create+amend+cancel+order/realtime", "http"),
        cell("a page of HTML", "html-body=0.5:create+amend+cancel", "html-body"),
        cell("half-open private socket", "half-open,sockets=private", "half-open", 500ms, 15s),
        cell("clock steps ahead", "clock-step=20s", "clock-step", 500ms, 15s),
        cell("venue restarts", "venue-restart=1500ms", "venue-restart", 2s, 15s),
        with(Script::Usual, 120, cell("a page repeats rows", "page-shift=2:order/realtime", "page-shift", 1s)),
        with(Script::Usual, 120, cell("a page leaves rows out", "page-shift=-2:0.5:order/realtime", "page-shift", 1s)),
        with(Script::CancelEntries, 600, cell("600 orders at cancel-all", "", "", 0s, 40s)),
        with(Script::CancelSide, 60, cell("30 orders at cancel of one side", "", "", 0s, 15s)),
        with(Script::StopAll, 600, cell("600 orders at STOP ALL", "", "", 0s, 15s)),
        with(Script::StopAll, 30, cell("STOP ALL, private stream down", "private-down", "private-down", 0s, 15s)),
        with(Script::StopAll, 30, cell("STOP ALL, cancels refused", "reject=10006:0.5:cancel+cancel-all", "reject", 0s, 15s)),
        with(Script::StopAll, 30, cell("STOP ALL, answers lost", "ack-lost=0.5:cancel+cancel-all", "ack-lost", 0s, 15s)),
        with(Script::ChangedFilters, 0, cell("filters changed", "", "", 0s, 15s)),
#ifdef BW_HAS_SQLITE
        with(Script::FullDisk, 0, cell("disk full", "", "", 0s, 15s)),
#endif
    };
    return kCells;
}

} // namespace bw
