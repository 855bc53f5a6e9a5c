// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/signer.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>

namespace coffer::htx {

namespace {

template<auto Free>
struct Freed
{
    template<class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using Mac = std::unique_ptr<EVP_MAC, Freed<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

tl::unexpected<Error> cannotSign(const QString &why)
{
    // OpenSSL's queue may quote the input, so it is dropped and never shown.
    ERR_clear_error();
    return fail(ErrorKind::WrongSignature, why);
}

/// An HMAC-SHA256 context without a key. Looking the algorithm up costs more than the signature itself, so
/// that is done once; the context never changes afterwards and each signature works on a copy.
MacContext freshHmac()
{
    static const MacContext prototype = [] {
        const Mac mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
        MacContext context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
        std::array<char, 8> digest{"SHA256"};
        const std::array params{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                OSSL_PARAM_construct_end()};
        if (context && EVP_MAC_CTX_set_params(context.get(), params.data()) != 1)
            context.reset();
        return context;
    }();
    return MacContext(prototype ? EVP_MAC_CTX_dup(prototype.get()) : nullptr);
}

Result<QByteArray> hmacSha256(QByteArrayView text, QByteArrayView secret)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    std::size_t size = 0;
    const MacContext context = freshHmac();
    if (!context || EVP_MAC_init(context.get(), bytesOf(secret), std::size_t(secret.size()), nullptr) != 1 ||
        EVP_MAC_update(context.get(), bytesOf(text), std::size_t(text.size())) != 1 ||
        EVP_MAC_final(context.get(), bytes.data(), &size, bytes.size()) != 1)
        return cannotSign(QStringLiteral("HMAC-SHA256 is not available."));
    return QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), qsizetype(size)).toBase64();
}

/// OpenSSL would ask for the passphrase of an encrypted PEM on the terminal.
int refusePassphrase(char *, int, int, void *)
{
    return -1;
}

Result<QByteArray> ed25519(QByteArrayView text, QByteArrayView pem)
{
    const Bio source(BIO_new_mem_buf(pem.data(), int(pem.size())));
    const PrivateKey key(source ? PEM_read_bio_PrivateKey(source.get(), nullptr, refusePassphrase, nullptr)
                                : nullptr);
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        return cannotSign(QStringLiteral("The secret is not an Ed25519 private key in PKCS#8 PEM."));
    std::array<unsigned char, 64> bytes{};
    std::size_t size = bytes.size();
    const DigestContext context(EVP_MD_CTX_new());
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), bytes.data(), &size, bytesOf(text), std::size_t(text.size())) != 1)
        return cannotSign(QStringLiteral("Ed25519 is not available."));
    return QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), qsizetype(size)).toBase64();
}

constexpr std::array<bool, 256> unreservedTable()
{
    std::array<bool, 256> table{};
    for (const char c :
         std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"))
        table[std::size_t(c)] = true;
    return table;
}

constexpr std::array<bool, 256> unreserved = unreservedTable();

bool isUnreserved(char c)
{
    return unreserved[static_cast<unsigned char>(c)];
}

QByteArray methodName(Method method)
{
    switch (method) {
    case Method::Get:
        return QByteArrayLiteral("GET");
    case Method::Post:
        return QByteArrayLiteral("POST");
    }
    Q_UNREACHABLE();
}

QByteArray methodName(SignatureMethod method)
{
    switch (method) {
    case SignatureMethod::HmacSha256:
        return QByteArrayLiteral("HmacSHA256");
    case SignatureMethod::Ed25519:
        return QByteArrayLiteral("Ed25519");
    }
    Q_UNREACHABLE();
}

int defaultPort(const QString &scheme)
{
    if (scheme == QLatin1String("https") || scheme == QLatin1String("wss"))
        return 443;
    if (scheme == QLatin1String("http") || scheme == QLatin1String("ws"))
        return 80;
    return -1;
}

} // namespace

QByteArray percentEncoded(QByteArrayView text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    const auto reserved = std::count_if(text.begin(), text.end(), [](char c) { return !isUnreserved(c); });
    QByteArray encoded(text.size() + 2 * reserved, Qt::Uninitialized);
    char *out = encoded.data();
    for (const char c : text) {
        if (isUnreserved(c)) {
            *out++ = c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            *out++ = '%';
            *out++ = hex[byte >> 4];
            *out++ = hex[byte & 0xF];
        }
    }
    return encoded;
}

