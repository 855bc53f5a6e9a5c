// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/settingsreply.h"

#include "exchange/jsonwriter.h"

namespace coffer::exchange {

Reply settingsReply(const World &world, const Call &call, const QByteArray &data)
{
    const std::optional<qint64> since = call.query.number("ts");
    const bool isFull = !since || *since < world.startMs();
    JsonWriter json(data.size() + 128);
    json.beginObject()
        .text("status", "ok")
        .token("data", isFull ? QByteArrayView(data) : QByteArrayView("[]"));
    json.text("ts", QByteArray::number(call.nowMs)).number("full", isFull ? 1 : 0).endObject();
    return {200, json.take()};
}

Reply wholeReply(QByteArrayView head, const QByteArray &data)
{
    return {200, QByteArray(head.data(), head.size()) + data + '}'};
}

} // namespace coffer::exchange
