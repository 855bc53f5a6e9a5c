// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/keyregistry.h"

#include <algorithm>

namespace coffer::exchange {

void KeyRegistry::add(ApiKey key)
{
    m_byAccessKey.insert(key.accessKey, m_keys.size());
    m_keys.push_back(std::move(key));
}

const ApiKey *KeyRegistry::find(const QByteArray &accessKey) const
{
    const auto found = m_byAccessKey.constFind(accessKey);
    return found == m_byAccessKey.constEnd() ? nullptr : &m_keys[*found];
}

qint64 ApiKey::validDays(qint64 nowMs) const
{
    constexpr qint64 day = 86'400'000;
    if (!expiresAt)
        return -1;
    return isExpired(nowMs) ? 0 : (*expiresAt - nowMs + day - 1) / day;
}

bool allowsAddress(const QStringList &entries, const QHostAddress &address)
{
    if (entries.isEmpty())
        return true;
    return std::any_of(entries.begin(), entries.end(), [&address](const QString &entry) {
        if (entry.contains(QLatin1Char('/')))
            return address.isInSubnet(QHostAddress::parseSubnet(entry));
        return address.isEqual(QHostAddress(entry), QHostAddress::TolerantConversion);
    });
}

} // namespace coffer::exchange
