// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/userendpoints.h"

#include "exchange/jsonwriter.h"

namespace coffer::exchange {

namespace {

void writeKey(JsonWriter &json, const ApiKey &key, qint64 nowMs)
{
    json.beginObject()
        .text("accessKey", key.accessKey)
        .text("status", key.isExpired(nowMs) ? "expired" : "normal");
    json.text("note", key.note.toUtf8()).text("permission", key.permissionText.toUtf8());
    json.text("ipAddresses", key.ipAddresses.join(QLatin1Char(',')).toUtf8());
    json.number("validDays", key.validDays(nowMs));
    json.number("createTime", key.createdAt).number("updateTime", key.updatedAt).endObject();
}

} // namespace

void UserEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add(
        {"/v2/user/uid", Envelope::V2, Permission::Read, 20, [this](const Call &call) { return uid(call); }});
    router.add({"/v2/user/api-key", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return apiKeys(call); }, true});
}

Reply UserEndpoints::uid(const Call &call) const
{
    JsonWriter json(64);
    json.beginObject().number("code", 200).number("data", call.key->uid.value).endObject();
    return {200, json.take()};
}

/// The parent asks for itself or for one of its sub-users.
Reply UserEndpoints::apiKeys(const Call &call) const
{
    if (!call.query.has("uid"))
        return v2Missing("uid");
    const std::optional<qint64> uid = call.query.number("uid");
    if (!uid)
        return v2Invalid("uid");
    const int user = m_world.ledger().userOf(Uid{*uid});
    if (user < 0 || (user != call.user && !m_world.ledger().users()[size_t(user)].isSub))
        return v2Error(1002, "forbidden");
    const QByteArray accessKey = call.query.value("accessKey");
    JsonWriter json(2048);
    json.beginObject().number("code", 200).text("message", "success").key("data").beginArray();
    for (const ApiKey &key : m_world.keys().all()) {
        if (key.uid.value == *uid && (accessKey.isEmpty() || key.accessKey == accessKey))
            writeKey(json, key, call.nowMs);
    }
    json.endArray().boolean("ok", true).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
