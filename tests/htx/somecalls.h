// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/client.h"
#include "htx/jsonreader.h"

namespace coffer::test {

inline htx::Credentials someKey(const QByteArray &access = "access")
{
    return {access, std::make_shared<const Secret>(QByteArrayView("a secret of some length")),
            htx::SignatureMethod::HmacSha256};
}

inline Result<qint64> parseNumber(htx::json::Value data)
{
    return htx::json::readValue<htx::json::Integer, qint64>(data);
}

/// The call of most weight.
inline htx::Call<qint64> order(const QByteArray &body = R"({"amount":"1"})")
{
    htx::Call<qint64> call{{}, parseNumber};
    call.request.method = htx::Method::Post;
    call.request.path = "/v1/order/orders/place";
    call.request.rateGroup = call.request.path;
    call.request.permission = htx::Permission::Trade;
    call.request.priority = htx::Priority::Order;
    call.request.body = body;
    return call;
}

} // namespace coffer::test
