// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/secretstores.h"

#include <algorithm>

namespace coffer::keys {

void SecretStores::add(SecretStore &store)
{
    m_stores << &store;
    if (!m_preferred)
        m_preferred = &store;
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

} // namespace coffer::keys
