// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/rotation.h"

#include "core/faultpoint.h"
#include "htx/endpoints/user.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using Step = Rotation::Step;

/// Words of the journal; what has ended is not in it.
constexpr std::array words{
    std::pair{Step::Planned, "planned"_L1},   std::pair{Step::Storing, "storing"_L1},
    std::pair{Step::Stored, "stored"_L1},     std::pair{Step::Proved, "proved"_L1},
    std::pair{Step::Switched, "switched"_L1}, std::pair{Step::Revoking, "revoking"_L1}};

QString wordOf(Step step)
{
    return std::ranges::find(words, step, &decltype(words)::value_type::first)->second;
}

Step stepOf(const QString &word)
{
    const auto found = std::ranges::find(words, word, &decltype(words)::value_type::second);
    return found == words.end() ? Step::Planned : found->first;
}

KeyTarget targetOf(const KeyRecord &record)
{
    return {record.accessKey, record.uid, record.isSubUser, record.id, record.label};
}

std::optional<KeyRecord> heldKey(const KeyInventory &inventory, const QString &accessKey)
{
    for (const InventoryEntry &entry : inventory.entries()) {
        if (entry.held && !accessKey.isEmpty() && entry.held->accessKey == accessKey)
            return entry.held;
    }
    return std::nullopt;
}

Error invalid(QLatin1StringView code)
{
    return {ErrorKind::InvalidInput, code, {}, std::nullopt};
}

} // namespace

Rotation::Rotation(const ChangeMeans &means, const KeyRecord &old, QObject *parent)
    : QObject(parent),
      m_means(means),
      m_old(targetOf(old)),
      m_oldRights(KeyWish::of(old)),
      m_witness(means.inventory, means.keyring),
      m_entry(means.pending, m_old.entryId(QLatin1StringView(kind)), QLatin1StringView(kind)),
      m_wish(m_oldRights)
{
    m_entry.data() = m_old.toJson();
    m_entry.data().insert(u"rights"_s, m_oldRights.toJson());
    m_entry.data().insert(u"color"_s, old.color);
    m_entry.data().insert(u"wasPaused"_s, old.paused);
}

Rotation::Rotation(const ChangeMeans &means, const Pending &pending, QObject *parent)
    : QObject(parent),
      m_means(means),
      m_old(KeyTarget::fromJson(pending.data)),
      m_oldRights(KeyWish::fromJson(pending.data.value("rights"_L1).toObject())),
      m_witness(means.inventory, means.keyring),
      m_entry(means.pending, pending.id, QLatin1StringView(kind)),
      m_step(stepOf(pending.step)),
      m_wish(KeyWish::fromJson(pending.data.value("wish"_L1).toObject())),
      m_consent(pending.data.value("consent"_L1).toBool())
{
    m_entry.adopt(pending);
    if (m_step == Step::Storing) // how far it came, the list of keys tells
        m_step = replacement() ? Step::Stored : Step::Planned;
}

Rotation::~Rotation() = default;

std::optional<KeyRecord> Rotation::replacement() const
{
    return heldKey(m_means.inventory, m_entry.data().value("newAccessKey"_L1).toString());
}

KeyPlan Rotation::keyPlan() const
{
    KeyPlan plan;
    plan.label = m_old.label;
    plan.color = m_entry.data().value("color"_L1).toString();
    plan.permissions = m_wish.permissions;
    plan.ips = m_wish.ips;
    plan.place = m_place;
    return plan;
}

void Rotation::reach(Step step, const Next &next)
{
    m_entry.write(this, wordOf(step), m_means.clock.nowMs(), [this, step, next](const Result<void> &saved) {
        if (!saved) {
            giveUp(saved.error());
            return;
        }
        m_step = step;
        Q_EMIT changed();
        next();
    });
}

void Rotation::giveUp(const Error &error)
{
    m_isBusy = false;
    m_error = error;
    Q_EMIT changed();
}

/// Locked, Coffer stores, reads and sends nothing, from here neither. All stays as it is until it is
/// unlocked.
bool Rotation::isRefusedWhileLocked()
{
    if (!m_means.keyring.isLocked())
        return false;
    giveUp({ErrorKind::Locked, {}, {}, std::nullopt});
    return true;
}

