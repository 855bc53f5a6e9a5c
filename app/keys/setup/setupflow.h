// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/permission.h"

#include <QStringList>

#include <optional>

namespace coffer::keys {

/// The pages of the guided set-up, in order (product.md, Guided set-up).
enum class SetupStep { Before, Purpose, Home, Restrict, Create, Check, Review, Count };

/// Where a key lives: made on the web page for the main account, or through the API for a sub-user.
enum class KeyHome { MainAccount, SubUser };

/// What the key is to be, as far as it was answered.
struct SetupPlan
{
    htx::Permission purpose = htx::Permission::Read; ///< beyond Read: Read, Trade or Withdraw
    std::optional<KeyHome> home;
    Uid parent;         ///< for a sub-user: its main account, of which a key with Trade is held here
    Uid subUser;        ///< 0: newSubUser is to be made
    QString newSubUser; ///< name
    QStringList ips;    ///< canonical
    bool areIpsValid = true;
    bool isUnboundAccepted = false; ///< "works from anywhere" was ticked

    htx::PermissionSet permissions() const;
    friend bool operator==(const SetupPlan &, const SetupPlan &) = default;
};

/// Why the next page can't be had yet.
enum class SetupObstacle {
    None,
    NoHome,
    NoMainKey,          ///< a sub-user's key takes a key with Trade of the main account
    NoSubUser,          ///< none chosen
    BadSubUserName,     ///< 6 to 20 letters and digits, a letter first
    BadAddresses,       ///< one can't be used, or there are too many
    UnboundNotAccepted, ///< a key that can withdraw would work from anywhere
    NotEntered,         ///< access key and secret are missing
    NotMade,            ///< the sub-user's key does not exist yet
    NotChecked,
};

/// What leaving would lose.
enum class SetupLoss {
    Nothing,
    Entries, ///< something was typed
    MadeKey, ///< a key exists on the exchange, and its secret only in memory
};

/// A sub-user's name as the exchange takes it (htx-api.md 3.3).
bool isSubUserName(const QString &name);

/// Which page of the set-up is shown, what is known, and what may come next. Stores nothing and asks nobody.
/// Pure.
class SetupFlow
{
public:
    SetupStep step() const { return m_step; }
    const SetupPlan &plan() const { return m_plan; }

    /// Takes an answer. Withdraw takes back the choice of a sub-user, which can't have it (htx-api.md 3.1).
    /// Ignored while the plan is fixed.
    void setPlan(SetupPlan plan);
    /// The key exists on the exchange, so the plan can't change any more.
    bool isPlanFixed() const { return m_isMade; }

    /// Access key and secret of the main account's key were pasted, or changed, or taken out.
    void setEntered(bool isEntered);
    /// The sub-user's key was made, or deleted again.
    void setMade(bool isMade);
    void setChecked(bool isChecked) { m_isChecked = isChecked; }
    bool isChecked() const { return m_isChecked; }

    /// Of the page that is shown.
    SetupObstacle obstacle() const { return obstacleAt(m_step); }
    /// True when nothing stands before that page. Pages up to the current one always may be entered.
    bool mayEnter(SetupStep step) const;
    /// Nothing stands in the way of leaving this page forwards, and it was left so before.
    bool isDone(SetupStep step) const;
    /// False, changing nothing, when it may not be entered.
    bool goTo(SetupStep step);
    bool next();
    bool back();

    SetupLoss loss() const;

private:
    SetupObstacle obstacleAt(SetupStep step) const;
    SetupObstacle homeObstacle() const;

    SetupStep m_step = SetupStep::Before;
    SetupStep m_furthest = SetupStep::Before;
    SetupPlan m_plan;
    bool m_isEntered = false;
    bool m_isMade = false;
    bool m_isChecked = false;
};

} // namespace coffer::keys
