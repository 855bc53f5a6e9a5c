// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/secret.h"
#include "htx/types/account.h"
#include "htx/types/permission.h"

#include <optional>

namespace coffer::htx {

/// A sub-user, from GET /v2/sub-user/user-list (parent keys only).
struct SubUser
{
    Uid uid;
    QString state; ///< "normal" or "lock"
    QString name;
    QString note;
};

/// A sub-user to be made: 6 to 20 letters and digits, a letter first.
struct SubUserDraft
{
    QString name;
    QString note; ///< at most 20 characters
};

/// What became of one of them: a uid, or why there is none.
struct CreatedSubUser
{
    QString name;
    QString note;
    Uid uid;
    std::optional<Error> refusal;
};

/// What became of a change for one sub-user.
struct SubUserAnswer
{
    Uid uid;
    QString accountType;
    QString setting; ///< activation or deductMode: the wire word
    std::optional<bool> transferable;
    std::optional<Error> refusal;
};

/// The accounts of a sub-user (GET /v2/sub-user/account-list).
struct SubUserAccounts
{
    struct Entry
    {
        AccountId id;
        QString subtype;
        QString state; ///< "normal" or "locked"
    };
    struct Kind
    {
        QString type;       ///< "spot", "isolated-margin" …
        QString activation; ///< "activated" or "deactivated"
        std::optional<bool> transferable;
        QList<Entry> accounts;
    };
    Uid uid;
    QString deductMode; ///< "master" or "sub"
    QList<Kind> kinds;
};

/// One asset over all sub-users (GET /v1/subuser/aggregate-balance).
struct AggregateBalance
{
    Currency currency;
    QString type; ///< "spot", "margin", "point", "super-margin"
    Decimal balance;
};

/// One account of a sub-user with its balance (GET /v1/account/accounts/{sub-uid}).
struct SubUserBalance
{
    AccountId id;
    QString type;
    QString state;
    Symbol symbol; ///< isolated margin only
    QList<BalanceRow> rows;
};

/// A key to be made for a sub-user, or what an existing one shall become. All is always sent: what a missing
/// member means is not documented (htx-api.md 3.2).
struct SubUserKeyDraft
{
    Uid uid;
    QString note;              ///< at most 255 characters
    PermissionSet permissions; ///< Read and perhaps Trade
    QStringList ipAddresses;
};

/// What the exchange answers about the key. The secret is sent once, and only for a new key.
struct SubUserKey
{
    QString accessKey; ///< of a new key only
    SharedSecret secret;
    QString note;
    PermissionSet permissions;
    QStringList ipAddresses;
};

} // namespace coffer::htx
