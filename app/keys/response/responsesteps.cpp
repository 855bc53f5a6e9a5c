// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a response beside the cancelling: stop using the key, delete it, wipe it, replace it, review.
#include "htx/endpoints/user.h"
#include "keys/findings/findingbook.h"
#include "keys/keyinventory.h"
#include "keys/response/compromiseresponse.h"
#include "keys/response/reviewread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

using htx::Permission;

void CompromiseResponse::stopUsing()
{
    constexpr ResponseStep step = ResponseStep::Stop;
    if (!m_incident.isHeld()) {
        settle(step, StepState::Done, StepFact::NotHeld);
        return;
    }
    record(step).state = StepState::Running;
    Q_EMIT changed();
    whenDone(this, m_means.inventory.setPaused(m_incident.key, true), [this](const Result<void> &paused) {
        if (!paused && paused.error().kind != ErrorKind::NotFound) // forgotten meanwhile: it is not given
            settle(step, StepState::Failed, StepFact::Refused, paused.error());
        else if (m_means.keyring.gives(m_incident.key))
            settle(step, StepState::Unproved, StepFact::StillGiven);
        else
            settle(step, StepState::Done, StepFact::NoLongerGiven);
    });
}

// ---- deleting

Revocation::Way CompromiseResponse::deletionWay() const
{
    if (m_revocation)
        return m_revocation->way();
    const KeyWitness witness(m_means.inventory, m_means.keyring);
    KeyTarget target;
    target.accessKey = m_incident.accessKey;
    target.uid = m_incident.uid;
    target.isSubUser = m_incident.isSubUser;
    return witness.canChange(target) ? Revocation::Way::Api : Revocation::Way::Web;
}

void CompromiseResponse::deleteKey()
{
    if (hand(ResponseStep::Delete) == Hand::OnlyThisKey && isThisKeyAllowed(ResponseStep::Delete)) {
        askItself();
        return;
    }
    if (!m_revocation) {
        KeyTarget target;
        target.accessKey = m_incident.accessKey;
        target.uid = m_incident.uid;
        target.isSubUser = m_incident.isSubUser;
        target.held = m_incident.key;
        target.mayAskItself = false; // only where the user allowed it: askItself()
        target.label = m_incident.label;
        m_revocation = new Revocation(m_means, target, this);
        m_revocation->setAfterwards(Revocation::Afterwards::Keep); // wiping is a step of its own
        m_revocation->setIsStep(true);
        connect(m_revocation, &Revocation::changed, this, &CompromiseResponse::deletionChanged);
    }
    record(ResponseStep::Delete).state = StepState::Running;
    record(ResponseStep::Delete).fact = StepFact::None;
    write(ResponseStep::Delete, [this](const Result<void> &saved) {
        if (saved)
            m_revocation->start();
        else
            settle(ResponseStep::Delete, StepState::Failed, StepFact::Refused, saved.error());
    });
}

void CompromiseResponse::deletionChanged()
{
    constexpr ResponseStep step = ResponseStep::Delete;
    if (record(step).state != StepState::Running)
        return;
    using State = Revocation::State;
    const std::optional<Error> &error = m_revocation->error();
    const bool isStillListed = error && error->code == QLatin1StringView(Revocation::stillListed);
    if (m_revocation->state() == State::Gone)
        settle(step, StepState::Done, StepFact::NotListed);
    else if (m_revocation->state() == State::Stopped)
        settle(step, StepState::ToDo, m_revocation->seenAt() > 0 ? StepFact::StillListed : StepFact::None);
    else if (m_revocation->state() == State::Unproved)
        settle(step, StepState::Unproved, isStillListed ? StepFact::StillListed : StepFact::Unreadable,
               error);
    else
        Q_EMIT changed();
}

void CompromiseResponse::stopDeletion()
{
    if (m_revocation)
        m_revocation->stop();
}

/// The key alone can tell, by being refused once it is gone.
void CompromiseResponse::askItself()
{
    record(ResponseStep::Delete).state = StepState::Running;
    record(ResponseStep::Delete).usedCompromised = true;
    Q_EMIT changed();
    m_means.keyring.forgetFailures();
    whenDone(
        this, m_means.keyring.gateway({m_incident.uid, m_incident.key, {}}).send(htx::endpoints::user::uid()),
        [this](const Result<Uid> &uid) { itselfAnswered(uid); },
        [this] { itselfAnswered(fail(ErrorKind::Timeout)); });
}

void CompromiseResponse::itselfAnswered(const Result<Uid> &uid)
{
    constexpr ResponseStep step = ResponseStep::Delete;
    if (uid)
        settle(step, StepState::Unproved, StepFact::StillListed);
    else if (uid.error().kind == ErrorKind::WrongAccessKey)
        settle(step, StepState::Done, StepFact::NotListed);
    else
        settle(step, StepState::Unproved, StepFact::Unreadable, uid.error());
}

// ---- here

