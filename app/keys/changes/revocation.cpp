// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/revocation.h"

#include "core/faultpoint.h"
#include "htx/endpoints/subuser.h"
#include "htx/outcome.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

constexpr std::chrono::seconds pollInterval(3);
/// Looks after a deletion that was accepted, or perhaps was: then it is said that the key is still there.
constexpr int looksAfterDeletion = 5;

} // namespace

Revocation::Revocation(const ChangeMeans &means, KeyTarget target, QObject *parent)
    : QObject(parent),
      m_means(means),
      m_target(std::move(target)),
      m_witness(means.inventory, means.keyring),
      m_entry(means.pending, m_target.entryId(QLatin1StringView(kind)), QLatin1StringView(kind))
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &Revocation::look);
}

Revocation::Revocation(const ChangeMeans &means, const Pending &pending, QObject *parent)
    : Revocation(means, KeyTarget::fromJson(pending.data), parent)
{
    m_entry.adopt(pending);
    m_afterwards = pending.data.value("keep"_L1).toBool() ? Afterwards::Keep : Afterwards::Forget;
    if (pending.step != "gone"_L1)
        return;
    m_proof = Proof{pending.data.value("provedAt"_L1).toInteger(),
                    static_cast<Witness>(pending.data.value("witness"_L1).toInt())};
    m_state = State::Gone;
    QMetaObject::invokeMethod(this, &Revocation::finishHere, Qt::QueuedConnection);
}

std::optional<WhyNotHere> Revocation::whyNotHere() const
{
    return isBusy() ? m_whyNotHere : m_witness.whyNotHere(m_target);
}

bool Revocation::isBusy() const
{
    return m_state == State::Asking || m_state == State::WaitingForUser || m_state == State::Proving;
}

void Revocation::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void Revocation::giveUp(const Error &error)
{
    m_poll.stop();
    m_error = error;
    setState(State::Unproved);
}

void Revocation::start()
{
    if (isBusy() || m_state == State::Gone)
        return;
    if (m_means.keyring.isLocked()) { // nothing is written either
        giveUp({ErrorKind::Locked, {}, {}, std::nullopt});
        return;
    }
    m_error.reset();
    m_refusal.reset();
    m_whyNotHere = m_witness.whyNotHere(m_target);
    m_entry.data() = m_target.toJson();
    m_entry.data().insert(u"keep"_s, m_afterwards == Afterwards::Keep);
    setState(State::Asking);
    const QStringList rivals = m_isStep ? QStringList() : m_target.entryIds();
    m_entry.begin(this, u"asking"_s, m_means.clock.nowMs(), rivals, [this](const Result<void> &saved) {
        if (saved)
            look();
        else
            giveUp(saved.error());
    });
}

void Revocation::stop()
{
    if (m_isSending || m_state == State::Gone)
        return;
    ++m_generation;
    m_poll.stop();
    m_entry.remove(this, [this](const Result<void> &removed) {
        if (!removed)
            m_error = removed.error();
        setState(State::Stopped);
    });
}

void Revocation::look()
{
    whenDone(this, m_witness.look(m_target),
             [this, generation = m_generation](const Result<Sighting> &sighting) {
                 if (generation == m_generation && isBusy())
                     seen(sighting);
             });
}

void Revocation::seen(const Result<Sighting> &sighting)
{
    if (sighting && !sighting->record) {
        prove(*sighting);
        return;
    }
    m_error = sighting ? std::nullopt : std::optional(sighting.error());
    if (sighting)
        m_seenAt = m_means.clock.nowMs();
    stillThere(sighting);
}

/// The key is on the list, or nobody could tell.
void Revocation::stillThere(const Result<Sighting> &sighting)
{
    if (m_state == State::Asking && way() == Way::Api) {
        if (!sighting)
            giveUp(sighting.error()); // nothing was sent
        else if (!m_means.keyring.keyFor({sighting->asker}, htx::Permission::Trade))
            giveUp({ErrorKind::NoSuitableKey, htx::wireName(htx::Permission::Trade), {}, std::nullopt});
        else
            sendDeletion(sighting->asker);
        return;
    }
    if (m_state == State::Asking)
        m_state = State::WaitingForUser;
    if (m_state == State::Proving) {
        if (m_refusal) {
            giveUp(*m_refusal);
            return;
        }
        if (sighting && --m_looksLeft <= 0) {
            giveUp({ErrorKind::Rejected, QLatin1StringView(stillListed), {}, std::nullopt});
            return;
        }
    }
    m_poll.start();
    Q_EMIT changed();
}

void Revocation::sendDeletion(Uid parent)
{
    m_isSending = true;
    m_entry.write(this, u"sending"_s, m_means.clock.nowMs(), [this, parent](const Result<void> &saved) {
        if (!saved) {
            m_isSending = false;
            giveUp(saved.error());
            return;
        }
        const htx::Call<htx::Done> call =
            htx::endpoints::subuser::deleteKey(m_target.uid, m_target.accessKey);
        whenDone(
            this, m_means.keyring.accountGateway(parent).send(call),
            [this](const Result<htx::Done> &done) {
                deletionAnswered(done ? Result<void>() : fail(done.error()));
            },
            [this] { deletionAnswered(fail(ErrorKind::OutcomeUnknown)); });
    });
}

/// Whatever the exchange answered, its list is what counts.
void Revocation::deletionAnswered(const Result<void> &answer)
{
    faultPoint("revocation.sent");
    m_isSending = false;
    if (htx::outcomeOf(answer) == htx::Outcome::Rejected)
        m_refusal = answer.error();
    m_looksLeft = looksAfterDeletion;
    setState(State::Proving);
    look();
}

void Revocation::prove(const Sighting &sighting)
{
    m_poll.stop();
    m_error.reset();
    m_proof = Proof{m_means.clock.nowMs(), sighting.witness};
    m_entry.data().insert(u"provedAt"_s, m_proof->at);
    m_entry.data().insert(u"witness"_s, int(m_proof->witness));
    setState(State::Gone);
    m_entry.write(this, u"gone"_s, m_proof->at, [this](const Result<void> &saved) {
        if (!saved)
            m_error = saved.error(); // it is gone all the same
        finishHere();
    });
}

void Revocation::finishHere()
{
    if (m_afterwards == Afterwards::Forget && m_target.isHeld())
        forgetHere();
    else
        close();
}

void Revocation::forgetHere()
{
    if (m_isSending || m_isForgotten)
        return;
    ++m_generation;
    m_poll.stop();
    whenDone(this, m_means.inventory.forget(m_target.held), [this](const Result<void> &forgotten) {
        // One that is not known here was forgotten before a crash, or by the user.
        if (!forgotten && forgotten.error().kind != ErrorKind::NotFound) {
            m_error = forgotten.error();
            setState(m_proof ? State::Gone : State::Unproved);
            return;
        }
        faultPoint("revocation.forgotten");
        m_isForgotten = true;
        m_error.reset();
        if (!m_proof)
            m_state = State::Unproved;
        close();
    });
}

void Revocation::close()
{
    m_entry.remove(this, [this](const Result<void> &removed) {
        if (!removed)
            m_error = removed.error();
        m_isFinished = true;
        m_means.inventory.verify();
        Q_EMIT changed();
        Q_EMIT finished();
    });
}

} // namespace coffer::keys
