// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/json.h"
#include "htx/request.h"

namespace coffer::htx {

/// An endpoint with its parameters: what to send and how to read the answer. A plain value made by the
/// functions in htx/endpoints; sent through a Gateway. parse sees what decodeEnvelope left: the data, tick or
/// list of the reply.
template<class T>
struct Call
{
    Request request;
    Result<T> (*parse)(json::Value data) = nullptr;
};

/// The same call for work that nobody waits for: it lets all others go first.
template<class T>
Call<T> inBackground(Call<T> call)
{
    call.request.priority = Priority::Background;
    return call;
}

} // namespace coffer::htx
