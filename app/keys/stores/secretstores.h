// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <QList>

namespace coffer::keys {

/// The places of this session where secrets can be kept, and the one that new keys go to. Does not own the
/// stores, which outlive it. GUI thread.
class SecretStores
{
public:
    /// The first one is the preferred one until setPreferred().
    void add(SecretStore &store);

    /// nullptr when there is no such place in this session.
    SecretStore *at(const QString &place) const;
    const QList<SecretStore *> &all() const { return m_stores; }

    /// Where new keys go. There must be one store at least.
    SecretStore &preferred() const;
    /// An unknown place changes nothing.
    void setPreferred(const QString &place);

private:
    QList<SecretStore *> m_stores;
    SecretStore *m_preferred = nullptr;
};

} // namespace coffer::keys
