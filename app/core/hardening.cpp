// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hardening.h"

#include <QtGlobal>

#if defined(Q_OS_WIN)
#include <qt_windows.h>
#include <werapi.h>
#else
#include <sys/resource.h>
#endif
#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#endif

namespace coffer {

void hardenProcess()
{
#if defined(Q_OS_WIN)
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
#else
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#if defined(Q_OS_LINUX)
    if (!qEnvironmentVariableIsSet("SNAP"))
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace coffer
