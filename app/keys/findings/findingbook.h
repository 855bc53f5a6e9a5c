// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "keys/findings/findingtable.h"
#include "keys/findings/keyfacts.h"
#include "keys/inventoryentry.h"

#include <QObject>

#include <map>

namespace coffer::keys {

/// What requests needed the keys for, from the activity log.
struct UsageReport
{
    qint64 since = 0; ///< ms UTC: every request since then is in it; 0: nothing is known
    QHash<KeyId, QSet<htx::Permission>> needed;
};

/// Judges the keys: by what was accepted when their account was first read, by what they were used for, and
/// by what the user said is all right. The first reading of an account becomes its baseline; so do later the
/// keys that Coffer holds or made itself (expect()). Whatever else differs then is a finding, until the user
/// accepts it or it is so no more. GUI thread.
class FindingBook : public QObject
{
    Q_OBJECT

public:
    FindingBook(FindingTable &table, Clock &clock, QObject *parent = nullptr);

    /// Reads what was kept. Also after a restore from a backup.
    Future<void> load();

    /// An account's keys were read; held: access keys that Coffer holds.
    void noteKeys(Uid uid, const QList<htx::ApiKeyRecord> &keys, const QSet<QString> &held);
    /// Its address book of one asset was read to the end.
    void noteAddresses(Uid uid, const Currency &currency, const QList<htx::WithdrawAddress> &addresses);
    /// Coffer made or changed this key itself: it is to be as it is now, and no finding. Call it before the
    /// next reading can see the change.
    void expect(Uid uid, const htx::ApiKeyRecord &key);

    void setUsage(const UsageReport &usage);
    void setForeignOrders(const QList<ForeignOrders> &orders);

    /// Assets whose address book was read before.
    QList<Currency> currencies(Uid uid) const;
    /// What was accepted of them: an address that is not among these is new.
    QList<htx::WithdrawAddress> knownAddresses(Uid uid) const;

    /// Gives each entry its findings, open and accepted.
    void judge(QList<InventoryEntry> &entries) const;

    /// The user says that a finding is all right. It returns when what is seen changes. InvalidInput (code
    /// "reason") without a reason.
    Future<void> accept(const QString &accessKey, const Finding &finding, const QString &reason);
    /// Takes that back.
    Future<void> withdraw(const QString &accessKey, const Finding &finding);

Q_SIGNALS:
    /// The entries are to be judged anew.
    void changed();
    void failed(const coffer::Error &error);

private:
    bool wasRead(Uid uid, const Currency &currency) const;
    const BaselineKey *baselineOf(Uid uid, const QString &accessKey) const;
    bool isKnown(Uid uid, const htx::WithdrawAddress &address) const;
    void extend(const Baseline &part);
    QList<Finding> findingsOf(const InventoryEntry &entry, const QList<InventoryEntry> &all) const;
    const ForeignOrders *ordersOf(const InventoryEntry &entry, const QList<InventoryEntry> &all) const;
    AcceptedFinding entryOf(const QString &accessKey, const Finding &finding) const;

    FindingTable &m_table;
    Clock &m_clock;
    Baseline m_baseline;
    QList<AcceptedFinding> m_accepted;
    std::map<std::pair<Uid, Currency>, QList<NewAddress>> m_newAddresses; ///< that the baseline lacks
    UsageReport m_usage;
    QList<ForeignOrders> m_foreignOrders;
};

} // namespace coffer::keys