QByteArray canonicalQuery(const QList<std::pair<QByteArray, QByteArray>> &query)
{
    auto pairs = query;
    qsizetype size = 0;
    for (auto &[name, value] : pairs) {
        if (!std::all_of(name.cbegin(), name.cend(), isUnreserved))
            name = percentEncoded(name);
        if (!std::all_of(value.cbegin(), value.cend(), isUnreserved))
            value = percentEncoded(value);
        size += name.size() + value.size() + 2;
    }
    // QByteArray compares bytes, so capitals come first whatever the locale.
    std::sort(pairs.begin(), pairs.end());
    QByteArray joined;
    joined.reserve(size);
    for (const auto &[name, value] : std::as_const(pairs)) {
        if (!joined.isEmpty())
            joined += '&';
        joined += name;
        joined += '=';
        joined += value;
    }
    return joined;
}

QByteArray canonicalText(QByteArrayView method, QByteArrayView host, QByteArrayView path,
                         QByteArrayView query)
{
    QByteArray text;
    text.reserve(method.size() + host.size() + path.size() + query.size() + 3);
    text += method;
    text += '\n';
    text += host;
    text += '\n';
    text += path;
    text += '\n';
    text += query;
    return text;
}

Result<QByteArray> signature(QByteArrayView text, const Credentials &credentials)
{
    if (!credentials.secret || credentials.secret->isEmpty())
        return cannotSign(QStringLiteral("The key has no secret."));
    switch (credentials.method) {
    case SignatureMethod::HmacSha256:
        return hmacSha256(text, credentials.secret->view());
    case SignatureMethod::Ed25519:
        return ed25519(text, credentials.secret->view());
    }
    Q_UNREACHABLE();
}

QByteArray timestampText(qint64 utcMs)
{
    using namespace std::chrono;
    // Four digits of year: a clock that is further off is refused by the exchange anyway.
    constexpr qint64 lastMs = 253'402'300'799'999;
    const sys_time<milliseconds> time{milliseconds(std::clamp<qint64>(utcMs, 0, lastMs))};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(time - day)};

    QByteArray text(19, Qt::Uninitialized);
    char *out = text.data();
    const auto put = [&out](int value, int width, char after) {
        for (int place = width - 1; place >= 0; --place, value /= 10)
            out[place] = char('0' + value % 10);
        out += width;
        if (after != '\0')
            *out++ = after;
    };
    put(int(date.year()), 4, '-');
    put(int(unsigned(date.month())), 2, '-');
    put(int(unsigned(date.day())), 2, 'T');
    put(int(clock.hours().count()), 2, ':');
    put(int(clock.minutes().count()), 2, ':');
    put(int(clock.seconds().count()), 2, '\0');
    return text;
}

Result<QByteArray> signedQuery(const Request &request, const Credentials &credentials, qint64 utcMs,
                               QByteArrayView host)
{
    auto parameters = request.query;
    parameters.reserve(parameters.size() + 4);
    parameters.emplaceBack(QByteArrayLiteral("AccessKeyId"), credentials.accessKey);
    parameters.emplaceBack(QByteArrayLiteral("SignatureMethod"), methodName(credentials.method));
    parameters.emplaceBack(QByteArrayLiteral("SignatureVersion"), QByteArrayLiteral("2"));
    parameters.emplaceBack(QByteArrayLiteral("Timestamp"), timestampText(utcMs));
    QByteArray query = canonicalQuery(parameters);
    const Result<QByteArray> signedText =
        signature(canonicalText(methodName(request.method), host, request.path, query), credentials);
    if (!signedText)
        return tl::unexpected(signedText.error());
    query += "&Signature=";
    query += percentEncoded(*signedText);
    return query;
}

QByteArray signedHost(const QUrl &base)
{
    QByteArray host = base.host(QUrl::FullyEncoded).toLatin1().toLower();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int standard = defaultPort(base.scheme());
    const int port = base.port(standard);
    if (port != standard)
        host += ':' + QByteArray::number(port);
    return host;
}

} // namespace coffer::htx
