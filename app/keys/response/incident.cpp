// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/incident.h"

#include "core/errorword.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

/// The one with that word; the last one, which is no value, where none has it.
template<class Enum, class Word>
Enum enumFrom(const QJsonValue &value, Enum end, Word wordOf)
{
    int candidate = 0;
    while (candidate < int(end) && value.toString() != wordOf(Enum(candidate)))
        ++candidate;
    return Enum(candidate);
}

QJsonObject jsonOf(const StepRecord &record)
{
    QJsonObject json{{u"state"_s, stateWord(record.state)},
                     {u"fact"_s, factWord(record.fact)},
                     {u"at"_s, record.at},
                     {u"found"_s, record.found},
                     {u"done"_s, record.done},
                     {u"left"_s, record.left},
                     {u"reason"_s, record.reason},
                     {u"evidence"_s, record.evidence},
                     {u"usedKey"_s, record.usedKey},
                     {u"usedCompromised"_s, record.usedCompromised},
                     {u"told"_s, QJsonArray::fromStringList(record.told)}};
    if (record.error) {
        json.insert(u"error"_s, failureWord(record.error->kind));
        json.insert(u"errorCode"_s, record.error->code);
        json.insert(u"errorDetail"_s, record.error->detail);
    }
    return json;
}

StepRecord recordFrom(const QJsonObject &json)
{
    StepRecord record;
    record.state = enumFrom(json.value("state"_L1), StepState(int(StepState::Skipped) + 1), stateWord);
    record.fact = enumFrom(json.value("fact"_L1), StepFact::Count, factWord);
    record.at = json.value("at"_L1).toInteger();
    record.found = json.value("found"_L1).toInt();
    record.done = json.value("done"_L1).toInt();
    record.left = json.value("left"_L1).toInt();
    record.reason = json.value("reason"_L1).toString();
    record.evidence = json.value("evidence"_L1).toString();
    record.usedKey = json.value("usedKey"_L1).toString();
    record.usedCompromised = json.value("usedCompromised"_L1).toBool();
    const QJsonArray told = json.value("told"_L1).toArray();
    for (const QJsonValueConstRef id : told)
        record.told << id.toString();
    if (const auto kind = failureFrom(json.value("error"_L1).toString())) {
        record.error = Error{*kind, json.value("errorCode"_L1).toString(),
                             json.value("errorDetail"_L1).toString(), std::nullopt};
    }
    // Words that this version does not know say nothing that it could repeat.
    if (int(record.state) > int(StepState::Skipped) || record.fact == StepFact::Count)
        return {};
    if (record.state == StepState::Running) {
        record.state = StepState::Unproved;
        record.fact = StepFact::Interrupted;
    }
    return record;
}

} // namespace

ResponseStep Incident::current() const
{
    int step = 0;
    while (step < responseSteps && steps[std::size_t(step)].isSettled())
        ++step;
    return ResponseStep(step);
}

bool Incident::mayRun(ResponseStep step) const
{
    return int(step) <= int(current());
}

QJsonObject Incident::toJson() const
{
    QJsonObject list;
    for (int i = 0; i < responseSteps; ++i)
        list.insert(stepWord(ResponseStep(i)), jsonOf(steps[std::size_t(i)]));
    return {{u"key"_s, key.value},
            {u"accessKey"_s, accessKey},
            {u"label"_s, label},
            {u"uid"_s, uid.value},
            {u"isSubUser"_s, isSubUser},
            {u"holder"_s, holder},
            {u"permissions"_s, permissions.toWire()},
            {u"startedAt"_s, startedAt},
            {u"since"_s, since},
            {u"steps"_s, list},
            {u"id"_s, id}};
}

std::optional<Incident> Incident::fromJson(const QJsonObject &json)
{
    Incident incident;
    incident.id = json.value("id"_L1).toString();
    incident.key = KeyId{json.value("key"_L1).toString()};
    incident.accessKey = json.value("accessKey"_L1).toString();
    incident.label = json.value("label"_L1).toString();
    incident.uid = Uid{json.value("uid"_L1).toInteger()};
    incident.isSubUser = json.value("isSubUser"_L1).toBool();
    incident.holder = json.value("holder"_L1).toString();
    incident.permissions = htx::PermissionSet::parse(json.value("permissions"_L1).toString());
    incident.startedAt = json.value("startedAt"_L1).toInteger();
    incident.since = json.value("since"_L1).toInteger();
    const QJsonObject list = json.value("steps"_L1).toObject();
    for (int i = 0; i < responseSteps; ++i)
        incident.steps[std::size_t(i)] = recordFrom(list.value(stepWord(ResponseStep(i))).toObject());
    if (incident.id.isEmpty() || incident.accessKey.isEmpty() || incident.uid.value == 0)
        return std::nullopt;
    return incident;
}

QString stepWord(ResponseStep step)
{
    switch (step) {
    case ResponseStep::Stop:
        return u"stop-using"_s;
    case ResponseStep::Orders:
        return u"cancel-orders"_s;
    case ResponseStep::Conditionals:
        return u"cancel-conditional-orders"_s;
    case ResponseStep::Withdrawals:
        return u"cancel-withdrawals"_s;
    case ResponseStep::Delete:
        return u"delete-key"_s;
    case ResponseStep::Wipe:
        return u"wipe-here"_s;
    case ResponseStep::Replace:
        return u"replace"_s;
    case ResponseStep::Review:
        return u"review"_s;
    case ResponseStep::Report:
        return u"report"_s;
    case ResponseStep::Count:
        break;
    }
    return {};
}

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::ToDo:
        return u"to-do"_s;
    case StepState::Running:
        return u"running"_s;
    case StepState::Done:
        return u"done"_s;
    case StepState::Unproved:
        return u"could-not-be-proved"_s;
    case StepState::Failed:
        return u"failed"_s;
    case StepState::Skipped:
        return u"skipped"_s;
    }
    return {};
}

QString factWord(StepFact fact)
{
    switch (fact) {
    case StepFact::None:
        return u"none"_s;
    case StepFact::NoLongerGiven:
        return u"no-longer-given"_s;
    case StepFact::StillGiven:
        return u"still-given"_s;
    case StepFact::NotHeld:
        return u"not-held"_s;
    case StepFact::NothingOpen:
        return u"nothing-open"_s;
    case StepFact::AllGone:
        return u"all-gone"_s;
    case StepFact::GoneUnaccepted:
        return u"gone-unaccepted"_s;
    case StepFact::SomeLeft:
        return u"some-left"_s;
    case StepFact::CannotWithdraw:
        return u"cannot-withdraw"_s;
    case StepFact::NotListed:
        return u"no-longer-listed"_s;
    case StepFact::StillListed:
        return u"still-listed"_s;
    case StepFact::Wiped:
        return u"wiped"_s;
    case StepFact::Replaced:
        return u"replaced"_s;
    case StepFact::ReplacedWider:
        return u"replaced-with-more-rights"_s;
    case StepFact::Reviewed:
        return u"reviewed"_s;
    case StepFact::Saved:
        return u"saved"_s;
    case StepFact::Unreadable:
        return u"unreadable"_s;
    case StepFact::Refused:
        return u"refused"_s;
    case StepFact::Interrupted:
        return u"interrupted"_s;
    case StepFact::Count:
        break;
    }
    return {};
}

} // namespace coffer::keys
