// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/keychainstore.h"

#include "keys/stores/keychainitem.h"
#include "keys/stores/keychainlock.h"

#include <QQueue>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

const QLatin1StringView serviceName("coffer");

QString itemName(const KeyId &key)
{
    // On Windows the service is not part of the name, so the name alone must be ours.
    return "coffer/v1/"_L1 + key.value;
}

/// security.md 2, error map. errorString() holds the system's words, never the item.
Error errorFrom(const QKeychain::Job &job)
{
    Error error{ErrorKind::KeychainAbsent, QString::number(job.error()), job.errorString(), std::nullopt};
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        error.kind = ErrorKind::KeychainLocked;
        error.code = u"entry-not-found"_s;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        error.kind = ErrorKind::KeychainDenied;
        break;
    case QKeychain::NoError:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return error;
}

Result<void> outcome(const QKeychain::Job &job)
{
    return job.error() == QKeychain::NoError ? Result<void>() : fail(errorFrom(job));
}

/// Takes the secret out of a finished job and wipes what the job still holds of it.
Result<SharedSecret> secretOf(const QKeychain::Job &job, const KeyId &key)
{
    if (job.error() != QKeychain::NoError)
        return fail(errorFrom(job));
    QByteArray item = static_cast<const QKeychain::ReadPasswordJob &>(job).binaryData();
    Result<Secret> secret = keychainitem::unpack(key, item);
    Secret::wipe(item);
    if (!secret)
        return fail(std::move(secret.error()));
    return std::make_shared<const Secret>(std::move(*secret));
}

} // namespace

struct KeychainStore::Private
{
    using Job = QKeychain::Job;

    /// One read, write or removal: one or more jobs after another, then one answer.
    struct Task
    {
        KeyId key;
        std::function<void()> start;
        std::function<void(Error)> fail;
    };

    Private(KeychainStore *store, KeychainPatience patience);

    template<class T>
    Future<T> enqueue(const KeyId &key,
                      const std::function<void(const std::shared_ptr<QPromise<Result<T>>> &)> &start);
    template<class T>
    void answer(const std::shared_ptr<QPromise<Result<T>>> &promise, Result<T> result);
    void add(Task task);
    void startNext();
    void run(Job *job, const KeyId &key, const std::function<void(const Job &)> &done,
             const QByteArray &item = {});
    void giveUp();
    void abandonedEnded();
    void tellState(const std::optional<Error> &error);
    void read(const KeyId &key, const std::shared_ptr<QPromise<Result<SharedSecret>>> &promise);

    KeychainStore *const q;
    QQueue<Task> queue;
    std::optional<Task> running;
    std::optional<Task> abandoned; ///< given up on, but QtKeychain still works at it
    QTimer noticeTimer;
    QTimer giveUpTimer;
};

KeychainStore::Private::Private(KeychainStore *store, KeychainPatience patience) : q(store)
{
    noticeTimer.setSingleShot(true);
    noticeTimer.setInterval(patience.notice);
    giveUpTimer.setSingleShot(true);
    giveUpTimer.setInterval(patience.giveUp);
    QObject::connect(&noticeTimer, &QTimer::timeout, q, [this] {
        q->setState(StoreState::Waiting, Error{ErrorKind::KeychainTimeout, {}, {}, std::nullopt});
    });
    QObject::connect(&giveUpTimer, &QTimer::timeout, q, [this] { giveUp(); });
}

template<class T>
Future<T> KeychainStore::Private::enqueue(
    const KeyId &key, const std::function<void(const std::shared_ptr<QPromise<Result<T>>> &)> &start)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    Future<T> future = promise->future();
    Task task;
    task.key = key;
    task.start = [start, promise] { start(promise); };
    task.fail = [promise](Error error) {
        promise->addResult(tl::unexpected(std::move(error)));
        promise->finish();
    };
    add(std::move(task));
    return future;
}

/// Ends the running task. The answer goes out last: whoever gets it may destroy the store.
template<class T>
void KeychainStore::Private::answer(const std::shared_ptr<QPromise<Result<T>>> &promise, Result<T> result)
{
    noticeTimer.stop();
    giveUpTimer.stop();
    running.reset();
    QMetaObject::invokeMethod(
        q, [this] { startNext(); }, Qt::QueuedConnection);
    tellState(result ? std::nullopt : std::optional(result.error()));
    promise->addResult(std::move(result));
    promise->finish();
}

void KeychainStore::Private::add(Task task)
{
    if (abandoned) {
        task.fail(Error{ErrorKind::KeychainTimeout, {}, {}, std::nullopt});
        return;
    }
    queue.append(std::move(task));
    startNext();
}

void KeychainStore::Private::startNext()
{
    if (running || abandoned || queue.isEmpty())
        return;
    running = queue.dequeue();
    noticeTimer.start();
    giveUpTimer.start();
    running->start();
}

