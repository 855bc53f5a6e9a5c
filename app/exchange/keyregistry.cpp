// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/keyregistry.h"
#include "exchange/spans.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr int longestList = 20;

/// Four numbers with dots; QHostAddress alone would take "10.1" too.
bool isIpv4(const QString &text)
{
    return text.count(QLatin1Char('.')) == 3 &&
           QHostAddress(text).protocol() == QAbstractSocket::IPv4Protocol;
}

bool isIpv6(const QString &text)
{
    return !text.contains(QLatin1Char('%')) && QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol;
}

bool isIpv4Network(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    bool isNumber = false;
    const int prefix = parts.size() == 2 ? parts[1].toInt(&isNumber) : 0;
    return isNumber && prefix >= 1 && prefix <= 32 && isIpv4(parts[0]);
}

} // namespace

void KeyRegistry::add(ApiKey key)
{
    const auto place = m_keys.insert(m_keys.end(), std::move(key));
    m_byAccessKey.insert(place->accessKey, place);
}

const ApiKey *KeyRegistry::find(const QByteArray &accessKey) const
{
    const auto found = m_byAccessKey.constFind(accessKey);
    return found == m_byAccessKey.constEnd() ? nullptr : &**found;
}

ApiKey *KeyRegistry::find(const QByteArray &accessKey)
{
    const auto found = m_byAccessKey.constFind(accessKey);
    return found == m_byAccessKey.constEnd() ? nullptr : &**found;
}

int KeyRegistry::countOf(Uid uid) const
{
    return int(
        std::count_if(m_keys.begin(), m_keys.end(), [uid](const ApiKey &key) { return key.uid == uid; }));
}

void KeyRegistry::remove(const QByteArray &accessKey)
{
    const auto found = m_byAccessKey.constFind(accessKey);
    if (found == m_byAccessKey.constEnd())
        return;
    m_keys.erase(*found);
    m_byAccessKey.erase(found);
}

void KeyRegistry::touch(const QByteArray &accessKey, qint64 nowMs)
{
    ApiKey *key = find(accessKey);
    if (key && key->renewedByUse)
        key->startLife(nowMs);
}

qint64 ApiKey::validDays(qint64 nowMs) const
{
    if (!expiresAt)
        return -1;
    return isExpired(nowMs) ? 0 : (*expiresAt - nowMs + dayMs - 1) / dayMs;
}

void ApiKey::startLife(qint64 nowMs)
{
    renewedByUse = ipAddresses.isEmpty() && permissions.risk() > 0;
    expiresAt = renewedByUse ? std::optional(nowMs + 90 * dayMs) : std::nullopt;
}

std::optional<QStringList> parseAddressList(const QString &text)
{
    QStringList entries = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &entry : entries)
        entry = entry.trimmed();
    const bool allKnown = std::all_of(entries.cbegin(), entries.cend(), [](const QString &entry) {
        return isIpv4(entry) || isIpv6(entry) || isIpv4Network(entry);
    });
    return allKnown && entries.size() <= longestList ? std::optional(entries) : std::nullopt;
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
