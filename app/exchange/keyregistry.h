// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/credentials.h"
#include "htx/types/permission.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QString>

#include <optional>
#include <vector>

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
    qint64 createdAt = 0, updatedAt = 0; ///< ms UTC

    bool isExpired(qint64 nowMs) const { return expiresAt && *expiresAt <= nowMs; }
    /// Days left, begun ones counted; -1: permanent.
    qint64 validDays(qint64 nowMs) const;
};

/// All API keys of the exchange. One thread.
class KeyRegistry
{
public:
    void add(ApiKey key);

    /// In the order in which they were made.
    const std::vector<ApiKey> &all() const { return m_keys; }
    /// nullptr when nobody has it.
    const ApiKey *find(const QByteArray &accessKey) const;

private:
    std::vector<ApiKey> m_keys;
    QHash<QByteArray, size_t> m_byAccessKey;
};

/// True when the list is empty or holds the address or a network with it.
bool allowsAddress(const QStringList &entries, const QHostAddress &address);

} // namespace coffer::exchange
