// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/keystorage.h"

#include "core/faultpoint.h"

namespace coffer::keys {

namespace {

/// The store let nobody in, so it holds nothing, and asking it would only prompt once more. One that did not
/// answer may still do what it was asked.
bool isShut(ErrorKind kind)
{
    return kind == ErrorKind::KeychainDenied || kind == ErrorKind::KeychainAbsent ||
           kind == ErrorKind::VaultLocked || kind == ErrorKind::VaultAbsent ||
           kind == ErrorKind::InvalidInput;
}

} // namespace

/// One key on its way.
struct KeyStorage::Work
{
    KeyRecord record;
    SharedSecret secret;
    QString formerPlace{}; ///< empty for a new key
    bool isNoted = false;  ///< by the caller
    QPromise<Result<void>> promise{};

    void end(const Result<void> &result)
    {
        promise.addResult(result);
        promise.finish();
    }
};

KeyStorage::KeyStorage(KeyTable &table, SecretStores &stores, ItemJournal &journal, QObject *parent)
    : QObject(parent), m_table(table), m_stores(stores), m_journal(journal)
{
}

Future<void> KeyStorage::add(const KeyRecord &record, const SharedSecret &secret)
{
    return start(WorkPtr(new Work{record, secret}));
}

Future<void> KeyStorage::addNoted(const KeyRecord &record, const SharedSecret &secret)
{
    return start(WorkPtr(new Work{record, secret, {}, true}));
}

Future<void> KeyStorage::replace(const KeyRecord &record, const QString &formerPlace,
                                 const SharedSecret &secret)
{
    return start(WorkPtr(new Work{record, secret, formerPlace}));
}

Future<void> KeyStorage::start(const WorkPtr &work)
{
    if (!m_stores.at(work->record.place))
        return readyFuture<void>(fail(ErrorKind::KeychainAbsent, work->record.place));
    work->promise.start();
    Future<void> future = work->promise.future();
    if (work->isNoted)
        write(work);
    else
        note(work);
    return future;
}

void KeyStorage::note(const WorkPtr &work)
{
    const KeyRecord &record = work->record;
    ItemNote note;
    note.key = record.id;
    note.label = record.label;
    note.reason = work->formerPlace.isEmpty() ? ItemReason::Adding : ItemReason::Replacing;
    note.places << record.place;
    if (!work->formerPlace.isEmpty() && work->formerPlace != record.place)
        note.places.prepend(work->formerPlace);
    whenDone(this, m_journal.begin(note), [this, work](const Result<void> &noted) {
        faultPoint("adding.noted");
        if (noted)
            write(work);
        else
            undo(work, noted.error());
    });
}

void KeyStorage::write(const WorkPtr &work)
{
    whenDone(this, m_stores.at(work->record.place)->write(work->record.id, work->secret),
             [this, work](const Result<void> &written) {
                 faultPoint("adding.written");
                 if (written)
                     save(work);
                 else
                     undo(work, written.error());
             });
}

void KeyStorage::save(const WorkPtr &work)
{
    const auto saved = [this, work](const Result<void> &done) {
        faultPoint("adding.saved");
        if (!done) {
            undo(work, done.error());
            return;
        }
        // What can't be removed from the former place now is removed later.
        whenDone(this, m_journal.settle(work->record.id, work->record.place),
                 [work](const Result<void> & /*settled*/) { work->end({}); });
    };
    whenDone(this, m_table.save(work->record), [this, work, saved](const Result<void> &done) {
        if (!done || work->formerPlace.isEmpty())
            saved(done);
        else
            whenDone(this, m_table.setPlace(work->record.id, work->record.place), saved);
    });
}

/// The record points to the former place or there is none, and what the new one holds is removed.
void KeyStorage::undo(const WorkPtr &work, const Error &error)
{
    const bool isNew = work->formerPlace.isEmpty();
    const QString kept = isNew && isShut(error.kind) ? work->record.place : work->formerPlace;
    whenDone(this, m_journal.settle(work->record.id, kept),
             [work, error](const Result<void> & /*else later*/) { work->end(fail(error)); });
}

} // namespace coffer::keys
