// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/page.h"
#include "htx/types/subuser.h"
#include "keys/changes/keytarget.h"
#include "keys/keyring.h"

#include <QObject>

namespace coffer::keys {

/// Who among the keys here can see what the exchange has of a key, the best witness last.
enum class Witness {
    Nobody,
    Itself,   ///< the key alone, even while it is paused: once the exchange does not know it, it is gone
    OtherKey, ///< another key of the same account
    Parent,   ///< a key of the main account, for a sub-user's key
};

/// Why a key is changed by the user on the exchange's web page, not from here.
enum class WhyNotHere {
    MainAccount,  ///< no API changes such a key (htx-api.md 3.1)
    NotItsParent, ///< no main account here has the sub-user, by their own lists
    NoTradeKey,   ///< none that is, or may be, its main account has a Trade key here
};

/// What was seen when the exchange was asked for a key.
struct Sighting
{
    std::optional<htx::ApiKeyRecord> record; ///< missing: the exchange does not have that key
    Witness witness = Witness::Nobody;
    Uid asker; ///< the account whose key asked; its parent, when a main account's key saw a sub-user's
};

/// Asks the exchange for its record of one key, with whatever other key may ask (htx-api.md 3.2). A list
/// without the key counts only from who surely sees that list: of several main accounts the one that lists
/// the sub-user as its own. To the others the key is unknown, not gone. GUI thread.
class KeyWitness : public QObject
{
    Q_OBJECT

public:
    KeyWitness(const KeyInventory &inventory, Keyring &keyring, QObject *parent = nullptr);

    /// error()'s code when no main account here has the sub-user whose key was not found.
    static constexpr auto notItsParent = "not-its-parent";

    /// Who could be asked now.
    Witness witness(const KeyTarget &target) const;
    /// True when a key here may change and delete it over the API: a Trade key of a main account, for a key
    /// of one of its sub-users (htx-api.md 3.1). An account that may have the sub-user counts until its list
    /// is read.
    bool canChange(const KeyTarget &target) const { return !whyNotHere(target); }
    /// Nothing when it can.
    std::optional<WhyNotHere> whyNotHere(const KeyTarget &target) const;

    /// NoSuitableKey when nobody can be asked, PermissionMissing when nobody who was asked may see it, else
    /// what kept the answer away.
    Future<Sighting> look(const KeyTarget &target);

private:
    struct Asker
    {
        KeyChoice choice;
        Witness witness;
    };
    struct Question;

    QList<Asker> askers(const KeyTarget &target) const;
    void askNext(const std::shared_ptr<Question> &question);
    void askForSubUser(const std::shared_ptr<Question> &question, const Asker &asker, const QString &from,
                       Uid after);
    void subUsersListed(const std::shared_ptr<Question> &question, const Asker &asker,
                        const Result<htx::Page<htx::SubUser>> &page, Uid after);
    void answered(const std::shared_ptr<Question> &question, const Asker &asker,
                  const Result<QList<htx::ApiKeyRecord>> &keys);

    const KeyInventory &m_inventory;
    Keyring &m_keyring;
};

} // namespace coffer::keys
