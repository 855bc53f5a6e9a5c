// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/secretstore.h"

namespace coffer::keys {

void SecretStore::setState(StoreState state, std::optional<Error> trouble)
{
    const bool isNews = m_state != state || m_trouble != trouble;
    m_state = state;
    m_trouble = std::move(trouble);
    if (isNews)
        Q_EMIT stateChanged(state);
}

} // namespace coffer::keys
