// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening.h"

#include <QtGlobal>

#if defined(Q_OS_WIN)
#include <windows.h>
#elif defined(Q_OS_UNIX)
#include <csignal>
#include <sys/resource.h>
#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#elif defined(Q_OS_MACOS)
#include <sys/ptrace.h>
#include <sys/types.h>
#endif
#endif

namespace bw {

void hardenProcess()
{
#if defined(Q_OS_WIN)
    // No crash dialog that offers to send memory away.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
#elif defined(Q_OS_UNIX)
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    std::signal(SIGPIPE, SIG_IGN); // whoever reads --events may go away; a session with orders must not end with him
#if defined(NDEBUG) && defined(Q_OS_LINUX)
    prctl(PR_SET_DUMPABLE, 0);
#elif defined(NDEBUG) && defined(Q_OS_MACOS)
    ptrace(PT_DENY_ATTACH, 0, nullptr, 0);
#endif
#endif
}

} // namespace bw