/// The job has no parent and deletes itself: it must outlive the store and every time limit. item is what it
/// was given to write, wiped when it is done with it.
void KeychainStore::Private::run(Job *job, const KeyId &key, const std::function<void(const Job &)> &done,
                                 const QByteArray &item)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(itemName(key));
    QObject::connect(job, &Job::finished, q, [this, done, item](Job *finished) {
        QByteArray written = item;
        Secret::wipe(written);
        if (!abandoned) {
            done(*finished);
            return;
        }
        if (auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(finished)) {
            QByteArray late = read->binaryData();
            Secret::wipe(late);
        }
        abandonedEnded();
    });
    job->start();
}

void KeychainStore::Private::giveUp()
{
    abandoned = std::exchange(running, std::nullopt);
    noticeTimer.stop();
    const Error timeout{ErrorKind::KeychainTimeout, {}, {}, std::nullopt};
    q->setState(StoreState::Hanging, timeout);
    QList<Task> unanswered = std::exchange(queue, {});
    if (abandoned)
        unanswered.prepend(*abandoned);
    for (const Task &task : std::as_const(unanswered)) // the store may be gone after the first answer
        task.fail(timeout);
}

/// What is wrong with one item says nothing against the keychain.
void KeychainStore::Private::tellState(const std::optional<Error> &error)
{
    StoreState state = StoreState::Ready;
    if (error && error->kind == ErrorKind::KeychainLocked)
        state = StoreState::Locked;
    else if (error && error->kind == ErrorKind::KeychainDenied)
        state = StoreState::Denied;
    else if (error && error->kind == ErrorKind::KeychainAbsent)
        state = StoreState::Absent;
    q->setState(state, state == StoreState::Ready ? std::nullopt : error);
}

void KeychainStore::Private::abandonedEnded()
{
    abandoned.reset();
    q->setState(StoreState::Unknown); // it answers again
    startNext(); // a late item stays: perhaps it replaced one, and the note of a new one is still open
}

/// A missing item is asked about once more: is it gone, or is the keychain locked?
void KeychainStore::Private::read(const KeyId &key,
                                  const std::shared_ptr<QPromise<Result<SharedSecret>>> &promise)
{
    run(new QKeychain::ReadPasswordJob(serviceName), key, [this, key, promise](const Job &job) {
        if (job.error() != QKeychain::EntryNotFound) {
            Result<SharedSecret> secret = secretOf(job, key);
            answer(promise, std::move(secret));
            return;
        }
        whenDone(q, isKeychainOpen(), [this, promise, error = errorFrom(job)](bool isOpen) {
            if (abandoned) { // given up on meanwhile
                abandonedEnded();
                return;
            }
            answer<SharedSecret>(promise, isOpen ? fail(ErrorKind::SecretGone, error.detail, q->place())
                                                 : fail(error));
        });
    });
}

KeychainStore::KeychainStore(KeychainPatience patience, QObject *parent)
    : SecretStore(parent), d(std::make_unique<Private>(this, patience))
{
}

KeychainStore::~KeychainStore() = default;

QString KeychainStore::place() const
{
    return u"keychain"_s;
}

Future<SharedSecret> KeychainStore::read(const KeyId &key)
{
    return d->enqueue<SharedSecret>(key, [this, key](const auto &promise) { d->read(key, promise); });
}

Future<void> KeychainStore::write(const KeyId &key, SharedSecret secret)
{
    if (!secret)
        return readyFuture<void>(fail(ErrorKind::InvalidInput, {}, u"secretKey"_s));
    if (Result<QByteArray> item = keychainitem::pack(key, *secret); item)
        Secret::wipe(*item);
    else
        return readyFuture<void>(fail(std::move(item.error())));

    return d->enqueue<void>(key, [this, key, secret](const auto &promise) {
        const auto compare = [this, key, secret, promise](const QKeychain::Job &job) {
            Result<SharedSecret> stored = secretOf(job, key);
            if (!stored)
                d->answer<void>(promise, fail(std::move(stored.error())));
            else
                d->answer<void>(promise,
                                **stored == *secret ? Result<void>() : fail(ErrorKind::KeychainCorrupt));
        };
        const QByteArray item = *keychainitem::pack(key, *secret);
        auto *job = new QKeychain::WritePasswordJob(serviceName);
        job->setBinaryData(item);
        d->run(
            job, key,
            [this, key, promise, compare](const QKeychain::Job &finished) {
                if (Result<void> written = outcome(finished); written)
                    d->run(new QKeychain::ReadPasswordJob(serviceName), key, compare);
                else
                    d->answer(promise, std::move(written));
            },
            item);
    });
}

Future<void> KeychainStore::remove(const KeyId &key)
{
    return d->enqueue<void>(key, [this, key](const auto &promise) {
        const auto deleted = [this, promise](const QKeychain::Job &job) {
            // Some systems report an entry that is already gone.
            d->answer(promise, job.error() == QKeychain::EntryNotFound ? Result<void>() : outcome(job));
        };
        auto *job = new QKeychain::WritePasswordJob(serviceName);
        job->setBinaryData("removed"_ba);
        d->run(job, key, [this, key, promise, deleted](const QKeychain::Job &finished) {
            if (Result<void> overwritten = outcome(finished); overwritten)
                d->run(new QKeychain::DeletePasswordJob(serviceName), key, deleted);
            else
                d->answer(promise, std::move(overwritten));
        });
    });
}

} // namespace coffer::keys
