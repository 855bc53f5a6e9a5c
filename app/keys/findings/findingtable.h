// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/baseline.h"
#include "keys/findings/finding.h"
#include "store/database.h"

namespace coffer::keys {

/// A finding that the user accepted. It holds while what is seen of that kind on that key is the same.
struct AcceptedFinding
{
    QString accessKey;
    QString kind;          ///< wireName() of it; kinds of a newer version are kept
    QString evidence;      ///< evidenceOf() it
    QString reason;        ///< the user's words; plain text
    qint64 acceptedAt = 0; ///< ms UTC

    friend bool operator==(const AcceptedFinding &, const AcceptedFinding &) = default;
};

/// What findings are judged by: the baseline of the accounts and what the user accepted. In the file of the
/// keys, whose schema (KeyTable::schema()) has its tables.
class FindingTable
{
public:
    explicit FindingTable(store::Database &database);

    Future<QList<AcceptedFinding>> accepted();
    /// Replaces an acceptance of the same thing.
    Future<void> accept(const AcceptedFinding &finding);
    /// Success also when there was none.
    Future<void> withdraw(const AcceptedFinding &finding);

    Future<Baseline> baseline();
    /// Adds to the baseline: keys replace themselves. One transaction.
    Future<void> extend(const Baseline &part);

private:
    store::Database &m_database;
};

} // namespace coffer::keys
