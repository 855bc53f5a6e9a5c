// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "htx/types/permission.h"

#include <QJsonObject>
#include <QStringList>

#include <array>
#include <optional>

namespace coffer::keys {

/// What is done about a key that may be known to others, in this order (product.md, Compromise response).
enum class ResponseStep {
    Stop,         ///< no request of Coffer's uses the key any more
    Orders,       ///< open orders are cancelled
    Conditionals, ///< conditional orders are cancelled
    Withdrawals,  ///< withdrawals that have not left yet are cancelled
    Delete,       ///< the key is gone from the exchange
    Wipe,         ///< its secret and record are gone from this device
    Replace,      ///< another key takes its place
    Review,       ///< what happened since a date was read
    Report,       ///< the incident report was saved
    Count
};
inline constexpr int responseSteps = int(ResponseStep::Count);

enum class StepState {
    ToDo,
    Running,
    Done,     ///< with proof
    Unproved, ///< it may be done, but nothing shows it
    Failed,   ///< it is not done
    Skipped,  ///< by the user, with a reason
};

/// What is known at the end of a step: its proof, or why there is none. The words are the UI's.
enum class StepFact {
    None,
    NoLongerGiven,  ///< the keyring gives it to no request
    StillGiven,     ///< it was paused, and still the keyring would give it
    NotHeld,        ///< this device does not hold the key
    NothingOpen,    ///< there was nothing to cancel
    AllGone,        ///< what was open is no longer listed
    GoneUnaccepted, ///< what was open is no longer listed, but not all of it was accepted for cancelling
    SomeLeft,       ///< something is still listed
    CannotWithdraw, ///< no key of a sub-user can (htx-api.md 3.1)
    NotListed,      ///< the exchange no longer lists the key
    StillListed,    ///< the exchange still lists the key
    Wiped,          ///< the store said so, and the key list is without it
    Replaced,       ///< another key of the account was added since
    ReplacedWider,  ///< the same, and it may do more than the old one
    Reviewed,
    Saved,
    Unreadable,  ///< the exchange could not be asked: see error
    Refused,     ///< what was to be done was refused: see error
    Interrupted, ///< Coffer ended while it was under way
    Count
};

/// How far a step is.
struct StepRecord
{
    StepState state = StepState::ToDo;
    StepFact fact = StepFact::None;
    qint64 at = 0;                ///< ms UTC of the last change; 0: none yet
    int found = 0;                ///< what there was to cancel, or the rows of a review
    int done = 0;                 ///< of them accepted for cancelling, or done by Coffer itself
    int left = 0;                 ///< still there
    std::optional<Error> error{}; ///< of Unreadable and Refused
    QString reason{};             ///< the user's, of Skipped
    QString evidence{};           ///< the new key's name, or the report's file name; plain text
    QString usedKey{};            ///< the label of the key that did it; empty: none was needed
    bool usedCompromised = false;
    QStringList told{}; ///< ids of all that Coffer asked to cancel

    bool isSettled() const { return state == StepState::Done || state == StepState::Skipped; }
    friend bool operator==(const StepRecord &, const StepRecord &) = default;
};

/// A response under way. Holds no secret; the access key whole, since deleting takes it.
struct Incident
{
    QString id;
    KeyId key; ///< empty: not held here
    QString accessKey;
    QString label;
    Uid uid;
    bool isSubUser = false;
    QString holder; ///< the sub-user's name; empty for a main account
    htx::PermissionSet permissions;
    qint64 startedAt = 0; ///< ms UTC
    qint64 since = 0;     ///< ms UTC: what happened from then on is reviewed
    std::array<StepRecord, responseSteps> steps{};

    StepRecord &step(ResponseStep step) { return steps[std::size_t(step)]; }
    const StepRecord &step(ResponseStep step) const { return steps[std::size_t(step)]; }
    bool isHeld() const { return !key.value.isEmpty(); }
    /// The first that is neither done nor skipped; Count: none is left.
    ResponseStep current() const;
    /// It is its turn, or its turn is over: all before it are done or skipped.
    bool mayRun(ResponseStep step) const;

    QJsonObject toJson() const;
    /// A step that was running is Unproved and Interrupted. nullopt for what toJson() did not write.
    static std::optional<Incident> fromJson(const QJsonObject &json);
    friend bool operator==(const Incident &, const Incident &) = default;
};

/// The lasting names in files: "cancel-orders", "could-not-be-proved", "no-longer-listed" …
QString stepWord(ResponseStep step);
QString stateWord(StepState state);
QString factWord(StepFact fact);

} // namespace coffer::keys
