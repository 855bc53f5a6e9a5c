// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/changemeans.h"
#include "keys/changes/keywish.h"
#include "keys/changes/keywitness.h"
#include "keys/changes/pendingentry.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffer::keys {

/// Changes permissions, addresses and note of a key, then reads the exchange's record again and compares. A
/// sub-user's key is changed over the API where a Trade key of its parent is held here; any other by the user
/// on the exchange's web page, while its record is asked until it is as wished (htx-api.md 3.1). The note is
/// left alone there. The change is sent once; whatever comes of it, the record is what counts. The wish
/// becomes the plan of a key held here. In the journal (kind "edit") until it is proved. GUI thread.
class KeyEdit : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,
        Asking,         ///< reading the record, then asking for the change
        WaitingForUser, ///< to change it on the web page; the record is asked meanwhile
        Proving,        ///< asked for; the record is asked until it is as wished
        Changed,        ///< proved
        Different,      ///< the exchange answered, but its record is not as wished: see differences()
        Failed,         ///< see error()
        Stopped,        ///< by the user
    };
    enum class Way { Api, Web };

    static constexpr auto kind = "edit";
    /// error()'s code when the exchange has no such key any more.
    static constexpr auto keyIsGone = "key-is-gone";

    KeyEdit(const ChangeMeans &means, KeyTarget target, QObject *parent = nullptr);
    /// What the journal has; waits for start() with wish().
    KeyEdit(const ChangeMeans &means, const Pending &pending, QObject *parent = nullptr);

    /// Between two looks; 3 s unless told.
    void setPolling(std::chrono::milliseconds interval) { m_poll.setInterval(interval); }

    const KeyTarget &target() const { return m_target; }
    /// Settled when this is made: a window that was opened for one way goes it to its end.
    Way way() const { return m_whyNotHere ? Way::Web : Way::Api; }
    /// Why it is on the web page, if it is.
    std::optional<WhyNotHere> whyNotHere() const { return m_whyNotHere; }
    Witness witness() const { return m_witness.witness(m_target); }
    /// What is or was wished; nothing before start().
    const std::optional<KeyWish> &wish() const { return m_wish; }

    State state() const { return m_state; }
    bool isBusy() const;
    /// The exchange's record as it was last seen; unknown before the first look.
    const std::optional<htx::ApiKeyRecord> &record() const { return m_record; }
    /// Between wish() and record().
    QList<KeyField> differences() const;
    const std::optional<Error> &error() const { return m_error; }

    /// Because the user said so. InvalidInput in error() for a wish that has a faultOf(), or with
    /// PendingTable::isUnderWay while another change of the key is, or Locked while Coffer is; nothing is
    /// sent then.
    void start(const KeyWish &wish);
    /// Asks no more and takes it out of the journal; the plan stays. Not while a change is on its way.
    void stop();

Q_SIGNALS:
    void changed();

private:
    void setState(State state);
    void giveUp(const Error &error);
    void look();
    void seen(const Result<Sighting> &sighting);
    void differs();
    void sendChange(Uid parent);
    void changeAnswered(const Result<void> &answer);
    void storePlan(const std::function<void()> &next);
    void prove();

    ChangeMeans m_means;
    KeyTarget m_target;
    KeyWitness m_witness;
    std::optional<WhyNotHere> m_whyNotHere;
    PendingEntry m_entry;
    QTimer m_poll;
    State m_state = State::Idle;
    quint64 m_generation = 0;
    int m_looksLeft = 0;
    bool m_isSending = false;
    Uid m_asker; ///< who saw the record
    std::optional<KeyWish> m_wish;
    std::optional<htx::ApiKeyRecord> m_record;
    std::optional<Error> m_error;
};

} // namespace coffer::keys
