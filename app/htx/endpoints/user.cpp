// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/user.h"

#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"

namespace coffer::htx::endpoints::user {

namespace {

using namespace json;

Result<Uid> parseUid(Value data)
{
    return readValue<Identifier, Uid>(data);
}

bool readPermissions(const Input &in, ApiKeyRecord &record)
{
    QString words;
    if (!Text{}(in, words))
        return false;
    record.permissions = PermissionSet::parse(words);
    return true;
}

bool readAddresses(const Input &in, ApiKeyRecord &record)
{
    QString list;
    if (!Text{}(in, list))
        return false;
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts)) {
        if (const QString address = part.trimmed(); !address.isEmpty())
            record.ipAddresses.append(address);
    }
    return true;
}

constexpr Schema keySchema({
    field<&ApiKeyRecord::accessKey, Text>("accessKey"),
    field<&ApiKeyRecord::status, Word>("status"),
    field<&ApiKeyRecord::note, Text>("note", Need::Optional),
    field<ApiKeyRecord, readPermissions>("permission"),
    field<ApiKeyRecord, readAddresses>("ipAddresses", Need::Optional),
    field<&ApiKeyRecord::validDays, LooseInteger>("validDays", Need::Optional),
    field<&ApiKeyRecord::createdAt, LooseInteger>("createTime", Need::Optional),
    field<&ApiKeyRecord::updatedAt, LooseInteger>("updateTime", Need::Optional),
});

constexpr Schema subUserSchema({
    field<&SubUser::uid, Identifier>("uid"),
    field<&SubUser::state, Word>("userState"),
    field<&SubUser::name, Text>("subUserName", Need::Optional),
    field<&SubUser::note, Text>("note", Need::Optional),
});

Result<QList<ApiKeyRecord>> parseKeys(Value data)
{
    return readList(data, keySchema);
}

Result<QList<SubUser>> parseSubUsers(Value data)
{
    return readList(data, subUserSchema);
}

} // namespace

Call<Uid> uid()
{
    return {readGet("/v2/user/uid", 20), parseUid};
}

Call<QList<ApiKeyRecord>> apiKeys(Uid uid, const QString &accessKey)
{
    Query query;
    add(query, "uid", uid.value);
    add(query, "accessKey", accessKey);
    return {readGet("/v2/user/api-key", 20, std::move(query)), parseKeys};
}

Call<QList<SubUser>> subUsers()
{
    return {readGet("/v2/sub-user/user-list", 20), parseSubUsers};
}

} // namespace coffer::htx::endpoints::user
