// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/credentials.h"
#include "htx/request.h"

#include <QByteArrayView>
#include <QUrl>

namespace coffer::htx {

/// Percent-encodes as the exchange does: everything but A-Z a-z 0-9 - . _ ~, upper-case hex (htx-api.md 2.1).
QByteArray percentEncoded(QByteArrayView text);

/// "name=value&…" of encoded pairs in byte order of the encoded names.
QByteArray canonicalQuery(const QList<std::pair<QByteArray, QByteArray>> &query);

/// The signed text: METHOD\nhost\npath\nquery. host as called, lower case, with its port when not the
/// default.
QByteArray canonicalText(QByteArrayView method, QByteArrayView host, QByteArrayView path,
                         QByteArrayView query);

/// Base64 of the signature of text. WrongSignature when the secret can't sign (a PEM that is no Ed25519 key).
Result<QByteArray> signature(QByteArrayView text, const Credentials &credentials);

/// "YYYY-MM-DDThh:mm:ss" in UTC.
QByteArray timestampText(qint64 utcMs);

/// The full query to append to the URL: the request's own parameters and the signing ones, encoded once. Send
/// these exact bytes. Pure.
Result<QByteArray> signedQuery(const Request &request, const Credentials &credentials, qint64 utcMs,
                               QByteArrayView host);

/// The host string that is signed for this address: lower case, ":port" unless it is the scheme's own.
QByteArray signedHost(const QUrl &base);

} // namespace coffer::htx
