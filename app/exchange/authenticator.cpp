// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/authenticator.h"

#include "exchange/errors.h"
#include "htx/signer.h"

#include <QDateTime>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace coffer::exchange {

namespace {

constexpr qint64 allowedSkewMs = 300'000; ///< htx-api.md 2.1

std::pair<const ApiKey *, Refusal> refuse(QByteArray message, QByteArray code = "api-signature-not-valid")
{
    return {nullptr, Refusal{std::move(code), std::move(message)}};
}

/// What the client must have signed: its parameters but the signature, encoded and sorted the one right way.
QByteArray signedQuery(const Query &query)
{
    QList<std::pair<QByteArray, QByteArray>> covered;
    covered.reserve(query.all().size());
    for (const auto &parameter : query.all()) {
        if (parameter.first != "Signature")
            covered.append(parameter);
    }
    return htx::canonicalQuery(covered);
}

bool verifies(const ApiKey &key, QByteArrayView text, const QByteArray &signature)
{
    if (key.method == htx::SignatureMethod::Ed25519) {
        const auto raw = QByteArray::fromBase64Encoding(signature, QByteArray::AbortOnBase64DecodingErrors);
        return raw && verifiesEd25519(text, *raw, key.publicKey);
    }
    const Result<QByteArray> expected = htx::signature(text, {key.accessKey, key.secret, key.method});
    return expected && expected->size() == signature.size() &&
           CRYPTO_memcmp(expected->constData(), signature.constData(), size_t(signature.size())) == 0;
}

/// With the host as called, or without its port.
bool verifies(const ApiKey &key, const Claim &claim)
{
    const QByteArray host = claim.host.toByteArray().toLower();
    const auto text = [&](QByteArrayView name) {
        return htx::canonicalText(claim.method, name, claim.path, claim.query);
    };
    if (verifies(key, text(host), claim.signature))
        return true;
    const qsizetype colon = host.lastIndexOf(':');
    return colon > 0 && verifies(key, text(QByteArrayView(host).first(colon)), claim.signature);
}

} // namespace

std::optional<qint64> parseTimestamp(QByteArrayView text)
{
    constexpr QByteArrayView shape("dddd-dd-ddTdd:dd:dd");
    if (text.size() != shape.size())
        return std::nullopt;
    for (qsizetype at = 0; at < shape.size(); ++at) {
        const bool isDigit = text[at] >= '0' && text[at] <= '9';
        if (shape[at] == 'd' ? !isDigit : text[at] != shape[at])
            return std::nullopt;
    }
    const auto part = [text](qsizetype at, qsizetype length) { return text.sliced(at, length).toInt(); };
    const QDate date(part(0, 4), part(5, 2), part(8, 2));
    const QTime time(part(11, 2), part(14, 2), part(17, 2));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDate(1970, 1, 1).daysTo(date) * 86'400'000 + time.msecsSinceStartOfDay();
}

bool verifiesEd25519(QByteArrayView text, QByteArrayView signature, QByteArrayView publicKey)
{
    const auto bytes = [](QByteArrayView view) {
        return reinterpret_cast<const unsigned char *>(view.data());
    };
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(publicKey), size_t(publicKey.size())),
        &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), size_t(signature.size()), bytes(text),
                            size_t(text.size())) == 1;
}

std::pair<const ApiKey *, Refusal> Authenticator::check(const SignedCall &call, qint64 nowMs) const
{
    const Query &query = call.query;
    const QByteArray accessKey = query.value("AccessKeyId"), signature = query.value("Signature");
    if (accessKey.isEmpty() || signature.isEmpty())
        return refuse("Login is required.", "login-required");
    // Another version is something nobody can have signed here.
    const QByteArray method =
        query.value("SignatureVersion") == "2" ? query.value("SignatureMethod") : QByteArray();
    return check(Claim{accessKey, query.value("Timestamp"), method, signature, call.method, call.host,
                       call.path, signedQuery(query), call.peer},
                 nowMs);
}

std::pair<const ApiKey *, Refusal> Authenticator::check(const Claim &claim, qint64 nowMs) const
{
    const ApiKey *key = m_keys.find(claim.accessKey);
    if (!key)
        return refuse(wrongAccessKey);
    const std::optional<qint64> timestamp = parseTimestamp(claim.timestamp);
    if (!timestamp || std::abs(*timestamp - nowMs) > allowedSkewMs)
        return refuse(wrongTime);
    const bool isEd25519 = key->method == htx::SignatureMethod::Ed25519;
    if (claim.signatureMethod != (isEd25519 ? "Ed25519" : "HmacSHA256") || !verifies(*key, claim))
        return refuse(wrongSignature);
    if (!allowsAddress(key->ipAddresses, claim.peer)) {
        bool isV4 = false;
        const quint32 v4 = claim.peer.toIPv4Address(&isV4); // also of ::ffff:127.0.0.1
        return refuse(wrongAddress + (isV4 ? QHostAddress(v4) : claim.peer).toString().toUtf8());
    }
    if (key->isExpired(nowMs))
        return refuse(expiredKey);
    return {key, {}};
}

} // namespace coffer::exchange
