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
QByteArray signedText(const SignedCall &call)
{
    QList<std::pair<QByteArray, QByteArray>> covered;
    covered.reserve(call.query.all().size());
    for (const auto &parameter : call.query.all()) {
        if (parameter.first != "Signature")
            covered.append(parameter);
    }
    return htx::canonicalText(call.method, call.host.toByteArray().toLower(), call.path,
                              htx::canonicalQuery(covered));
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
    if (query.value("AccessKeyId").isEmpty() || query.value("Signature").isEmpty())
        return refuse("Login is required.", "login-required");
    const ApiKey *key = m_keys.find(query.value("AccessKeyId"));
    if (!key)
        return refuse(wrongAccessKey);
    const std::optional<qint64> timestamp = parseTimestamp(query.value("Timestamp"));
    if (!timestamp || std::abs(*timestamp - nowMs) > allowedSkewMs)
        return refuse(wrongTime);
    const bool isEd25519 = key->method == htx::SignatureMethod::Ed25519;
    if (query.value("SignatureVersion") != "2" ||
        query.value("SignatureMethod") !=
            (isEd25519 ? QByteArrayView("Ed25519") : QByteArrayView("HmacSHA256")) ||
        !verifies(*key, signedText(call), query.value("Signature")))
        return refuse(wrongSignature);
    if (!allowsAddress(key->ipAddresses, call.peer)) {
        bool isV4 = false;
        const quint32 v4 = call.peer.toIPv4Address(&isV4); // also of ::ffff:127.0.0.1
        return refuse(wrongAddress + (isV4 ? QHostAddress(v4) : call.peer).toString().toUtf8());
    }
    if (key->isExpired(nowMs))
        return refuse(expiredKey);
    return {key, {}};
}

} // namespace coffer::exchange
