// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/subuserkeyendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/subusers.h"
#include "exchange/totp.h"

namespace coffer::exchange {

namespace {

constexpr int mostKeys = 20;
constexpr qsizetype longestNote = 255;

/// A sub-user's key reads, may trade, and nothing else (htx-api.md 3.1).
bool suitsSubUser(const htx::PermissionSet &permissions)
{
    using htx::Permission;
    const QSet<Permission> beyond = permissions.known - QSet<Permission>{Permission::Read, Permission::Trade};
    return permissions.has(Permission::Read) && beyond.isEmpty() && permissions.unknown.isEmpty();
}

void writeSettings(JsonWriter &json, const ApiKey &key)
{
    json.text("note", key.note.toUtf8()).text("permission", key.permissionText.toUtf8());
    json.text("ipAddresses", key.ipAddresses.join(QLatin1Char(',')).toUtf8());
}

} // namespace

void SubUserKeyEndpoints::addTo(Router &router)
{
    const auto post = [&router](const char *path, std::function<Reply(const Call &)> answer) {
        router.add(
            {path, Envelope::V2, htx::Permission::Trade, 20, std::move(answer), true, htx::Method::Post});
    };
    post("/v2/sub-user/api-key-generation", [this](const Call &call) { return generate(call); });
    post("/v2/sub-user/api-key-modification", [this](const Call &call) { return modify(call); });
    post("/v2/sub-user/api-key-deletion", [this](const Call &call) { return remove(call); });
}

std::optional<Reply> SubUserKeyEndpoints::read(const Body &body, Wishes &wishes)
{
    if (body.has("note")) {
        wishes.note = QString::fromUtf8(body.text("note"));
        if (wishes.note->size() > longestNote)
            return v2Invalid("note");
    }
    if (body.has("permission")) {
        wishes.permission = QString::fromUtf8(body.text("permission"));
        if (!suitsSubUser(htx::PermissionSet::parse(*wishes.permission)))
            return v2Invalid("permission");
    }
    if (body.has("ipAddresses")) {
        wishes.ipAddresses = parseAddressList(QString::fromUtf8(body.text("ipAddresses")));
        if (!wishes.ipAddresses)
            return v2Invalid("ipAddresses");
    }
    return std::nullopt;
}

/// The one-time password is optional since June 2022, and checked when it is there.
Reply SubUserKeyEndpoints::generate(const Call &call)
{
    const auto [user, wrongUser] = readSubUser(m_world.ledger(), call.body, "subUid");
    if (wrongUser)
        return *wrongUser;
    for (const char *field : {"note", "permission"}) {
        if (!call.body.has(field))
            return v2Missing(field);
    }
    Wishes wishes;
    if (const std::optional<Reply> wrong = read(call.body, wishes))
        return *wrong;
    if (call.body.has("otpToken") &&
        !acceptsOneTimePassword(m_world.otpSecret(), call.body.text("otpToken"), call.nowMs))
        return v2Invalid("otpToken");
    if (m_world.settings(user).isLocked)
        return v2Error(2016, "invalid request while value specified in sub user states");
    const Uid uid = m_world.ledger().users()[size_t(user)].uid;
    if (m_world.keys().countOf(uid) >= mostKeys)
        return v2Error(2014, "number of api key in the request exceeded valid range");

    const auto [accessKey, secretKey] = m_world.drawKeyPair();
    ApiKey key;
    key.accessKey = accessKey;
    key.secret = std::make_shared<Secret>(secretKey);
    key.uid = uid;
    key.isSub = true;
    key.note = *wishes.note;
    key.permissionText = *wishes.permission;
    key.permissions = htx::PermissionSet::parse(key.permissionText);
    key.ipAddresses = wishes.ipAddresses.value_or(QStringList());
    key.createdAt = key.updatedAt = call.nowMs;
    key.startLife(call.nowMs);
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginObject();
    json.text("accessKey", accessKey).text("secretKey", secretKey);
    writeSettings(json, key);
    json.endObject().boolean("ok", true).endObject();
    m_world.keys().add(std::move(key));
    return {200, json.take()};
}

std::pair<ApiKey *, Reply> SubUserKeyEndpoints::findKey(const Body &body)
{
    const auto [user, wrongUser] = readSubUser(m_world.ledger(), body, "subUid");
    if (wrongUser)
        return {nullptr, *wrongUser};
    if (!body.has("accessKey"))
        return {nullptr, v2Missing("accessKey")};
    ApiKey *key = m_world.keys().find(body.text("accessKey"));
    if (!key || key->uid != m_world.ledger().users()[size_t(user)].uid)
        return {nullptr, v2Error(1007, "record not found: `accessKey`")};
    return {key, {}};
}

/// A field that is not there stays as it is; an empty list of addresses takes the list away.
Reply SubUserKeyEndpoints::modify(const Call &call)
{
    const auto [key, wrongKey] = findKey(call.body);
    if (!key)
        return wrongKey;
    Wishes wishes;
    if (const std::optional<Reply> wrong = read(call.body, wishes))
        return *wrong;
    key->note = wishes.note.value_or(key->note);
    key->permissionText = wishes.permission.value_or(key->permissionText);
    key->permissions = htx::PermissionSet::parse(key->permissionText);
    key->ipAddresses = wishes.ipAddresses.value_or(key->ipAddresses);
    key->updatedAt = call.nowMs;
    key->startLife(call.nowMs);
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginObject();
    writeSettings(json, *key);
    json.endObject().boolean("ok", true).endObject();
    return {200, json.take()};
}

Reply SubUserKeyEndpoints::remove(const Call &call)
{
    const auto [key, wrongKey] = findKey(call.body);
    if (!key)
        return wrongKey;
    m_world.keys().remove(QByteArray(key->accessKey));
    JsonWriter json(64);
    json.beginObject().number("code", 200).null("data").boolean("ok", true).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