void Rotation::plan(const KeyWish &wish, bool consent)
{
    if (m_isBusy || m_step != Step::Planned || isRefusedWhileLocked())
        return;
    m_error.reset();
    if (faultOf(wish, m_old.isSubUser) != WishFault::None) {
        giveUp(invalid("wish"_L1));
        return;
    }
    if (!wideningTo(wish).isNone() && !consent) {
        giveUp(invalid(QLatin1StringView(isWider)));
        return;
    }
    m_wish = wish;
    m_consent = consent;
    m_entry.data().insert(u"wish"_s, wish.toJson());
    m_entry.data().insert(u"consent"_s, consent);
    m_isBusy = true;
    const auto planned = [this](const Result<void> &saved) {
        m_isBusy = false;
        if (saved)
            Q_EMIT changed();
        else
            giveUp(saved.error());
    };
    m_entry.begin(this, wordOf(Step::Planned), m_means.clock.nowMs(), m_old.entryIds(), planned);
}

void Rotation::make(const QString &otp)
{
    if (m_isBusy || m_step != Step::Planned || !hasPlan() || isRefusedWhileLocked())
        return;
    m_error.reset();
    if (m_maker && m_maker->made()) { // made before; only its secret could not be stored
        saveMade();
        return;
    }
    m_isBusy = true;
    Q_EMIT changed();
    whenDone(this, m_witness.look(m_old), [this, otp](const Result<Sighting> &sighting) {
        if (!sighting)
            giveUp(sighting.error());
        else
            makeWith(sighting->asker, otp);
    });
}

void Rotation::makeWith(Uid parent, const QString &otp)
{
    m_maker = std::make_unique<SubUserKeyMaker>(m_means.keyring, m_means.inventory, m_means.stores,
                                                m_means.pending, m_means.clock);
    const SubUserKeyMaker::Wish wish{
        parent, {m_old.uid, m_wish.note, m_wish.permissions, m_wish.ips}, {}, m_old.label};
    whenDone(this, m_maker->make(wish, otp), [this](const Result<CheckedKey> &made) {
        if (made)
            saveMade();
        else
            giveUp(made.error());
    });
}

void Rotation::saveMade()
{
    if (isRefusedWhileLocked()) // since it was asked for; the secret stays here until it is made again
        return;
    m_isBusy = true;
    const CheckedKey made = *m_maker->made();
    hold(made, [this, made] {
        whenDone(this, m_maker->save(made, keyPlan()),
                 [this](const Result<KeyRecord> &record) { stored(record); });
    });
}

void Rotation::take(const CheckedKey &checked, SharedSecret secret, bool consent)
{
    if (m_isBusy || m_step != Step::Planned || !hasPlan() || isRefusedWhileLocked())
        return;
    m_error.reset();
    m_consent = m_consent || consent;
    const bool isOwn = checked.uid == m_old.uid && checked.accessKey != m_old.accessKey;
    if (!isOwn) {
        giveUp(invalid("otherAccount"_L1));
        return;
    }
    if (checked.record && !wideningTo(KeyWish::of(*checked.record)).isNone() && !m_consent) {
        giveUp(invalid(QLatin1StringView(isWider)));
        return;
    }
    m_isBusy = true;
    m_entry.data().insert(u"consent"_s, m_consent);
    hold(checked, [this, checked, secret] {
        whenDone(this, m_means.inventory.add(checked, keyPlan(), secret),
                 [this](const Result<KeyRecord> &record) { stored(record); });
    });
}

/// Before a key is stored the journal knows which one: after a crash the list of keys tells the rest.
void Rotation::hold(const CheckedKey &checked, const Next &next)
{
    m_entry.data().insert(u"newAccessKey"_s, checked.accessKey);
    reach(Step::Storing, next);
}

void Rotation::stored(const Result<KeyRecord> &record)
{
    if (!record) {
        m_step = Step::Planned;
        giveUp(record.error());
        return;
    }
    reach(Step::Stored, [this] { prove(); });
}

void Rotation::proceed(bool consent)
{
    if (m_isBusy || isRefusedWhileLocked())
        return;
    m_error.reset();
    if (consent && !m_consent) {
        m_consent = true;
        m_entry.data().insert(u"consent"_s, true);
    }
    m_isBusy = true;
    Q_EMIT changed();
    if (m_step == Step::Stored) {
        reach(Step::Stored, [this] { prove(); });
    } else if (m_step == Step::Proved) {
        switchOver();
    } else {
        m_isBusy = false;
        Q_EMIT changed();
    }
}

void Rotation::prove()
{
    askAsReplacement([this] { reach(Step::Proved, [this] { switchOver(); }); });
}

