// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/subuserendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/subusers.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr size_t perPage = 100;
constexpr size_t mostAtOnce = 50;
constexpr int mostSubUsers = 200;

/// 6 to 20 letters and digits, a letter first.
bool isUserName(const QByteArray &name)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return name.size() >= 6 && name.size() <= 20 && isLetter(name[0]) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

bool isTaken(const Ledger &ledger, const QByteArray &name)
{
    return std::any_of(ledger.users().begin(), ledger.users().end(),
                       [lower = name.toLower()](const User &user) { return user.name.toLower() == lower; });
}

QByteArrayView stateName(const UserSettings &settings)
{
    return settings.isLocked ? "lock" : "normal";
}

Reply finished(JsonWriter &json)
{
    json.endArray().boolean("ok", true).endObject();
    return {200, json.take()};
}

/// The UIDs of a list, or why the list is refused as a whole.
std::pair<QByteArrayList, std::optional<Reply>> readUids(const Body &body)
{
    if (!body.has("subUids"))
        return {{}, v2Missing("subUids")};
    QByteArrayList uids = body.list("subUids");
    if (uids.isEmpty() || size_t(uids.size()) > mostAtOnce)
        return {{}, v2Invalid("subUids")};
    return {uids, std::nullopt};
}

} // namespace

void SubUserEndpoints::addTo(Router &router)
{
    using Handler = Reply (SubUserEndpoints::*)(const Call &);
    using Reader = Reply (SubUserEndpoints::*)(const Call &) const;
    const auto get = [this, &router](const char *path, Reader answer) {
        router.add({path, Envelope::V2, htx::Permission::Read, 20,
                    [this, answer](const Call &call) { return (this->*answer)(call); }, true});
    };
    const auto post = [this, &router](const char *path, Handler answer) {
        router.add({path, Envelope::V2, htx::Permission::Trade, 20,
                    [this, answer](const Call &call) { return (this->*answer)(call); }, true,
                    htx::Method::Post});
    };
    post("/v2/sub-user/creation", &SubUserEndpoints::create);
    get("/v2/sub-user/user-list", &SubUserEndpoints::list);
    get("/v2/sub-user/user-state", &SubUserEndpoints::state);
    post("/v2/sub-user/management", &SubUserEndpoints::manage);
    get("/v2/sub-user/account-list", &SubUserEndpoints::accounts);
    post("/v2/sub-user/tradable-market", &SubUserEndpoints::setTradableMarket);
    post("/v2/sub-user/transferability", &SubUserEndpoints::setTransferability);
    post("/v2/sub-user/deduct-mode", &SubUserEndpoints::setDeductMode);
}

/// Partial success: each that can't be made says why.
Reply SubUserEndpoints::create(const Call &call)
{
    if (!call.body.has("userList"))
        return v2Missing("userList");
    const std::vector<Body> wanted = call.body.rows("userList");
    if (wanted.empty() || wanted.size() > mostAtOnce)
        return v2Invalid("userList");
    const auto &users = m_world.ledger().users();
    const auto subs = std::count_if(users.begin(), users.end(), [](const User &user) { return user.isSub; });
    if (size_t(subs) + wanted.size() > mostSubUsers)
        return v2Error(2014, "number of sub account in the request exceeded valid range");
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const Body &row : wanted) {
        const QByteArray name = row.text("userName"), note = row.text("note");
        const bool fits = isUserName(name) && QString::fromUtf8(note).size() <= 20;
        json.beginObject().text("userName", name).text("note", note);
        if (fits && !isTaken(m_world.ledger(), name)) {
            const int user = m_world.addSubUser(name, note);
            json.number("uid", m_world.ledger().users()[size_t(user)].uid.value);
        } else {
            json.text("errCode", "2002");
            json.text("errMessage", fits               ? "value in user name duplicated with existing record"
                                    : isUserName(name) ? "invalid field value in note"
                                                       : "invalid field value in userName");
        }
        json.endObject();
    }
    return finished(json);
}

Reply SubUserEndpoints::list(const Call &call) const
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
    for (size_t place = 0; place < std::min(subs.size(), perPage); ++place) {
        const User &sub = *subs[place];
        json.beginObject().number("uid", sub.uid.value);
        json.text("userState", stateName(m_world.settings(m_world.ledger().userOf(sub.uid))));
        json.text("subUserName", sub.name).text("note", sub.note).endObject();
    }
    json.endArray();
    if (subs.size() > perPage)
        json.number("nextId", subs[perPage]->uid.value);
    json.endObject();
    return {200, json.take()};
}

Reply SubUserEndpoints::state(const Call &call) const
{
    const auto [user, wrong] = readSubUser(m_world.ledger(), call.query, "subUid");
    if (wrong)
        return *wrong;
    JsonWriter json(96);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.number("uid", m_world.ledger().users()[size_t(user)].uid.value);
    json.text("userState", stateName(m_world.settings(user))).endObject().endObject();
    return {200, json.take()};
}

Reply SubUserEndpoints::manage(const Call &call)
{
    const auto [user, wrong] = readSubUser(m_world.ledger(), call.body, "subUid");
    if (wrong)
        return *wrong;
    const QByteArray action = call.body.text("action");
    if (!call.body.has("action"))
        return v2Missing("action");
    if (action != "lock" && action != "unlock")
        return v2Invalid("action");
    UserSettings &settings = m_world.settings(user);
    if (settings.isLocked == (action == "lock"))
        return v2Error(2016, "invalid request while value specified in sub user states");
    settings.isLocked = action == "lock";
    JsonWriter json(96);
    json.beginObject().number("code", 200).key("data").beginObject();
    json.number("subUid", m_world.ledger().users()[size_t(user)].uid.value);
    json.text("userState", stateName(settings)).endObject().boolean("ok", true).endObject();
    return {200, json.take()};
}

