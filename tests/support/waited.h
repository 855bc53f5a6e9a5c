// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"

namespace coffer::test {

/// The result of what a store was given to do, which must go well.
template<class T>
T waited(Future<T> future)
{
    future.waitForFinished();
    Result<T> result = future.result();
    if (!result)
        qFatal("%s %s", qPrintable(result.error().code), qPrintable(result.error().detail));
    return *std::move(result);
}

inline void waited(Future<void> future)
{
    future.waitForFinished();
    if (!future.result())
        qFatal("%s", qPrintable(future.result().error().detail));
}

} // namespace coffer::test
