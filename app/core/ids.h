// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace coffer {

/// Ids are one-member structs, so that one can't be passed for another. All compare, hash and are cheap to
/// copy.
#define COFFER_ID(Name, Type)                                                                                \
    struct Name                                                                                              \
    {                                                                                                        \
        Type value{};                                                                                        \
        friend bool operator==(const Name &, const Name &) = default;                                        \
        friend auto operator<=>(const Name &left, const Name &right)                                         \
        {                                                                                                    \
            return left.value < right.value   ? std::strong_ordering::less                                   \
                   : right.value < left.value ? std::strong_ordering::greater                                \
                                              : std::strong_ordering::equal;                                 \
        }                                                                                                    \
        friend size_t qHash(const Name &id, size_t seed = 0) { return ::qHash(id.value, seed); }             \
    };

COFFER_ID(Uid, qint64)         ///< a user or sub-user of the exchange
COFFER_ID(AccountId, qint64)   ///< one account (spot, margin, …) of a user
COFFER_ID(OrderId, QString)    ///< as text: it may pass 64 bits (security.md 8b, 19)
COFFER_ID(FillId, QString)     ///< the record id of a match result, the one paging uses
COFFER_ID(TransferId, QString) ///< a deposit's or withdrawal's id
COFFER_ID(KeyId, QString)      ///< Coffer's own id of a key: a random UUID without braces
COFFER_ID(Symbol,
          QString) ///< a market in lower case, e.g. "btcusdt"; base and quote come from the symbol list
COFFER_ID(Currency, QString) ///< an asset in lower case, e.g. "usdt"

#undef COFFER_ID

} // namespace coffer
