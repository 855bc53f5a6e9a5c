// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <QHash>
#include <QList>

namespace coffer::keys {

/// The places of this session where secrets can be kept, and the one that new keys go to. Does not own the
/// stores, which outlive it. GUI thread.
class SecretStores : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The first one is the preferred one until setPreferred().
    void add(SecretStore &store);

    /// nullptr when there is no such place in this session.
    SecretStore *at(const QString &place) const;
    const QList<SecretStore *> &all() const { return m_stores; }

    /// Where new keys go. There must be one store at least.
    SecretStore &preferred() const;
    /// An unknown place changes nothing.
    void setPreferred(const QString &place);

    /// Writes a random value to a place, reads it back and removes it. The user asked for it: it may prompt.
    Future<void> check(const QString &place);
    /// See SecretStore::lock().
    void lock();

Q_SIGNALS:
    /// A store is in another state.
    void stateChanged(const coffer::keys::SecretStore &store);
    /// One that let nobody in does now, or may: what failed can be tried again.
    void opened(const coffer::keys::SecretStore &store);

private:
    void noteState(const SecretStore &store);

    QList<SecretStore *> m_stores;
    SecretStore *m_preferred = nullptr;
    QHash<const SecretStore *, StoreState> m_states; ///< as last heard
};

} // namespace coffer::keys
