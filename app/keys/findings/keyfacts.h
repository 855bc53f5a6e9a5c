// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/baseline.h"
#include "keys/findings/finding.h"
#include "keys/keyrecord.h"

namespace coffer::keys {

/// What Coffer's requests needed a key for, as the activity log tells it.
struct KeyUsage
{
    qint64 since = 0;             ///< ms UTC: all requests since then are counted; 0 none are
    QSet<htx::Permission> needed; ///< by some request since then
};

/// Orders of an account that came in over the API without Coffer.
struct ForeignOrders
{
    Uid uid;
    int count = 0;
    qint64 lastAt = 0;   ///< ms UTC
    QStringList sources; ///< "spot-api", …
    QStringList markets; ///< symbols

    friend bool operator==(const ForeignOrders &, const ForeignOrders &) = default;
};

/// An address of the address book that the baseline does not have.
struct NewAddress
{
    htx::WithdrawAddress address;
    qint64 seenAt = 0; ///< ms UTC
};

/// All that is known of one key. Null is unknown; held or listed must be there.
struct KeyFacts
{
    const KeyRecord *held = nullptr;
    const htx::ApiKeyRecord *listed = nullptr; ///< from the last reading that got through
    const BaselineKey *baseline = nullptr;
    bool isNew = false; ///< its account was read before, without it
    const KeyUsage *usage = nullptr;
    const ForeignOrders *foreignOrders = nullptr; ///< which this key may have placed
    QList<NewAddress> newAddresses{};             ///< that this key may withdraw to
    qint64 seenAt = 0;                            ///< ms UTC, when the exchange's record was read; 0 unknown
    qint64 now = 0;                               ///< ms UTC; 0: nothing is known of ages

    /// The exchange's record, fresh or stored; null when it was never told.
    const htx::ApiKeyRecord *record() const
    {
        return listed ? listed : held && held->onExchange ? &*held->onExchange : nullptr;
    }
};

/// All findings of one key, worst first. Pure.
QList<Finding> findings(const KeyFacts &facts);

/// Those that tell what changed outside Coffer: part of findings().
QList<Finding> driftFindings(const KeyFacts &facts);

/// True when its holder can take funds away, or nobody knows what it allows.
bool movesFunds(const htx::PermissionSet &permissions);

/// The words of a set as the exchange writes them, weakest first.
QStringList wireWords(const htx::PermissionSet &permissions);

} // namespace coffer::keys
