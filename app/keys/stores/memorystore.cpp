// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/memorystore.h"

using namespace Qt::StringLiterals;

namespace coffer::keys {

MemoryStore::MemoryStore(QObject *parent) : SecretStore(parent)
{
    setState(StoreState::Ready);
}

QString MemoryStore::place() const
{
    return u"memory"_s;
}

Future<SharedSecret> MemoryStore::read(const KeyId &key)
{
    const auto found = m_secrets.constFind(key);
    if (found == m_secrets.cend())
        return readyFuture<SharedSecret>(fail(ErrorKind::SecretGone, {}, place()));
    return readyFuture<SharedSecret>(*found);
}

Future<void> MemoryStore::write(const KeyId &key, SharedSecret secret)
{
    if (!secret || secret->isEmpty())
        return readyFuture<void>(fail(ErrorKind::InvalidInput, {}, u"secretKey"_s));
    m_secrets.insert(key, secret);
    return readyFuture<void>({});
}

Future<void> MemoryStore::remove(const KeyId &key)
{
    m_secrets.remove(key);
    return readyFuture<void>({});
}

} // namespace coffer::keys
