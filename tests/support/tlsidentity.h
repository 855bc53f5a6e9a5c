// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace coffer::test {

/// A certificate with its key, made for one test.
struct TlsIdentity
{
    QSslCertificate certificate;
    QSslKey key;

    /// Self-signed, for a host name or address; daysLeft may be negative: expired.
    static TlsIdentity create(const QString &host = QStringLiteral("127.0.0.1"), int daysLeft = 1);
    /// The same, but issued by an authority that nobody knows and that is not sent along.
    static TlsIdentity createIssued(const QString &host = QStringLiteral("127.0.0.1"));
};

} // namespace coffer::test
