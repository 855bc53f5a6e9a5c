// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/gateway.h"

namespace coffer::test {

/// An exchange that can't be reached: every request fails as offline.
class SilentGateway final : public htx::Gateway
{
protected:
    Future<htx::Reply> execute(const htx::Request &) override
    {
        return readyFuture<htx::Reply>(fail(ErrorKind::Offline));
    }
};

} // namespace coffer::test
