// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QList>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace coffer::keys {

enum class Severity { Info, Warning, Critical };

/// Why a key needs attention, in the order of product.md (Findings). The words are the UI's
/// (ui/keys/findingtext).
enum class FindingKind {
    WithdrawWithoutIpBinding,
    UnplannedPermission,
    UnknownPermission,
    UnusedPermission, ///< not needed by any request in 60 days
    NoIpBinding,
    Expired,
    ExpiresSoon,   ///< within 30 days
    ExpiresUnused, ///< switched off after 90 days without activity (htx-api.md 3.1)
    UnknownKey,    ///< appeared on the account since it was first read
    PermissionsChanged,
    AddressesLooser, ///< more addresses may use it than before
    AddressesChanged,
    NoteChanged,
    Idle,          ///< Coffer has not used it in 60 days
    NewAddress,    ///< an address to withdraw to was added, and this key can withdraw
    ForeignOrders, ///< orders that another API client placed, with this key perhaps
    SecretMissing, ///< its secret could not be read
    NotHeldHere,   ///< on the account, but Coffer does not hold it
    Refused,       ///< the exchange refused the key; see error
    NotVerifiable, ///< the exchange does not tell this key about itself
};

/// "withdraw-without-ip-binding": how a kind is written in files. They must never change.
QString wireName(FindingKind kind);

/// The user's word that a finding is as it should be.
struct Acceptance
{
    QString reason; ///< the user's; plain text
    qint64 at = 0;  ///< ms UTC

    friend bool operator==(const Acceptance &, const Acceptance &) = default;
};

/// One thing about one key, and what was seen of it. Texts are the exchange's and the user's: plain.
struct Finding
{
    FindingKind kind = FindingKind::NotVerifiable;
    Severity severity = Severity::Info;
    std::optional<int> days;            ///< left, of ExpiresSoon and ExpiresUnused; without use, of Idle
    std::optional<Error> error;         ///< of Refused and SecretMissing
    QStringList permissions;            ///< wire words that it is about
    QStringList before, now;            ///< what was accepted and what was seen, where something changed
    int count = 0;                      ///< how many orders, of ForeignOrders
    qint64 at = 0;                      ///< ms UTC, when it was seen or happened; 0 unknown
    std::optional<Acceptance> accepted; ///< the user said that it is all right

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// What was seen, as a fingerprint: an acceptance holds for as long as it is the same. Times and counts are
/// not part of it, days only by the stage they are in.
QString evidenceOf(const Finding &finding);

/// The stage of an expiry that so many days are in: 1, 3, 7, 14 or 30; nullopt beyond.
std::optional<int> expiryStage(int days);

/// The worst first; of equal ones in the order of the kinds.
void sortWorstFirst(QList<Finding> &findings);

} // namespace coffer::keys

Q_DECLARE_METATYPE(coffer::keys::Finding)
