// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/secretstores.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

bool isTrouble(StoreState state)
{
    switch (state) {
    case StoreState::Locked:
    case StoreState::Denied:
    case StoreState::Absent:
    case StoreState::Hanging:
    case StoreState::Changed:
        return true;
    case StoreState::Unknown:
    case StoreState::Ready:
    case StoreState::Waiting:
        break;
    }
    return false;
}

} // namespace

void SecretStores::add(SecretStore &store)
{
    m_stores << &store;
    m_states.insert(&store, store.state());
    if (!m_preferred)
        m_preferred = &store;
    connect(&store, &SecretStore::stateChanged, this, [this, &store] { noteState(store); });
}

SecretStore *SecretStores::at(const QString &place) const
{
    const auto found = std::ranges::find_if(
        m_stores, [&place](const SecretStore *store) { return store->place() == place; });
    return found == m_stores.end() ? nullptr : *found;
}

SecretStore &SecretStores::preferred() const
{
    Q_ASSERT(m_preferred);
    return *m_preferred;
}

void SecretStores::setPreferred(const QString &place)
{
    if (SecretStore *store = at(place))
        m_preferred = store;
}

Future<void> SecretStores::check(const QString &place)
{
    SecretStore *store = at(place);
    if (!store)
        return readyFuture<void>(fail(ErrorKind::KeychainAbsent, place));
    const KeyId key{u"check"_s};
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const auto answer = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const QByteArray random = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    whenDone(this, store->write(key, std::make_shared<const Secret>(random)),
             [this, store, key, answer](const Result<void> &written) {
                 if (written)
                     whenDone(this, store->remove(key), answer);
                 else
                     answer(written);
             });
    return future;
}

void SecretStores::lock()
{
    for (SecretStore *store : std::as_const(m_stores))
        store->lock();
}

void SecretStores::noteState(const SecretStore &store)
{
    const StoreState before = std::exchange(m_states[&store], store.state());
    Q_EMIT stateChanged(store);
    if (isTrouble(before) && (store.state() == StoreState::Ready || store.state() == StoreState::Unknown))
        Q_EMIT opened(store);
}

} // namespace coffer::keys
