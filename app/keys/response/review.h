// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/requestrecord.h"
#include "htx/types/accountrecord.h"
#include "htx/types/apikeyrecord.h"
#include "htx/types/transfer.h"
#include "htx/types/wallet.h"
#include "keys/response/openitem.h"

#include <QList>

#include <optional>

namespace coffer::keys {

/// What happened on an account, by kind.
enum class ReviewKind { Order, Fill, Withdrawal, Deposit, Move, Address, Key, Count };

/// "order", "fill", "withdrawal" …: the lasting names in files.
QString reviewWord(ReviewKind kind);

/// What Coffer itself did to a row, by its own record of requests.
enum class ByCoffer { No, Placed, Cancelled };

/// One thing that happened.
struct ReviewRow
{
    ReviewKind kind = ReviewKind::Order;
    qint64 time = 0; ///< ms UTC; 0: not known
    QString id{};
    QString subject{}; ///< market or currency, as on the wire; of a key its masked access key
    std::optional<htx::Side> side{};
    QString detail{}; ///< order kind, address, permissions …; plain text
    std::optional<Decimal> amount{};
    std::optional<Decimal> price{}; ///< quote currency
    QString state{};                ///< the wire word
    QString source{};       ///< who placed it, as the exchange says: "api", "spot-web" …; may be empty
    qint64 cancelledAt = 0; ///< ms UTC, of an order; 0: it was not
    ByCoffer byCoffer = ByCoffer::No;
    bool isLocal = false; ///< only this computer's history has it

    friend bool operator==(const ReviewRow &, const ReviewRow &) = default;
};

/// A part that could not be read, so that what happened there is not known.
struct ReviewGap
{
    ReviewKind kind = ReviewKind::Order;
    std::optional<Error> error; ///< missing: the exchange does not serve all of it
    qint64 before = 0;          ///< ms UTC: unknown before this time only; 0: all of it

    friend bool operator==(const ReviewGap &, const ReviewGap &) = default;
};

/// What happened since a date.
struct Review
{
    qint64 since = 0;      ///< ms UTC
    qint64 readAt = 0;     ///< ms UTC
    QList<ReviewRow> rows; ///< newest first; without a known time last
    QList<ReviewGap> gaps; ///< one a kind

    int byCoffer() const;
};

/// What this computer knows apart from the exchange.
struct LocalEvidence
{
    QList<htx::Order> orders; ///< of the account, since the date
    QList<htx::Fill> fills;
    QList<htx::Transfer> transfers;
    QList<htx::RequestRecord> requests; ///< Coffer's own POSTs since the date
    /// The address book as it was accepted (filled in by the response); nullopt: it never was, so no address
    /// can be called new.
    std::optional<QList<htx::WithdrawAddress>> knownAddresses;
};

/// What the exchange says.
struct RemoteEvidence
{
    QList<htx::Order> orders;
    QList<htx::Fill> fills;
    QList<htx::Transfer> transfers;
    QList<htx::LedgerRecord> moves;
    QList<htx::WithdrawAddress> addresses;
    QList<htx::ApiKeyRecord> keys;
    QList<ReviewGap> gaps;
};

/// Both together, each thing once and as the exchange has it, with Coffer's own marked. Pure.
Review reviewOf(const RemoteEvidence &remote, const LocalEvidence &local, qint64 since, qint64 nowMs);

/// Marks those that Coffer asked to cancel, by id, and that were. Pure.
void markCancelled(QList<ReviewRow> &rows, ReviewKind kind, const QStringList &ids);

/// Marks what fits in time to a request of Coffer's own that the exchange accepted, or may have. Pure.
void markOwn(QList<ReviewRow> &rows, const QList<htx::RequestRecord> &requests);

} // namespace coffer::keys
