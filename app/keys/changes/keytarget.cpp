// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/keytarget.h"

#include "keys/changes/keyedit.h"
#include "keys/changes/revocation.h"
#include "keys/changes/rotation.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

KeyTarget KeyTarget::of(const InventoryEntry &entry)
{
    KeyTarget target;
    target.accessKey = entry.accessKey();
    target.uid = entry.uid;
    target.isSubUser = entry.isSubUser;
    if (entry.held) {
        target.held = entry.held->id;
        target.label = entry.held->label;
    } else if (entry.listed) {
        target.label = entry.listed->note;
    }
    return target;
}

QStringList KeyTarget::entryIds() const
{
    QStringList ids;
    for (const char *change : {KeyEdit::kind, Rotation::kind, Revocation::kind})
        ids << entryId(QLatin1StringView(change));
    return ids;
}

QJsonObject KeyTarget::toJson() const
{
    // A uid has up to 19 digits, more than a JSON number of QJson keeps.
    return {{u"accessKey"_s, accessKey}, {u"uid"_s, QString::number(uid.value)}, {u"isSubUser"_s, isSubUser},
            {u"held"_s, held.value},     {u"mayAskItself"_s, mayAskItself},      {u"label"_s, label}};
}

KeyTarget KeyTarget::fromJson(const QJsonObject &json)
{
    return {.accessKey = json.value("accessKey"_L1).toString(),
            .uid = Uid{json.value("uid"_L1).toString().toLongLong()},
            .isSubUser = json.value("isSubUser"_L1).toBool(),
            .held = KeyId{json.value("held"_L1).toString()},
            .label = json.value("label"_L1).toString(),
            .mayAskItself = json.value("mayAskItself"_L1).toBool(true)};
}

} // namespace coffer::keys
