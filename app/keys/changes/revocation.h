// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/changemeans.h"
#include "keys/changes/keywitness.h"
#include "keys/changes/pendingentry.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffer::keys {

/// Ends a key on the exchange and proves that it is gone. A sub-user's key is deleted over the API where a
/// Trade key of its parent is held here; any other by the user on the exchange's web page, since there is no
/// API for it (htx-api.md 3.1). Either way the exchange's list is asked until it no longer has the key. The
/// deletion is sent once; whatever comes of it, the next thing is a look at the list. What is under way is in
/// the journal (kind "revocation") until the key is proved gone and forgotten here. GUI thread.
class Revocation : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,           ///< nothing was asked of the exchange yet
        Asking,         ///< looking at the list, then asking for the deletion
        WaitingForUser, ///< to delete it on the web page; the list is asked meanwhile
        Proving,        ///< asked for; the list is asked until it no longer has the key
        Gone,           ///< proved
        Unproved,       ///< the exchange still has it, or nobody could tell: see error()
        Stopped,        ///< by the user
    };
    enum class Way { Api, Web };
    /// What becomes of a key that is held here, once it is proved gone.
    enum class Afterwards { Forget, Keep };

    struct Proof
    {
        qint64 at = 0; ///< ms UTC
        Witness witness = Witness::Nobody;
    };

    static constexpr auto kind = "revocation";
    /// error()'s code when the exchange goes on listing a key whose deletion it was asked for.
    static constexpr auto stillListed = "still-listed";

    Revocation(const ChangeMeans &means, KeyTarget target, QObject *parent = nullptr);
    /// Goes on with what the journal has: ends what a proved one left to do, else waits for start().
    Revocation(const ChangeMeans &means, const Pending &pending, QObject *parent = nullptr);

    void setAfterwards(Afterwards afterwards) { m_afterwards = afterwards; }
    /// It is a step of a rotation, which has the key to itself, or of a response, which waits for nothing:
    /// other changes of the key that are under way don't keep it from starting.
    void setIsStep(bool isStep) { m_isStep = isStep; }
    /// Between two looks at the list; 3 s unless told.
    void setPolling(std::chrono::milliseconds interval) { m_poll.setInterval(interval); }

    const KeyTarget &target() const { return m_target; }
    /// How it would be ended now, or, once it began, how it is; and who would prove it.
    Way way() const { return whyNotHere() ? Way::Web : Way::Api; }
    /// Why it is on the web page, if it is.
    std::optional<WhyNotHere> whyNotHere() const;
    Witness witness() const { return m_witness.witness(m_target); }

    State state() const { return m_state; }
    bool isBusy() const;
    const std::optional<Proof> &proof() const { return m_proof; }
    /// Why it could not be proved, why the last look failed, or why it could not be forgotten here.
    const std::optional<Error> &error() const { return m_error; }
    /// When the exchange was last seen to have the key, ms UTC; 0 never.
    qint64 seenAt() const { return m_seenAt; }
    /// The secret and the record are no longer here.
    bool isForgotten() const { return m_isForgotten; }
    /// Proved, and still busy with wiping and with the journal: a moment more.
    bool isSettling() const { return m_state == State::Gone && !m_isFinished && !m_error; }

    /// Because the user said so: deletes, or waits for the user to. Again after Unproved and Stopped.
    /// Unproved with PendingTable::isUnderWay, and nothing was sent, while another change of the key is;
    /// with Locked, and nothing was written, while Coffer is locked.
    void start();
    /// Asks no more and takes it out of the journal. Not while a deletion is on its way.
    void stop();
    /// Because the user wishes it, without a proof, or once more after it failed: wipes the secret and
    /// forgets the record.
    void forgetHere();

Q_SIGNALS:
    void changed();
    /// Proved gone (or forgotten without proof) and out of the journal.
    void finished();

private:
    void setState(State state);
    void giveUp(const Error &error);
    void look();
    void seen(const Result<Sighting> &sighting);
    void stillThere(const Result<Sighting> &sighting);
    void sendDeletion(Uid parent);
    void deletionAnswered(const Result<void> &answer);
    void prove(const Sighting &sighting);
    void finishHere();
    void close();

    ChangeMeans m_means;
    KeyTarget m_target;
    KeyWitness m_witness;
    std::optional<WhyNotHere> m_whyNotHere; ///< since start()
    PendingEntry m_entry;
    QTimer m_poll;
    State m_state = State::Idle;
    Afterwards m_afterwards = Afterwards::Forget;
    quint64 m_generation = 0; ///< so that a late answer to what was stopped is dropped
    int m_looksLeft = 0;      ///< before "still listed" is the answer
    bool m_isStep = false;
    bool m_isSending = false;
    bool m_isForgotten = false;
    bool m_isFinished = false;
    qint64 m_seenAt = 0;
    std::optional<Error> m_refusal; ///< what the exchange said to the deletion
    std::optional<Error> m_error;
    std::optional<Proof> m_proof;
};

} // namespace coffer::keys