/// The new key alone signs, with its secret as it comes back from where it was stored.
void Rotation::askAsReplacement(const Next &next)
{
    const std::optional<KeyRecord> record = replacement();
    if (!record) {
        giveUp({ErrorKind::NotFound, {}, {}, std::nullopt});
        return;
    }
    m_means.keyring.forgetFailures(); // the user wants to know it now
    whenDone(
        this, m_means.keyring.gateway({record->uid, record->id, {}}).send(htx::endpoints::user::uid()),
        [this, next](const Result<Uid> &uid) {
            if (!uid)
                giveUp(uid.error());
            else if (*uid != m_old.uid)
                giveUp(invalid("otherAccount"_L1));
            else
                next();
        },
        [this] {
            giveUp({ErrorKind::Offline, {}, {}, std::nullopt});
        });
}

/// By what the exchange says of the new key, whatever was wished.
bool Rotation::mayReplace() const
{
    const std::optional<KeyRecord> record = replacement();
    return m_consent || (record && wideningTo(KeyWish::of(*record)).isNone());
}

void Rotation::switchOver()
{
    if (isRefusedWhileLocked())
        return;
    if (!mayReplace()) {
        giveUp(invalid(QLatin1StringView(isWider)));
        return;
    }
    whenDone(this, m_means.inventory.setPaused(m_old.held, true), [this](const Result<void> &paused) {
        // An old key that the user has forgotten meanwhile is not used either.
        if (!paused && paused.error().kind != ErrorKind::NotFound) {
            giveUp(paused.error());
            return;
        }
        faultPoint("rotation.paused");
        reach(Step::Switched, [this] {
            m_isBusy = false;
            Q_EMIT changed();
        });
    });
}

void Rotation::revokeOld()
{
    if (m_isBusy || (m_step != Step::Switched && m_step != Step::Revoking) || isRefusedWhileLocked())
        return;
    m_error.reset();
    if (m_revocation) {
        if (m_revocation->state() == Revocation::State::Gone)
            m_revocation->forgetHere(); // which could not be done before
        else
            m_revocation->start();
        return;
    }
    m_isBusy = true;
    Q_EMIT changed();
    askAsReplacement([this] { beginRevocation(); }); // it may have been lost since the switch
}

void Rotation::beginRevocation()
{
    reach(Step::Revoking, [this] {
        m_isBusy = false;
        m_revocation = std::make_unique<Revocation>(m_means, m_old);
        m_revocation->setIsStep(true);
        if (m_polling)
            m_revocation->setPolling(*m_polling);
        connect(m_revocation.get(), &Revocation::changed, this, &Rotation::revocationChanged);
        connect(m_revocation.get(), &Revocation::finished, this, [this] { end(Step::Done); });
        m_revocation->start();
    });
}

/// A revocation that the user stopped leaves both keys: it is as before.
void Rotation::revocationChanged()
{
    if (m_revocation && m_revocation->state() == Revocation::State::Stopped) {
        m_revocation.release()->deleteLater();
        reach(Step::Switched, [] {});
        return;
    }
    Q_EMIT changed();
}

void Rotation::undo()
{
    if (m_isBusy || !canUndo() || isRefusedWhileLocked())
        return;
    m_isBusy = true;
    m_error.reset();
    const bool wasPaused = m_entry.data().value("wasPaused"_L1).toBool();
    whenDone(this, m_means.inventory.setPaused(m_old.held, wasPaused), [this](const Result<void> &resumed) {
        const std::optional<KeyRecord> record = replacement();
        if (!resumed || !record) {
            giveUp(resumed ? Error{ErrorKind::NotFound, {}, {}, std::nullopt} : resumed.error());
            return;
        }
        faultPoint("rotation.resumed");
        whenDone(this, m_means.inventory.setPaused(record->id, true), [this](const Result<void> &paused) {
            if (paused)
                end(Step::Undone);
            else
                giveUp(paused.error());
        });
    });
}

void Rotation::discard()
{
    if (m_isBusy || isRefusedWhileLocked())
        return;
    m_isBusy = true;
    end(Step::Undone);
}

void Rotation::end(Step step)
{
    m_entry.remove(this, [this, step](const Result<void> &removed) {
        m_isBusy = false;
        if (!removed)
            m_error = removed.error();
        m_step = step;
        Q_EMIT changed();
    });
}

} // namespace coffer::keys
