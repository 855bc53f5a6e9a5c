// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/credentials.h"
#include "htx/types/permission.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QString>

#include <list>
#include <optional>

namespace coffer::exchange {

/// One API key as the exchange keeps it.
struct ApiKey
{
    QByteArray accessKey;
    htx::SignatureMethod method = htx::SignatureMethod::HmacSha256;
    SharedSecret secret;  ///< HmacSHA256
    QByteArray publicKey; ///< Ed25519: the 32 raw bytes that the user uploaded
    Uid uid;
    bool isSub = false;
    QString note;
    htx::PermissionSet permissions;
    QString permissionText;              ///< as it is listed
    QStringList ipAddresses;             ///< addresses and networks; empty: from anywhere
    std::optional<qint64> expiresAt;     ///< ms UTC; nullopt: permanent
    bool renewedByUse = false;           ///< expires some days after its last use, not after its creation
    qint64 createdAt = 0, updatedAt = 0; ///< ms UTC

    bool isExpired(qint64 nowMs) const { return expiresAt && *expiresAt <= nowMs; }
    /// Days left, begun ones counted; -1: permanent.
    qint64 validDays(qint64 nowMs) const;
    /// Sets how long it lives from now, as the rules since June 2022 say (htx-api.md 3.1): without addresses
    /// a key that can do more than read ends 90 days after its last use, any other never.
    void startLife(qint64 nowMs);
};

/// All API keys of the exchange. A key stays where it is until it is removed. One thread.
class KeyRegistry
{
public:
    void add(ApiKey key);

    /// In the order in which they were made.
    const std::list<ApiKey> &all() const { return m_keys; }
    /// nullptr when nobody has it.
    const ApiKey *find(const QByteArray &accessKey) const;
    ApiKey *find(const QByteArray &accessKey);
    /// How many keys a user has.
    int countOf(Uid uid) const;
    void remove(const QByteArray &accessKey);
    /// The key was used: one that is renewed by use lives on.
    void touch(const QByteArray &accessKey, qint64 nowMs);

private:
    std::list<ApiKey> m_keys;
    QHash<QByteArray, std::list<ApiKey>::iterator> m_byAccessKey;
};

/// The entries of a list with commas: IPv4 and IPv6 addresses and IPv4 networks ("202.106.96.0/24"), at most
/// 20 (htx-api.md 3.1). nullopt when one is none of these.
std::optional<QStringList> parseAddressList(const QString &text);
/// True when the list is empty or holds the address or a network with it.
bool allowsAddress(const QStringList &entries, const QHostAddress &address);

} // namespace coffer::exchange
