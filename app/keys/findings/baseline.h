// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/apikeyrecord.h"
#include "htx/types/wallet.h"

#include <QHash>
#include <QList>

namespace coffer::keys {

/// A key as it was when its account was first read, or as Coffer made it: what differs later was changed
/// outside.
struct BaselineKey
{
    Uid uid;
    QString accessKey;
    htx::PermissionSet permissions;
    QStringList ipAddresses;
    QString note;
    qint64 acceptedAt = 0; ///< ms UTC
};

/// An address to withdraw to that was there when the address book was first read.
struct BaselineAddress
{
    Uid uid;
    htx::WithdrawAddress address;
    qint64 acceptedAt = 0; ///< ms UTC
};

/// What was read once, so that what comes later is new: the keys of an account (no currency), or its address
/// book of one currency.
struct BaselineReading
{
    Uid uid;
    Currency currency;
    qint64 at = 0; ///< ms UTC
};

/// The accepted state of all accounts.
struct Baseline
{
    QList<BaselineKey> keys;
    QList<BaselineAddress> addresses;
    QList<BaselineReading> readings;
};

} // namespace coffer::keys
