// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/subusers.h"

namespace coffer::exchange {

namespace {

std::pair<int, std::optional<Reply>> readSubUser(const Ledger &ledger, bool has, const QByteArray &uid,
                                                 const char *field)
{
    if (!has)
        return {-1, v2Missing(field)};
    const int user = subUserOf(ledger, uid);
    return {user, user < 0 ? std::optional(v2Invalid(field)) : std::nullopt};
}

} // namespace

int subUserOf(const Ledger &ledger, const QByteArray &uid)
{
    bool isNumber = false;
    const int user = ledger.userOf(Uid{uid.toLongLong(&isNumber)});
    return isNumber && user >= 0 && ledger.users()[size_t(user)].isSub ? user : -1;
}

std::pair<int, std::optional<Reply>> readSubUser(const Ledger &ledger, const Body &body, const char *field)
{
    return readSubUser(ledger, body.has(field), body.text(field), field);
}

std::pair<int, std::optional<Reply>> readSubUser(const Ledger &ledger, const Query &query, const char *field)
{
    return readSubUser(ledger, query.has(field), query.value(field), field);
}

} // namespace coffer::exchange
