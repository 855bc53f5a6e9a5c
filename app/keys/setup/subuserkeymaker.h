// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/setup/subuserkeyentry.h"

#include <QObject>

#include <memory>
#include <optional>

namespace coffer::keys {

/// Makes a key for a sub-user through the API (htx-api.md 3.2) and holds its secret until it is stored. The
/// journal knows of it before the exchange is asked and until it is stored or deleted, so that no key is lost
/// silently. One key an object. GUI thread.
class SubUserKeyMaker : public QObject
{
    Q_OBJECT

public:
    /// What a key is to be. The main account `parent` has a key with Trade here.
    struct Wish
    {
        Uid parent;
        htx::SubUserKeyDraft draft; ///< uid 0: newSubUser is made first
        QString newSubUser;         ///< name: 6 to 20 letters and digits, a letter first
        QString label;              ///< the user's name for it, for the journal
    };

    /// Why a key can't be had although the exchange was asked: the codes of OutcomeUnknown errors.
    static constexpr auto notListed = "not-listed";    ///< no answer came, and the key is not listed so far
    static constexpr auto withoutSecret = "no-secret"; ///< no answer came; the key is there, without a secret

    SubUserKeyMaker(Keyring &keyring, KeyInventory &inventory, SecretStores &stores, PendingTable &pending,
                    Clock &clock, QObject *parent = nullptr);
    ~SubUserKeyMaker() override;

    /// Asks the exchange once. otp: six digits, or empty. Afterwards made() holds the key. On
    /// OutcomeUnknown the exchange's list was compared; code says what it showed, orphan() which key is there
    /// without its secret. On any other error nothing was made, but perhaps the sub-user: see subUser().
    Future<CheckedKey> make(const Wish &wish, const QString &otp);

    /// The key that was made and is neither stored nor deleted.
    const std::optional<CheckedKey> &made() const { return m_made; }
    /// Its secret; empty without made().
    SharedSecret secret() const { return m_secret; }
    /// Access key of a key that was made although its reply was lost; empty when there is none.
    QString orphan() const { return m_made ? QString() : m_entry.accessKey; }
    /// Whose key it is: also after a failure, when the sub-user was made.
    Uid subUser() const { return m_entry.draft.uid; }

    /// Puts the secret into the plan's store and the record into the table. After a failure made() is still
    /// there: save again, to another place perhaps, or remove. checked: made() with what a check found out
    /// since.
    Future<KeyRecord> save(const CheckedKey &checked, KeyPlan plan);
    /// Deletes made() or orphan() on the exchange and forgets the secret. On OutcomeUnknown ask once more:
    /// deleting what is gone succeeds.
    Future<void> remove();

private:
    using Making = std::shared_ptr<QPromise<Result<CheckedKey>>>;

    void makeSubUser(const Wish &wish, const Making &making);
    void findSubUser(const QString &name, const QString &from, const Error &error, const Making &making);
    void listBefore(const Making &making);
    void ask(const Making &making);
    void answered(const Result<htx::SubUserKey> &key, const Making &making);
    void lookForKey(const Error &error, const Making &making);
    void store(const CheckedKey &checked, const KeyPlan &plan,
               const std::shared_ptr<QPromise<Result<KeyRecord>>> &saving);
    void wipePlacesBut(const QString &place);
    void forget();

    Keyring &m_keyring;
    KeyInventory &m_inventory;
    SecretStores &m_stores;
    PendingTable &m_pending;
    Clock &m_clock;
    SubUserKeyEntry m_entry;
    QString m_otp;
    std::optional<CheckedKey> m_made;
    SharedSecret m_secret;
    QStringList m_triedPlaces; ///< where a save that failed may have left the secret
};

} // namespace coffer::keys
