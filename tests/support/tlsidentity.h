// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace coffer::test {

/// A self-signed certificate with its key, made for one test.
struct TlsIdentity
{
    QSslCertificate certificate;
    QSslKey key;

    /// For a host name or address; daysLeft may be negative: expired.
    static TlsIdentity create(const QString &host = QStringLiteral("127.0.0.1"), int daysLeft = 1);
};

} // namespace coffer::test
