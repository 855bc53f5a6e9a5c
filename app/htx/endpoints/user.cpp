// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/user.h"

#include "htx/endpoints/keyfields.h"
#include "htx/endpoints/requests.h"
#include "htx/jsonreader.h"

namespace coffer::htx::endpoints::user {

namespace {

using namespace json;

Result<Uid> parseUid(Value data)
{
    return readValue<Identifier, Uid>(data);
}

constexpr Schema keySchema({
    field<&ApiKeyRecord::accessKey, Text>("accessKey"),
    field<&ApiKeyRecord::status, Word>("status"),
    field<&ApiKeyRecord::note, Text>("note", Need::Optional),
    field<ApiKeyRecord, readPermissions<ApiKeyRecord>>("permission"),
    field<ApiKeyRecord, readAddresses<ApiKeyRecord>>("ipAddresses", Need::Optional),
    field<&ApiKeyRecord::validDays, LooseInteger>("validDays", Need::Optional),
    field<&ApiKeyRecord::createdAt, LooseInteger>("createTime", Need::Optional),
    field<&ApiKeyRecord::updatedAt, LooseInteger>("updateTime", Need::Optional),
});

Result<QList<ApiKeyRecord>> parseKeys(Value data)
{
    return readList(data, keySchema);
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

} // namespace coffer::htx::endpoints::user
