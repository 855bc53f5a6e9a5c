// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/subuserkeymaker.h"

#include "core/faultpoint.h"
#include "core/log.h"
#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"
#include "htx/outcome.h"
#include "keys/findings/findingbook.h"
#include "keys/stores/secretstores.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

namespace endpoints = htx::endpoints;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

template<class T>
void answer(const std::shared_ptr<QPromise<Result<T>>> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

template<class T>
std::shared_ptr<QPromise<Result<T>>> started()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

/// The exchange's word about the key, as its reply gave it. It says nothing of how long the key lives.
CheckedKey checkedFrom(const htx::SubUserKey &key, Uid uid)
{
    htx::ApiKeyRecord record;
    record.accessKey = key.accessKey;
    record.status = u"normal"_s;
    record.note = key.note;
    record.permissions = key.permissions;
    record.ipAddresses = key.ipAddresses;
    CheckedKey checked;
    checked.accessKey = key.accessKey;
    checked.uid = uid;
    checked.record = record;
    checked.isSubUser = true;
    return checked;
}

} // namespace

SubUserKeyMaker::SubUserKeyMaker(Keyring &keyring, KeyInventory &inventory, SecretStores &stores,
                                 PendingTable &pending, Clock &clock, QObject *parent)
    : QObject(parent),
      m_keyring(keyring),
      m_inventory(inventory),
      m_stores(stores),
      m_pending(pending),
      m_clock(clock)
{
}

SubUserKeyMaker::~SubUserKeyMaker() = default;

Future<CheckedKey> SubUserKeyMaker::make(const Wish &wish, const QString &otp)
{
    if (m_made)
        return readyFuture<CheckedKey>(fail(ErrorKind::InvalidInput, {}, u"made"_s));
    m_otp = otp;
    m_entry = {};
    m_entry.id = newId();
    m_entry.parent = wish.parent;
    m_entry.draft = wish.draft;
    m_entry.label = wish.label;
    m_entry.startedAt = m_clock.nowMs();
    const Making making = started<CheckedKey>();
    if (wish.draft.uid.value == 0)
        makeSubUser(wish, making);
    else
        listBefore(making);
    return making->future();
}

/// A sub-user's name is unique, so a lost reply is made up for by looking for it.
void SubUserKeyMaker::makeSubUser(const Wish &wish, const Making &making)
{
    whenDone(this,
             m_keyring.accountGateway(wish.parent).send(endpoints::subuser::create({{wish.newSubUser, {}}})),
             [this, making, name = wish.newSubUser](const Result<QList<htx::CreatedSubUser>> &rows) {
                 if (htx::outcomeOf(rows) == htx::Outcome::Unknown) {
                     findSubUser(name, {}, rows.error(), making);
                 } else if (!rows) {
                     answer<CheckedKey>(making, fail(rows.error()));
                 } else if (rows->size() != 1) {
                     answer<CheckedKey>(making, fail(ErrorKind::MalformedReply));
                 } else if (rows->first().refusal) {
                     answer<CheckedKey>(making, fail(*rows->first().refusal));
                 } else {
                     m_entry.draft.uid = rows->first().uid;
                     listBefore(making);
                 }
             });
}

void SubUserKeyMaker::findSubUser(const QString &name, const QString &from, const Error &error,
                                  const Making &making)
{
    whenDone(this, m_keyring.accountGateway(m_entry.parent).send(endpoints::subuser::list(from)),
             [this, name, error, making](const Result<htx::Page<htx::SubUser>> &page) {
                 if (!page) {
                     answer<CheckedKey>(making, fail(error));
                     return;
                 }
                 const auto found = std::ranges::find_if(page->rows, [&name](const htx::SubUser &user) {
                     return user.name.compare(name, Qt::CaseInsensitive) == 0;
                 });
                 if (found != page->rows.end()) {
                     m_entry.draft.uid = found->uid;
                     listBefore(making);
                 } else if (!page->next.isEmpty()) {
                     findSubUser(name, page->next, error, making);
                 } else {
                     answer<CheckedKey>(making, fail(error));
                 }
             });
}

/// What is there before tells apart what is there afterwards.
void SubUserKeyMaker::listBefore(const Making &making)
{
    whenDone(this, m_keyring.accountGateway(m_entry.parent).send(endpoints::user::apiKeys(m_entry.draft.uid)),
             [this, making](const Result<QList<htx::ApiKeyRecord>> &keys) {
                 if (!keys) {
                     answer<CheckedKey>(making, fail(keys.error()));
                     return;
                 }
                 for (const htx::ApiKeyRecord &key : *keys)
                     m_entry.before << key.accessKey;
                 ask(making);
             });
}

void SubUserKeyMaker::ask(const Making &making)
{
    whenDone(this, m_pending.save(m_entry.toPending()), [this, making](const Result<void> &saved) {
        if (!saved) {
            answer<CheckedKey>(making, fail(saved.error()));
            return;
        }
        faultPoint("setup.journalled");
        whenDone(this,
                 m_keyring.accountGateway(m_entry.parent)
                     .send(endpoints::subuser::createKey(m_entry.draft, std::exchange(m_otp, {}))),
                 [this, making](const Result<htx::SubUserKey> &key) { answered(key, making); });
    });
}

