// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scrypt.h"

#include <QByteArray>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <array>
#include <memory>

namespace coffer {

namespace {

struct Freed
{
    void operator()(EVP_KDF *kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX *context) const { EVP_KDF_CTX_free(context); }
};

OSSL_PARAM octets(const char *name, QByteArrayView bytes)
{
    // OpenSSL only reads it, and takes no null pointer.
    static char nothing = 0;
    char *data = bytes.isEmpty() ? &nothing : const_cast<char *>(bytes.data());
    return OSSL_PARAM_construct_octet_string(name, data, static_cast<std::size_t>(bytes.size()));
}

} // namespace

Result<Secret> scrypt(const Secret &passphrase, QByteArrayView salt, const ScryptCost &cost, qsizetype size)
{
    const std::unique_ptr<EVP_KDF, Freed> kdf(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, Freed> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    ScryptCost work = cost;
    // Unless told, OpenSSL refuses more than 32 MiB (security.md 5).
    std::uint64_t memory = 128 * std::uint64_t{work.r} * (work.n + work.p + 2) + 1024;
    const std::array params{octets(OSSL_KDF_PARAM_PASSWORD, passphrase.view()),
                            octets(OSSL_KDF_PARAM_SALT, salt),
                            OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &work.n),
                            OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &work.r),
                            OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &work.p),
                            OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
                            OSSL_PARAM_construct_end()};
    QByteArray bytes(size, Qt::Uninitialized);
    if (!context || EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char *>(bytes.data()),
                                   static_cast<std::size_t>(size), params.data()) != 1) {
        ERR_clear_error();
        return fail(ErrorKind::OutOfMemory);
    }
    Secret derived{QByteArrayView(bytes)};
    Secret::wipe(bytes);
    return derived;
}

} // namespace coffer
