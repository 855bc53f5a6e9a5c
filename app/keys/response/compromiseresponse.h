// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/changemeans.h"
#include "keys/changes/pendingentry.h"
#include "keys/changes/revocation.h"
#include "keys/keyring.h"
#include "keys/response/cancellation.h"
#include "keys/response/incident.h"
#include "keys/response/openitem.h"
#include "keys/response/review.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffer::keys {

/// Drives the answer to a key that may be known to others, step by step, and proves each (product.md,
/// Compromise response). It lists and looks by itself; it cancels, deletes and wipes only in act(), which is
/// the user's word for that one step. The key in question signs nothing while another key suffices, and else
/// only in steps that the user allowed it for. Where it stands is in the journal (kind "response") from the
/// first step until finish(). GUI thread.
class CompromiseResponse : public QObject
{
    Q_OBJECT

public:
    static constexpr auto kind = "response";

    /// Whose key would sign what a step needs.
    enum class Hand {
        NotNeeded,
        Another,     ///< a key that is not in question
        OnlyThisKey, ///< the one in question alone
        Nobody,      ///< no key here may do it
    };

    /// A new incident; nothing is written yet.
    CompromiseResponse(const ChangeMeans &means, const InventoryEntry &entry, QObject *parent = nullptr);
    /// Goes on with one of the journal.
    CompromiseResponse(const ChangeMeans &means, const Pending &pending, const Incident &incident,
                       QObject *parent = nullptr);

    const Incident &incident() const { return m_incident; }
    /// What was listed for a step last; nullopt: not yet.
    const std::optional<QList<OpenItem>> &openItems(ResponseStep step) const;
    const std::optional<Review> &review() const { return m_review; }
    /// The deletion; nullptr before it was begun.
    const Revocation *revocation() const { return m_revocation; }
    /// How the key would be deleted.
    Revocation::Way deletionWay() const;

    /// For what the step does next: listing, or, once something is listed, cancelling it.
    Hand hand(ResponseStep step) const;
    /// The label of the key that would do it; empty where none would.
    QString handLabel(ResponseStep step) const;
    /// The user lets the key in question sign the requests of this one step.
    void allowThisKey(ResponseStep step, bool allowed);
    bool isThisKeyAllowed(ResponseStep step) const;

    /// Reads what there is to do; changes nothing on the exchange.
    void look(ResponseStep step);
    /// Does what the step is for, once, to what was listed.
    void act(ResponseStep step);
    /// Goes on without it. InvalidInput without a reason is the caller's to prevent.
    void skip(ResponseStep step, const QString &reason);
    /// Ends the waiting for the user to delete the key.
    void stopDeletion();

    void setSince(qint64 sinceMs);
    /// Reads what happened since that date, with what this computer knows.
    void readReview(const LocalEvidence &local);
    void reportSaved(const QString &fileName);
    /// After failed(): where it stands is to be in the journal.
    void writeAgain();
    /// It is over: out of the journal.
    void finish();

    /// Between two looks while something is on its way; 1 s unless told.
    void setPolling(std::chrono::milliseconds interval);

Q_SIGNALS:
    void changed();
    /// The user wants another key: the set-up is to be opened.
    void replacementWanted();
    /// A part of the review is being read.
    void reading(coffer::keys::ReviewKind kind);
    void finished();
    /// The journal could not be written.
    void failed(const coffer::Error &error);

private:
    struct Cancelling;

    StepRecord &record(ResponseStep step) { return m_incident.step(step); }
    void settle(ResponseStep step, StepState state, StepFact fact, const std::optional<Error> &error = {});
    void write(ResponseStep step, const std::function<void(const Result<void> &)> &done = {});
    KeyChoice choiceFor(ResponseStep step, htx::Permission permission) const;
    Hand handFor(htx::Permission permission) const;
    std::optional<KeyRecord> other(htx::Permission permission) const;
    std::optional<KeyRecord> itself(htx::Permission permission) const;
    void stopUsing();
    void listed(ResponseStep step, const Result<QList<OpenItem>> &items);
    void cancel(ResponseStep step);
    void sendCancellation(ResponseStep step);
    void lookAgain(const std::shared_ptr<Cancelling> &under);
    void judge(const std::shared_ptr<Cancelling> &under, const Result<QList<OpenItem>> &items);
    void deleteKey();
    void deletionChanged();
    void askItself();
    void itselfAnswered(const Result<Uid> &uid);
    void wipe();
    void checkReplacement();
    void addKeys(RemoteEvidence &remote) const;
    void afterVerification(const std::function<void()> &go);
    void finishReview(RemoteEvidence remote, const LocalEvidence &local);

    ChangeMeans m_means;
    PendingEntry m_entry;
    Incident m_incident;
    std::array<std::optional<QList<OpenItem>>, responseSteps> m_open{};
    std::array<bool, responseSteps> m_allowed{};
    std::chrono::milliseconds m_polling = std::chrono::seconds(1);
    Revocation *m_revocation = nullptr;
    std::optional<Review> m_review;
    bool m_isOver = false; ///< by finish(): nothing may bring it back into the journal
};

} // namespace coffer::keys