void SubUserKeyMaker::answered(const Result<htx::SubUserKey> &key, const Making &making)
{
    switch (htx::outcomeOf(key)) {
    case htx::Outcome::Rejected:
        forget();
        answer<CheckedKey>(making, fail(key.error()));
        return;
    case htx::Outcome::Unknown:
        lookForKey(key.error(), making);
        return;
    case htx::Outcome::Accepted:
        break;
    }
    log::protect(key->accessKey.toUtf8());
    log::protect(key->secret->view());
    m_made = checkedFrom(*key, m_entry.draft.uid);
    if (m_made->record)
        m_inventory.book().expect(m_made->uid, *m_made->record); // it is no stranger
    m_secret = key->secret;
    m_entry.accessKey = key->accessKey;
    m_entry.step = SubUserKeyEntry::Step::Made;
    faultPoint("setup.created");
    // A failure of this leaves the step before, from which the next start finds the key by its note.
    whenDone(this, m_pending.save(m_entry.toPending()), [this, making](const Result<void> &) {
        faultPoint("setup.made");
        answer<CheckedKey>(making, *m_made);
    });
}

/// The request may have arrived. It is not sent again: the list tells.
void SubUserKeyMaker::lookForKey(const Error &error, const Making &making)
{
    whenDone(this, m_keyring.accountGateway(m_entry.parent).send(endpoints::user::apiKeys(m_entry.draft.uid)),
             [this, error, making](const Result<QList<htx::ApiKeyRecord>> &keys) {
                 Error outcome = error;
                 if (keys) {
                     m_entry.accessKey = m_entry.findIn(*keys);
                     outcome.code = QLatin1String(m_entry.accessKey.isEmpty() ? notListed : withoutSecret);
                 }
                 answer<CheckedKey>(making, fail(outcome)); // the journal keeps it for the next start
             });
}

Future<KeyRecord> SubUserKeyMaker::save(const CheckedKey &checked, KeyPlan plan)
{
    if (!m_made || checked.accessKey != m_made->accessKey)
        return readyFuture<KeyRecord>(fail(ErrorKind::NotFound));
    // Under an id that the journal knows: a secret that was written before a crash is found again.
    if (m_entry.key.value.isEmpty())
        m_entry.key = KeyId{newId()};
    plan.id = m_entry.key;
    m_entry.step = SubUserKeyEntry::Step::Storing;
    m_entry.place = plan.place.isEmpty() ? m_stores.preferred().place() : plan.place;
    plan.place = m_entry.place;
    m_entry.label = plan.label;
    const auto saving = started<KeyRecord>();
    whenDone(this, m_pending.save(m_entry.toPending()),
             [this, checked, plan, saving](const Result<void> &saved) {
                 if (saved)
                     store(checked, plan, saving);
                 else
                     answer<KeyRecord>(saving, fail(saved.error()));
             });
    return saving->future();
}

void SubUserKeyMaker::store(const CheckedKey &checked, const KeyPlan &plan,
                            const std::shared_ptr<QPromise<Result<KeyRecord>>> &saving)
{
    faultPoint("setup.storing");
    whenDone(this, m_inventory.add(checked, plan, m_secret),
             [this, saving, place = plan.place](const Result<KeyRecord> &record) {
                 if (record) {
                     faultPoint("setup.saved");
                     wipePlacesBut(place);
                     forget();
                 } else if (record.error().kind != ErrorKind::KeychainDenied &&
                            record.error().kind != ErrorKind::KeychainAbsent &&
                            record.error().kind != ErrorKind::KeychainLocked) { // those hold nothing
                     m_triedPlaces << place;
                 }
                 answer<KeyRecord>(saving, record);
             });
}

void SubUserKeyMaker::wipePlacesBut(const QString &place)
{
    for (const QString &tried : std::exchange(m_triedPlaces, {})) {
        if (SecretStore *store = m_stores.at(tried); store && tried != place)
            store->remove(m_entry.key);
    }
}

Future<void> SubUserKeyMaker::remove()
{
    if (m_entry.accessKey.isEmpty())
        return readyFuture<void>({});
    const auto removing = started<void>();
    whenDone(this,
             m_keyring.accountGateway(m_entry.parent)
                 .send(endpoints::subuser::deleteKey(m_entry.draft.uid, m_entry.accessKey)),
             [this, removing](const Result<htx::Done> &done) {
                 if (!done && done.error().kind != ErrorKind::NotFound) {
                     answer<void>(removing, fail(done.error()));
                     return;
                 }
                 faultPoint("setup.deleted");
                 wipePlacesBut({});
                 forget();
                 answer<void>(removing, {});
             });
    return removing->future();
}

/// Nothing is under way any more. An entry that could not be removed is found to be settled at the next
/// start.
void SubUserKeyMaker::forget()
{
    m_made.reset();
    m_secret.reset();
    m_entry.accessKey.clear();
    m_pending.remove(m_entry.id);
}

} // namespace coffer::keys