void CompromiseResponse::wipe()
{
    constexpr ResponseStep step = ResponseStep::Wipe;
    if (!m_incident.isHeld()) {
        settle(step, StepState::Done, StepFact::NotHeld);
        return;
    }
    record(step).state = StepState::Running;
    write(step, [this](const Result<void> &saved) {
        if (!saved) {
            settle(step, StepState::Failed, StepFact::Refused, saved.error());
            return;
        }
        whenDone(this, m_means.inventory.forget(m_incident.key), [this](const Result<void> &forgotten) {
            if (forgotten || forgotten.error().kind == ErrorKind::NotFound)
                settle(step, StepState::Done, StepFact::Wiped);
            else
                settle(step, StepState::Failed, StepFact::Refused, forgotten.error());
        });
    });
}

/// A key of the same account that was added since takes its place.
void CompromiseResponse::checkReplacement()
{
    constexpr ResponseStep step = ResponseStep::Replace;
    if (m_incident.current() != step)
        return;
    for (const InventoryEntry &entry : m_means.inventory.entries()) {
        if (!entry.held || entry.uid != m_incident.uid || entry.held->id == m_incident.key ||
            entry.held->addedAt < m_incident.startedAt || entry.accessKey() == m_incident.accessKey)
            continue;
        const htx::PermissionSet &rights = entry.held->permissions();
        const bool isWider = !m_incident.permissions.known.contains(rights.known) ||
                             rights.unknown != m_incident.permissions.unknown;
        record(step).evidence = u"%1 (%2)"_s.arg(entry.held->label, masked(entry.accessKey()));
        settle(step, StepState::Done, isWider ? StepFact::ReplacedWider : StepFact::Replaced);
        return;
    }
}

void CompromiseResponse::setSince(qint64 sinceMs)
{
    m_incident.since = sinceMs;
}

void CompromiseResponse::readReview(const LocalEvidence &local)
{
    constexpr ResponseStep step = ResponseStep::Review;
    if (!m_incident.mayRun(step) || record(step).state == StepState::Running)
        return;
    record(step).state = StepState::Running;
    Q_EMIT changed();
    htx::Gateway &gateway = m_means.keyring.gateway(choiceFor(step, Permission::Read));
    const FindingBook &book = m_means.inventory.book();
    const QList<Currency> currencies = book.currencies(m_incident.uid);
    auto *reading = new ReviewRead(
        gateway, m_means.clock, {m_incident.uid, m_incident.isSubUser, m_incident.since, currencies}, this);
    LocalEvidence evidence = local;
    if (m_incident.isSubUser) // which has no address book
        evidence.knownAddresses.emplace();
    else if (!currencies.isEmpty())
        evidence.knownAddresses = book.knownAddresses(m_incident.uid);
    connect(reading, &ReviewRead::reading, this, &CompromiseResponse::reading);
    m_means.inventory.verify(); // so that the list of keys is as new as the rest
    whenDone(this, reading->run(), [this, reading, evidence](const RemoteEvidence &remote) {
        reading->deleteLater();
        afterVerification([this, remote, evidence] { finishReview(remote, evidence); });
    });
}

void CompromiseResponse::afterVerification(const std::function<void()> &go)
{
    if (m_means.inventory.state() != LoadState::Loading) {
        go();
        return;
    }
    connect(
        &m_means.inventory, &KeyInventory::stateChanged, this, [go] { go(); }, Qt::SingleShotConnection);
}

void CompromiseResponse::finishReview(RemoteEvidence remote, const LocalEvidence &local)
{
    constexpr ResponseStep step = ResponseStep::Review;
    addKeys(remote);
    m_review = reviewOf(remote, local, m_incident.since, m_means.clock.nowMs());
    markCancelled(m_review->rows, ReviewKind::Order, record(ResponseStep::Orders).told);
    markCancelled(m_review->rows, ReviewKind::Withdrawal, record(ResponseStep::Withdrawals).told);
    record(step).found = int(m_review->rows.size());
    record(step).done = m_review->byCoffer();
    record(step).left = int(m_review->gaps.size());
    settle(step, StepState::Done, StepFact::Reviewed);
}

/// The keys of the account as they were listed last, and those that a Trade key of it could make.
void CompromiseResponse::addKeys(RemoteEvidence &remote) const
{
    bool isListed = false;
    for (const InventoryEntry &entry : m_means.inventory.entries()) {
        const bool isOwn = entry.uid == m_incident.uid;
        if (!entry.listed || (!isOwn && (m_incident.isSubUser || !entry.isSubUser)))
            continue;
        isListed = isListed || isOwn;
        remote.keys << *entry.listed;
    }
    if (!isListed)
        remote.gaps << ReviewGap{ReviewKind::Key, std::nullopt, 0};
}

void CompromiseResponse::reportSaved(const QString &fileName)
{
    record(ResponseStep::Report).evidence = fileName;
    settle(ResponseStep::Report, StepState::Done, StepFact::Saved);
}

} // namespace coffer::keys
