// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyfixture.h"

#include "keys/backup/backupformat.h"

namespace coffer::test {

inline const QByteArray canary = "canary-5f1d0c-secret";

inline keys::BackupKey keyNamed(const QString &name, const QByteArray &secret = {})
{
    keys::BackupKey key;
    key.label = name;
    key.color = QStringLiteral("accent");
    key.accessKey = QStringLiteral("access-key-") + name;
    key.uid = mainUid;
    key.planned = htx::PermissionSet::parse(QStringLiteral("readOnly"));
    key.addedAt = 1'700'000'000'000;
    if (!secret.isEmpty())
        key.secret = secretOf(secret);
    return key;
}

inline keys::BackupContent exampleContent()
{
    keys::BackupContent content;
    content.madeAt = 1'750'000'000'000;
    content.keys = {keyNamed(QStringLiteral("first"), canary), keyNamed(QStringLiteral("second")),
                    keyNamed(QStringLiteral("third \u202e<b>../../etc"), "another\nsecret")};
    content.keys[1].plannedIps = QStringList{QStringLiteral("192.0.2.7"), QStringLiteral("2001:db8::/32")};
    content.keys[1].paused = true;
    content.keys[2].accessKey = QStringLiteral("third-key");
    content.keys[2].plannedIps = QStringList();
    content.keys[2].isSubUser = true;
    content.keys[2].uid = Uid{std::numeric_limits<qint64>::max()};
    content.keys[2].method = htx::SignatureMethod::Ed25519;
    content.keys[2].planned = htx::PermissionSet::parse(QStringLiteral("readOnly,withdraw,moon"));
    content.facts[QStringLiteral("accepted_finding")] = {
        {QStringLiteral("access-key-first"), QStringLiteral("no-ip-binding"), QStringLiteral(""),
         QStringLiteral("it can only look"), qint64(1'700'000'000'001)}};
    content.facts[QStringLiteral("baseline_key")] = {{qint64(100), QStringLiteral("access-key-first"),
                                                      QStringLiteral("readOnly"), QStringLiteral("192.0.2.7"),
                                                      QStringLiteral("a note"), qint64(1'700'000'000'002)}};
    content.facts[QStringLiteral("baseline_address")] = {
        {qint64(100), QStringLiteral("usdt"), QStringLiteral("trc20usdt"), QStringLiteral("TX"),
         QStringLiteral(""), QStringLiteral("mine"), qint64(1'700'000'000'003)}};
    content.facts[QStringLiteral("baseline_reading")] = {
        {qint64(100), QStringLiteral("usdt"), qint64(1'700'000'000'004)}};
    return content;
}

} // namespace coffer::test
