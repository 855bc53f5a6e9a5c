// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/vaultstore.h"

#include "keys/stores/keychainitem.h"
#include "keys/stores/vaultfile.h"

#include <QQueue>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace coffer::keys {

using vaultfile::Contents;

struct VaultStore::Private
{
    using Work = std::function<Result<Contents>()>;
    using Promise = std::shared_ptr<QPromise<Result<void>>>;

    /// What a task leaves the vault as, when it succeeds.
    enum class Then { Open, AsItWas };

    struct Task
    {
        std::function<Result<Work>()> prepare; ///< in its turn; no work means that there is nothing to do
        Then then = Then::AsItWas;
        Promise promise;
    };

    explicit Private(VaultStore *store, QString path) : q(store), file(std::move(path))
    {
        pool.setMaxThreadCount(1);
    }

    Future<void> enqueue(Then then, std::function<Result<Work>()> prepare);
    Future<void> change(const std::function<bool(vaultfile::Items &)> &edit);
    void startNext();
    void answer(const Task &task, Result<void> result);
    void finish(const Task &task, Result<Contents> contents, quint64 begunAfter);
    void showState(std::optional<Error> trouble = std::nullopt);
    Error shut() const;

    VaultStore *const q;
    const QString file;
    std::optional<Contents> contents; ///< while it is open
    QQueue<Task> tasks;
    bool isBusy = false;
    quint64 lockings = 0; ///< what was begun before a lock() must not open the vault after it
    QThreadPool pool;
};

Future<void> VaultStore::Private::enqueue(Then then, std::function<Result<Work>()> prepare)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    tasks.enqueue(Task{std::move(prepare), then, std::move(promise)});
    startNext();
    return future;
}

/// Of the items as they are when its turn comes. edit says whether there is anything to write.
Future<void> VaultStore::Private::change(const std::function<bool(vaultfile::Items &)> &edit)
{
    return enqueue(Then::AsItWas, [this, edit]() -> Result<Work> {
        if (!contents)
            return fail(shut());
        vaultfile::Items items = contents->items;
        if (!edit(items))
            return Work();
        return Work(
            [path = file, before = *contents, items] { return vaultfile::replace(path, before, items); });
    });
}

void VaultStore::Private::startNext()
{
    if (isBusy || tasks.isEmpty())
        return;
    const Task task = tasks.dequeue();
    isBusy = true;
    const Result<Work> work = task.promise->isCanceled() ? Work() : task.prepare();
    if (!work || !*work) {
        answer(task, work ? Result<void>() : fail(work.error()));
        return;
    }
    whenDone(q, QtConcurrent::run(&pool, *work),
             [this, task, begunAfter = lockings](const Result<Contents> &result) {
                 finish(task, result, begunAfter);
             });
}

void VaultStore::Private::finish(const Task &task, Result<Contents> result, quint64 begunAfter)
{
    const bool mayOpen = begunAfter == lockings && !task.promise->isCanceled();
    if (!result) {
        const bool isOfStore = result.error().kind == ErrorKind::VaultChanged ||
                               result.error().kind == ErrorKind::VaultDamaged ||
                               result.error().kind == ErrorKind::StorageTooNew;
        if (isOfStore)
            showState(result.error());
        answer(task, fail(std::move(result.error())));
        return;
    }
    if (mayOpen && (contents || task.then == Then::Open))
        contents = std::move(*result);
    showState();
    answer(task, {});
}

/// The answer goes out last: whoever gets it may destroy the store.
void VaultStore::Private::answer(const Task &task, Result<void> result)
{
    isBusy = false;
    QMetaObject::invokeMethod(
        q, [this] { startNext(); }, Qt::QueuedConnection);
    task.promise->addResult(std::move(result));
    task.promise->finish();
}

Error VaultStore::Private::shut() const
{
    const ErrorKind kind = vaultfile::exists(file) ? ErrorKind::VaultLocked : ErrorKind::VaultAbsent;
    return {kind, {}, {}, std::nullopt};
}

void VaultStore::Private::showState(std::optional<Error> trouble)
{
    if (trouble)
        q->setState(StoreState::Changed, std::move(trouble));
    else if (contents)
        q->setState(StoreState::Ready);
    else
        q->setState(vaultfile::exists(file) ? StoreState::Locked : StoreState::Absent, shut());
}

VaultStore::VaultStore(QString file, QObject *parent)
    : SecretStore(parent), d(std::make_unique<Private>(this, std::move(file)))
{
    d->showState();
}

VaultStore::~VaultStore() = default;

bool VaultStore::exists() const
{
    return vaultfile::exists(d->file);
}

bool VaultStore::isOpen() const
{
    return d->contents.has_value();
}

Future<void> VaultStore::create(SharedSecret passphrase)
{
    return d->enqueue(Private::Then::Open, [this, passphrase]() -> Result<Private::Work> {
        return Private::Work([file = d->file, passphrase] { return vaultfile::create(file, *passphrase); });
    });
}

Future<void> VaultStore::unlock(SharedSecret passphrase)
{
    return d->enqueue(Private::Then::Open, [this, passphrase]() -> Result<Private::Work> {
        return Private::Work([file = d->file, passphrase] { return vaultfile::open(file, *passphrase); });
    });
}

Future<void> VaultStore::changePassphrase(SharedSecret current, SharedSecret next)
{
    return d->enqueue(Private::Then::AsItWas, [this, current, next]() -> Result<Private::Work> {
        return Private::Work(
            [file = d->file, current, next] { return vaultfile::changePassphrase(file, *current, *next); });
    });
}

QString VaultStore::place() const
{
    return u"vault"_s;
}

Future<SharedSecret> VaultStore::read(const KeyId &key)
{
    if (!d->contents)
        return readyFuture<SharedSecret>(fail(d->shut()));
    const SharedSecret secret = d->contents->items.value(key);
    return readyFuture<SharedSecret>(secret ? Result<SharedSecret>(secret)
                                            : fail(ErrorKind::SecretGone, {}, place()));
}

Future<void> VaultStore::write(const KeyId &key, SharedSecret secret)
{
    if (!secret || secret->isEmpty() || secret->size() > keychainitem::longestSecret)
        return readyFuture<void>(fail(ErrorKind::InvalidInput, {}, u"secretKey"_s));
    return d->change([key, secret](vaultfile::Items &items) {
        items.insert(key, secret);
        return true;
    });
}

Future<void> VaultStore::remove(const KeyId &key)
{
    return d->change([key](vaultfile::Items &items) { return items.remove(key) > 0; });
}

void VaultStore::lock()
{
    ++d->lockings;
    d->contents.reset();
    d->showState();
}

} // namespace coffer::keys
