// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/itemjournal.h"

#include "core/faultpoint.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

const QLatin1StringView kindWord("store-item");

QString wordOf(ItemReason reason)
{
    switch (reason) {
    case ItemReason::Adding:
        return u"adding"_s;
    case ItemReason::Moving:
        return u"moving"_s;
    case ItemReason::Replacing:
        break;
    }
    return u"replacing"_s;
}

ItemReason reasonOf(const QString &word)
{
    return word == wordOf(ItemReason::Adding)   ? ItemReason::Adding
           : word == wordOf(ItemReason::Moving) ? ItemReason::Moving
                                                : ItemReason::Replacing;
}

QString pendingId(const KeyId &key)
{
    return u"store-item:"_s + key.value;
}

Pending pendingOf(const ItemNote &note)
{
    return {pendingId(note.key), kindWord, wordOf(note.reason),
            QJsonObject{{u"key"_s, note.key.value},
                        {u"label"_s, note.label},
                        {u"places"_s, QJsonArray::fromStringList(note.places)}},
            note.since};
}

ItemNote noteOf(const Pending &pending)
{
    ItemNote note;
    note.key = KeyId{pending.data.value("key"_L1).toString()};
    note.label = pending.data.value("label"_L1).toString();
    note.reason = reasonOf(pending.step);
    for (const QJsonValueConstRef place : pending.data.value("places"_L1).toArray())
        note.places << place.toString();
    note.since = pending.startedAt;
    return note;
}

} // namespace

ItemJournal::ItemJournal(PendingTable &table, SecretStores &stores, Clock &clock, QObject *parent)
    : QObject(parent), m_table(table), m_stores(stores), m_clock(clock)
{
    connect(&stores, &SecretStores::stateChanged, this, &ItemJournal::retry);
}

ItemJournal::~ItemJournal() = default;

Future<void> ItemJournal::begin(const ItemNote &note)
{
    ItemNote added = note;
    if (const auto open = m_open.constFind(note.key); open != m_open.cend()) {
        for (const QString &place : open->places) { // what waits to be removed there still does
            if (!added.places.contains(place))
                added.places << place;
        }
    }
    added.since = m_clock.nowMs();
    m_open.insert(added.key, added);
    m_kept.remove(added.key);
    return m_table.save(pendingOf(added));
}

Future<void> ItemJournal::settle(const KeyId &key, const QString &kept)
{
    const auto open = m_open.constFind(key);
    if (open == m_open.cend())
        return readyFuture<void>({});
    QStringList places = open->places;
    places.removeAll(kept);
    m_kept.insert(key, kept);
    m_settling.insert(key);
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const auto answer = [this, promise](Result<void> result) {
        Q_EMIT changed();
        promise->addResult(std::move(result));
        promise->finish();
    };
    removeFrom(key, places, [this, key, answer](Result<void> removed) {
        m_settling.remove(key);
        if (const bool mayDoNow = m_again.remove(key); mayDoNow && !removed && m_kept.contains(key)) {
            whenDone(this, settle(key, m_kept.value(key)), answer);
            return;
        }
        if (!removed || !m_kept.contains(key)) { // or it was begun anew meanwhile
            answer(std::move(removed));
            return;
        }
        m_open.remove(key);
        m_kept.remove(key);
        whenDone(this, m_table.remove(pendingId(key)), [answer](const Result<void> &done) { answer(done); });
    });
    return future;
}

/// One place after another, to the first that fails.
void ItemJournal::removeFrom(const KeyId &key, QStringList places, const Done &done)
{
    if (places.isEmpty()) {
        done({});
        return;
    }
    const QString place = places.takeFirst();
    SecretStore *store = m_stores.at(place);
    if (!store || place == "memory"_L1) { // another session's memory is gone; an unknown place out of reach
        if (store)
            store->remove(key);
        if (store || place == "memory"_L1)
            removeFrom(key, places, done);
        else
            done(fail(ErrorKind::KeychainAbsent, place));
        return;
    }
    whenDone(this, store->remove(key), [this, key, places, done](const Result<void> &removed) {
        faultPoint("item.removed");
        if (removed)
            removeFrom(key, places, done);
        else
            done(removed);
    });
}

Future<void> ItemJournal::recover(const QList<KeyRecord> &records)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    whenDone(this, m_table.all(), [this, records, promise](const Result<QList<Pending>> &all) {
        const Result<void> answer = all ? Result<void>() : fail(all.error());
        const auto remaining = std::make_shared<int>(1);
        const auto oneDone = [promise, remaining, answer](const Result<void> &) {
            if (--*remaining > 0)
                return;
            promise->addResult(answer);
            promise->finish();
        };
        for (const Pending &pending : all.value_or(QList<Pending>())) {
            if (pending.kind != kindWord)
                continue;
            ItemNote note = noteOf(pending);
            if (m_open.contains(note.key)) // of this session
                continue;
            if (const auto record = std::ranges::find(records, note.key, &KeyRecord::id);
                record != records.end()) {
                note.kept = record->place;
            }
            m_open.insert(note.key, note);
            m_found << note;
            ++*remaining;
            whenDone(this, settle(note.key, note.kept), oneDone);
        }
        if (!m_found.isEmpty())
            Q_EMIT changed();
        oneDone({});
    });
    return future;
}

bool ItemJournal::isOpen(const KeyId &key) const
{
    return m_open.contains(key);
}

void ItemJournal::dismissFound()
{
    m_found.clear();
    Q_EMIT changed();
}

/// A store that opens lets in what could not be removed from it before.
void ItemJournal::retry(const SecretStore &store)
{
    if (store.state() != StoreState::Ready)
        return;
    const QHash<KeyId, QString> waiting = m_kept;
    for (auto note = waiting.cbegin(); note != waiting.cend(); ++note) {
        if (!m_open.value(note.key()).places.contains(store.place()))
            continue;
        if (m_settling.contains(note.key()))
            m_again.insert(note.key());
        else
            settle(note.key(), note.value());
    }
}

} // namespace coffer::keys