void SubUserEndpoints::writeAccounts(JsonWriter &json, int user, const char *type,
                                     const QByteArray &ledgerType) const
{
    const UserSettings &settings = m_world.settings(user);
    const bool isActive = ledgerType == "spot"     ? true
                          : ledgerType == "margin" ? settings.hasIsolatedMargin
                                                   : settings.hasCrossMargin;
    json.beginObject().text("accountType", type).text("activation", isActive ? "activated" : "deactivated");
    if (ledgerType == "spot")
        json.boolean("transferrable", settings.isTransferable);
    bool isFirst = true;
    for (const int place : m_world.ledger().users()[size_t(user)].accounts) {
        const Account &account = m_world.ledger().accounts()[size_t(place)];
        if (account.type != ledgerType)
            continue;
        if (isFirst)
            json.key("accountIds").beginArray();
        isFirst = false;
        json.beginObject().number("accountId", account.id.value);
        if (!account.subtype.isEmpty())
            json.text("subType", account.subtype);
        json.text("accountStatus", settings.isLocked ? "locked" : "normal").endObject();
    }
    if (!isFirst)
        json.endArray();
    json.endObject();
}

Reply SubUserEndpoints::accounts(const Call &call) const
{
    const auto [user, wrong] = readSubUser(m_world.ledger(), call.query, "subUid");
    if (wrong)
        return *wrong;
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginObject();
    json.number("uid", m_world.ledger().users()[size_t(user)].uid.value);
    json.text("deductMode", m_world.settings(user).deductMode).key("list").beginArray();
    writeAccounts(json, user, "isolated-margin", "margin");
    writeAccounts(json, user, "cross-margin", "super-margin");
    writeAccounts(json, user, "spot", "spot");
    json.endArray().endObject().endObject();
    return {200, json.take()};
}

/// Its UIDs go back as texts.
Reply SubUserEndpoints::setTradableMarket(const Call &call)
{
    const auto [uids, wrong] = readUids(call.body);
    if (wrong)
        return *wrong;
    for (const char *field : {"accountType", "activation"}) {
        if (!call.body.has(field))
            return v2Missing(field);
    }
    const QByteArray type = call.body.text("accountType"), activation = call.body.text("activation");
    if (type != "isolated-margin" && type != "cross-margin")
        return v2Invalid("accountType");
    if (activation != "activated" && activation != "deactivated")
        return v2Invalid("activation");
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const QByteArray &uid : uids) {
        const int user = subUserOf(m_world.ledger(), uid);
        json.beginObject().text("subUid", uid).text("accountType", type);
        if (user >= 0) {
            UserSettings &settings = m_world.settings(user);
            (type == "cross-margin" ? settings.hasCrossMargin : settings.hasIsolatedMargin) =
                activation == "activated";
            json.text("activation", activation);
        } else {
            json.number("errCode", 1002).text("errMessage", "forbidden");
        }
        json.endObject();
    }
    return finished(json);
}

/// Its UIDs go back as numbers.
Reply SubUserEndpoints::setTransferability(const Call &call)
{
    const auto [uids, wrong] = readUids(call.body);
    if (wrong)
        return *wrong;
    if (call.body.has("accountType") && call.body.text("accountType") != "spot")
        return v2Invalid("accountType");
    if (!call.body.has("transferrable"))
        return v2Missing("transferrable");
    const std::optional<bool> transferable = call.body.flag("transferrable");
    if (!transferable)
        return v2Invalid("transferrable");
    for (const QByteArray &uid : uids) {
        if (bool isNumber = false; uid.toLongLong(&isNumber) < 0 || !isNumber)
            return v2Invalid("subUids");
    }
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const QByteArray &uid : uids) {
        const int user = subUserOf(m_world.ledger(), uid);
        json.beginObject().text("accountType", "spot");
        if (user >= 0) {
            m_world.settings(user).isTransferable = *transferable;
            json.boolean("transferrable", *transferable).number("subUid", uid.toLongLong());
        } else {
            json.number("subUid", uid.toLongLong()).number("errCode", 2002);
            json.text("errMessage", "invalid field value in `" + uid + '`');
        }
        json.endObject();
    }
    return finished(json);
}

/// Its UIDs go back as texts.
Reply SubUserEndpoints::setDeductMode(const Call &call)
{
    const auto [uids, wrong] = readUids(call.body);
    if (wrong)
        return *wrong;
    if (!call.body.has("deductMode"))
        return v2Missing("deductMode");
    const QByteArray mode = call.body.text("deductMode");
    if (mode != "master" && mode != "sub")
        return v2Invalid("deductMode");
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const QByteArray &uid : uids) {
        const int user = subUserOf(m_world.ledger(), uid);
        json.beginObject().text("subUid", uid);
        if (user >= 0) {
            m_world.settings(user).deductMode = mode;
            json.text("deductMode", mode);
        } else {
            json.number("errCode", 1002).text("errMessage", "forbidden");
        }
        json.endObject();
    }
    return finished(json);
}

} // namespace coffer::exchange
