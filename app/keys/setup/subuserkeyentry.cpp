// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/subuserkeyentry.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using Step = SubUserKeyEntry::Step;

constexpr auto kind = "sub-user-key"_L1;
constexpr std::array steps{std::pair{Step::Asking, "asking"_L1}, std::pair{Step::Made, "made"_L1},
                           std::pair{Step::Storing, "storing"_L1}};

QString word(Step step)
{
    return std::ranges::find(steps, step, &decltype(steps)::value_type::first)->second;
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValueConstRef text : value.toArray())
        list << text.toString();
    return list;
}

} // namespace

Pending SubUserKeyEntry::toPending() const
{
    const QJsonObject data{{u"parent"_s, parent.value},
                           {u"subUser"_s, draft.uid.value},
                           {u"note"_s, draft.note},
                           {u"permissions"_s, draft.permissions.toWire()},
                           {u"ips"_s, QJsonArray::fromStringList(draft.ipAddresses)},
                           {u"before"_s, QJsonArray::fromStringList(before)},
                           {u"accessKey"_s, accessKey},
                           {u"key"_s, key.value},
                           {u"place"_s, place},
                           {u"label"_s, label}};
    return {id, kind, word(step), data, startedAt};
}

std::optional<SubUserKeyEntry> SubUserKeyEntry::from(const Pending &pending)
{
    const auto step = std::ranges::find(steps, pending.step, &decltype(steps)::value_type::second);
    if (pending.kind != kind || step == steps.end())
        return std::nullopt;
    const QJsonObject &data = pending.data;
    SubUserKeyEntry entry;
    entry.id = pending.id;
    entry.step = step->first;
    entry.parent = Uid{data.value("parent"_L1).toInteger()};
    entry.draft.uid = Uid{data.value("subUser"_L1).toInteger()};
    entry.draft.note = data.value("note"_L1).toString();
    entry.draft.permissions = htx::PermissionSet::parse(data.value("permissions"_L1).toString());
    entry.draft.ipAddresses = texts(data.value("ips"_L1));
    entry.before = texts(data.value("before"_L1));
    entry.accessKey = data.value("accessKey"_L1).toString();
    entry.key = KeyId{data.value("key"_L1).toString()};
    entry.place = data.value("place"_L1).toString();
    entry.label = data.value("label"_L1).toString();
    entry.startedAt = pending.startedAt;
    if (entry.parent.value == 0 || entry.draft.uid.value == 0)
        return std::nullopt;
    return entry;
}

QString SubUserKeyEntry::findIn(const QList<htx::ApiKeyRecord> &listed) const
{
    const auto found = std::ranges::find_if(listed, [this](const htx::ApiKeyRecord &record) {
        return accessKey.isEmpty() ? record.note == draft.note && !before.contains(record.accessKey)
                                   : record.accessKey == accessKey;
    });
    return found == listed.end() ? QString() : found->accessKey;
}

} // namespace coffer::keys
