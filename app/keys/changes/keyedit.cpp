// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/keyedit.h"

#include "core/faultpoint.h"
#include "htx/endpoints/subuser.h"
#include "htx/outcome.h"
#include "keys/findings/findingbook.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

constexpr std::chrono::seconds pollInterval(3);
/// Looks after a change that was accepted, or perhaps was: then the difference is said.
constexpr int looksAfterChange = 4;

} // namespace

KeyEdit::KeyEdit(const ChangeMeans &means, KeyTarget target, QObject *parent)
    : QObject(parent),
      m_means(means),
      m_target(std::move(target)),
      m_witness(means.inventory, means.keyring),
      m_whyNotHere(m_witness.whyNotHere(m_target)),
      m_entry(means.pending, m_target.entryId(QLatin1StringView(kind)), QLatin1StringView(kind))
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &KeyEdit::look);
}

KeyEdit::KeyEdit(const ChangeMeans &means, const Pending &pending, QObject *parent)
    : KeyEdit(means, KeyTarget::fromJson(pending.data), parent)
{
    m_entry.adopt(pending);
    m_wish = KeyWish::fromJson(pending.data.value("wish"_L1).toObject());
}

bool KeyEdit::isBusy() const
{
    return m_state == State::Asking || m_state == State::WaitingForUser || m_state == State::Proving;
}

QList<KeyField> KeyEdit::differences() const
{
    if (!m_wish || !m_record)
        return {};
    KeyWish now = KeyWish::of(*m_record);
    if (way() == Way::Web)
        now.note = m_wish->note;
    return keys::differences(*m_wish, now);
}

void KeyEdit::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void KeyEdit::giveUp(const Error &error)
{
    m_poll.stop();
    m_error = error;
    setState(State::Failed);
}

void KeyEdit::start(const KeyWish &wish)
{
    if (isBusy())
        return;
    m_wish = wish;
    m_error.reset();
    if (m_means.keyring.isLocked()) { // nothing is written either
        giveUp({ErrorKind::Locked, {}, {}, std::nullopt});
        return;
    }
    if (faultOf(wish, m_target.isSubUser) != WishFault::None) {
        giveUp({ErrorKind::InvalidInput, u"wish"_s, {}, std::nullopt});
        return;
    }
    m_entry.data() = m_target.toJson();
    m_entry.data().insert(u"wish"_s, wish.toJson());
    setState(State::Asking);
    m_entry.begin(
        this, u"asking"_s, m_means.clock.nowMs(), m_target.entryIds(), [this](const Result<void> &saved) {
            if (!saved)
                giveUp(saved.error());
            else if (way() ==
                     Way::Web) // what the user does on the web page is what the plan says from now on
                storePlan([this] { look(); });
            else
                look();
        });
}

void KeyEdit::stop()
{
    if (m_isSending)
        return;
    ++m_generation;
    m_poll.stop();
    m_entry.remove(this, [this](const Result<void> &removed) {
        if (!removed)
            m_error = removed.error();
        setState(State::Stopped);
    });
}

void KeyEdit::look()
{
    whenDone(this, m_witness.look(m_target),
             [this, generation = m_generation](const Result<Sighting> &sighting) {
                 if (generation == m_generation && isBusy())
                     seen(sighting);
             });
}

void KeyEdit::seen(const Result<Sighting> &sighting)
{
    m_error.reset();
    if (!sighting) {
        if (m_state == State::Asking && way() == Way::Api) { // nothing was sent
            giveUp(sighting.error());
            return;
        }
        m_error = sighting.error();
        if (m_state == State::Asking)
            m_state = State::WaitingForUser;
        m_poll.start();
        Q_EMIT changed();
        return;
    }
    if (!sighting->record) {
        giveUp({ErrorKind::NotFound, QLatin1StringView(keyIsGone), {}, std::nullopt});
        return;
    }
    m_record = sighting->record;
    m_asker = sighting->asker;
    if (differences().isEmpty())
        storePlan([this] { prove(); });
    else
        differs();
}

void KeyEdit::differs()
{
    if (m_state == State::Asking && way() == Way::Api) {
        if (m_means.keyring.keyFor({m_asker}, htx::Permission::Trade))
            sendChange(m_asker);
        else
            giveUp({ErrorKind::NoSuitableKey, htx::wireName(htx::Permission::Trade), {}, std::nullopt});
        return;
    }
    if (m_state == State::Asking)
        m_state = State::WaitingForUser;
    if (m_state == State::Proving && --m_looksLeft <= 0) {
        setState(State::Different);
        return;
    }
    m_poll.start();
    Q_EMIT changed();
}

void KeyEdit::sendChange(Uid parent)
{
    m_isSending = true;
    m_entry.write(this, u"sending"_s, m_means.clock.nowMs(), [this, parent](const Result<void> &saved) {
        if (!saved) {
            m_isSending = false;
            giveUp(saved.error());
            return;
        }
        const htx::Call<htx::SubUserKey> call = htx::endpoints::subuser::modifyKey(
            m_target.accessKey, {m_target.uid, m_wish->note, m_wish->permissions, m_wish->ips});
        whenDone(
            this, m_means.keyring.accountGateway(parent).send(call),
            [this](const Result<htx::SubUserKey> &key) {
                changeAnswered(key ? Result<void>() : fail(key.error()));
            },
            [this] { changeAnswered(fail(ErrorKind::OutcomeUnknown)); });
    });
}

void KeyEdit::changeAnswered(const Result<void> &answer)
{
    faultPoint("edit.sent");
    m_isSending = false;
    if (htx::outcomeOf(answer) == htx::Outcome::Rejected) {
        m_entry.remove(this, [this, error = answer.error()](const Result<void> &) { giveUp(error); });
        return;
    }
    m_looksLeft = looksAfterChange;
    setState(State::Proving);
    storePlan([this] { look(); });
}

/// A plan that could not be stored must not hide what the exchange has: it goes on, and the error is said.
void KeyEdit::storePlan(const std::function<void()> &next)
{
    if (!m_target.isHeld()) {
        next();
        return;
    }
    whenDone(this, m_means.inventory.setPlan(m_target.held, m_wish->permissions, m_wish->ips),
             [this, next](const Result<void> &stored) {
                 if (!stored)
                     m_error = stored.error();
                 faultPoint("edit.planned");
                 next();
             });
}

void KeyEdit::prove()
{
    m_poll.stop();
    if (m_record) // so it was meant: no change from outside
        m_means.inventory.book().expect(m_target.uid, *m_record);
    m_entry.remove(this, [this](const Result<void> &removed) {
        if (!removed)
            m_error = removed.error();
        m_means.inventory.verify();
        setState(State::Changed);
    });
}

} // namespace coffer::keys
