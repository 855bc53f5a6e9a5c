// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/userendpoints.h"

#include "exchange/jsonwriter.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr size_t subUsersPerPage = 100;

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
    router.add({"/v2/sub-user/user-list", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return subUsers(call); }, true});
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
        return v2Error(2003, "missing mandatory field `uid`");
    const std::optional<qint64> uid = call.query.number("uid");
    if (!uid)
        return v2Error(2002, "invalid field value in `uid`");
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

Reply UserEndpoints::subUsers(const Call &call) const
{
    const qint64 fromId = call.query.number("fromId").value_or(0);
    std::vector<const User *> subs;
    for (const User &user : m_world.ledger().users()) {
        if (user.isSub && user.uid.value >= fromId)
            subs.push_back(&user);
    }
    std::sort(subs.begin(), subs.end(),
              [](const User *left, const User *right) { return left->uid < right->uid; });
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (size_t place = 0; place < std::min(subs.size(), subUsersPerPage); ++place) {
        json.beginObject().number("uid", subs[place]->uid.value).text("userState", "normal");
        json.text("subUserName", subs[place]->name).text("note", subs[place]->note).endObject();
    }
    json.endArray();
    if (subs.size() > subUsersPerPage)
        json.number("nextId", subs[subUsersPerPage]->uid.value);
    json.endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
