// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/keywish.h"
#include "keys/changes/revocation.h"
#include "keys/keycheck.h"
#include "keys/setup/subuserkeymaker.h"

#include <QObject>

#include <memory>

namespace coffer::keys {

/// Replaces a key that is held here by a new one: made and stored, proved by a signed request with the secret
/// as it was stored, switched to (the old key is paused), and only then, when the user says so, the old one
/// is revoked, proved gone and wiped. Each step is in the journal (kind "rotation"), so that it goes on after
/// a restart; until the old key is revoked it can be undone. A new key that allows more than the old one
/// needs a consent. A sub-user's key is made over the API, a main account's by the user. While Coffer is
/// locked nothing begins or goes on: Locked in error(), and all stays as it is. GUI thread.
class Rotation : public QObject
{
    Q_OBJECT

public:
    /// The last step that was done.
    enum class Step {
        Planned,  ///< nothing yet, or only begun
        Storing,  ///< the new key exists; it may be held here already
        Stored,   ///< the new key is held here
        Proved,   ///< the exchange accepted a request signed with it
        Switched, ///< the old key is paused
        Revoking, ///< the old key is being revoked: see revocation()
        Done,
        Undone,
    };

    static constexpr auto kind = "rotation";
    /// error()'s code when the new key allows more and nobody consented.
    static constexpr auto isWider = "wider";

    /// Of a held key.
    Rotation(const ChangeMeans &means, const KeyRecord &old, QObject *parent = nullptr);
    Rotation(const ChangeMeans &means, const Pending &pending, QObject *parent = nullptr);
    ~Rotation() override;

    void setPolling(std::chrono::milliseconds interval) { m_polling = interval; }

    const KeyTarget &old() const { return m_old; }
    /// What the old key may do, as far as was known when the rotation began.
    const KeyWish &oldRights() const { return m_oldRights; }
    /// The new key, once it is held here.
    std::optional<KeyRecord> replacement() const;
    /// What a new key so made would allow beyond the old one.
    Widening wideningTo(const KeyWish &wish) const { return widening(m_oldRights, wish); }
    /// True when a sub-user's key can be made here; false: by the user on the web page.
    bool isMadeHere() const { return m_witness.canChange(m_old); }
    /// Why by the user, if it is.
    std::optional<WhyNotHere> whyNotHere() const { return m_witness.whyNotHere(m_old); }

    Step step() const { return m_step; }
    bool isBusy() const { return m_isBusy; }
    const std::optional<Error> &error() const { return m_error; }
    /// While the old key is being revoked, and afterwards.
    Revocation *revocation() const { return m_revocation.get(); }
    bool canUndo() const
    {
        return m_step == Step::Stored || m_step == Step::Proved || m_step == Step::Switched;
    }

    /// Begins: what the new key shall be. InvalidInput in error() for a wish with a faultOf(), without the
    /// consent a wider one, or with PendingTable::isUnderWay while another change of the old key is.
    void plan(const KeyWish &wish, bool consent);
    /// True once that is in the journal.
    bool hasPlan() const { return m_step != Step::Planned || !m_entry.step().isEmpty(); }
    /// What was planned; at first the same as the old key.
    const KeyWish &wish() const { return m_wish; }
    /// The new key exists and its secret is nowhere but in this object: make() stores it, discarding loses
    /// it.
    bool holdsUnsavedKey() const { return m_maker && m_maker->made() && !replacement(); }
    /// Where the new key's secret goes; the preferred place unless told.
    void setPlace(const QString &place) { m_place = place; }
    /// Makes the key of a sub-user as wished and goes on to Switched. otp: six digits or empty.
    void make(const QString &otp);
    /// Holds the key that the user made, as KeyCheck found it, and goes on to Switched.
    void take(const CheckedKey &checked, SharedSecret secret, bool consent);
    /// After a failure, or with a consent that was missing: goes on from where it is.
    void proceed(bool consent = false);
    /// From Switched, because the user said so: revokes the old key. Again after it could not be proved.
    void revokeOld();
    /// The old key is used again; the new one is paused and stays.
    void undo();
    /// Leaves everything as it is and takes it out of the journal.
    void discard();

Q_SIGNALS:
    void changed();

private:
    using Next = std::function<void()>;

    void reach(Step step, const Next &next);
    void giveUp(const Error &error);
    bool isRefusedWhileLocked();
    void makeWith(Uid parent, const QString &otp);
    void saveMade();
    void hold(const CheckedKey &checked, const Next &next);
    void stored(const Result<KeyRecord> &record);
    void prove();
    void askAsReplacement(const Next &next);
    void beginRevocation();
    bool mayReplace() const;
    void switchOver();
    void revocationChanged();
    void end(Step step);
    KeyPlan keyPlan() const;

    ChangeMeans m_means;
    KeyTarget m_old;
    KeyWish m_oldRights;
    KeyWitness m_witness;
    PendingEntry m_entry;
    std::unique_ptr<SubUserKeyMaker> m_maker;
    std::unique_ptr<Revocation> m_revocation;
    std::optional<std::chrono::milliseconds> m_polling;
    Step m_step = Step::Planned;
    KeyWish m_wish;
    QString m_place;
    bool m_consent = false;
    bool m_isBusy = false;
    std::optional<Error> m_error;
};

} // namespace coffer::keys
