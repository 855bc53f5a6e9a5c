// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/keyregistry.h"
#include "exchange/query.h"

namespace coffer::exchange {

/// A request as far as its signature covers it.
struct SignedCall
{
    QByteArrayView method; ///< upper case
    QByteArrayView host;   ///< the Host header as it came
    QByteArrayView path;   ///< encoded as it came
    const Query &query;
    QHostAddress peer;
};

/// Who somebody says to be, and the proof.
struct Claim
{
    QByteArray accessKey, timestamp, signatureMethod, signature;
    QByteArrayView method, host, path; ///< as in SignedCall
    QByteArray query;                  ///< the canonical one
    QHostAddress peer;
};

/// Why a request was refused.
struct Refusal
{
    QByteArray code;    ///< err-code of a v1 reply
    QByteArray message; ///< htx-api.md 9.1
};

/// Checks what the real exchange checks: access key, time, signature, address, expiry; in this order, so that
/// who can't sign learns nothing about a key. Pure but for the registry.
class Authenticator
{
public:
    explicit Authenticator(const KeyRegistry &keys) : m_keys(keys) {}

    /// The key that signed, or nullptr and why not.
    std::pair<const ApiKey *, Refusal> check(const SignedCall &call, qint64 nowMs) const;
    /// The same for what may be signed in another way than a request.
    std::pair<const ApiKey *, Refusal> check(const Claim &claim, qint64 nowMs) const;

private:
    const KeyRegistry &m_keys;
};

/// ms UTC of "YYYY-MM-DDThh:mm:ss"; nullopt for any other form.
std::optional<qint64> parseTimestamp(QByteArrayView text);
/// Ed25519 over OpenSSL. False for a wrong signature and for malformed input.
bool verifiesEd25519(QByteArrayView text, QByteArrayView signature, QByteArrayView publicKey);

} // namespace coffer::exchange
