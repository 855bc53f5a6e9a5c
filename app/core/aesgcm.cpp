// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aesgcm.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

namespace coffer::aesgcm {

namespace {

struct Freed
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Freed>;

const unsigned char *in(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *out(QByteArray &bytes, qsizetype at = 0)
{
    return reinterpret_cast<unsigned char *>(bytes.data()) + at;
}

/// Ready for the text, with the associated data taken in; null when the key or the nonce has another size.
Context begin(const Secret &key, QByteArrayView nonce, QByteArrayView associated, bool encrypts)
{
    Context context(EVP_CIPHER_CTX_new());
    int written = 0;
    const bool isReady =
        context && key.size() == keySize && nonce.size() == nonceSize &&
        EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(key.view()), in(nonce),
                          encrypts ? 1 : 0) == 1 &&
        (associated.isEmpty() || EVP_CipherUpdate(context.get(), nullptr, &written, in(associated),
                                                  static_cast<int>(associated.size())) == 1);
    return isReady ? std::move(context) : Context();
}

/// The text through the cipher; for decrypting this is where the tag is compared.
bool finish(const Context &context, QByteArrayView text, QByteArray &result)
{
    int written = 0;
    int rest = 0;
    const bool isDone = (text.isEmpty() || EVP_CipherUpdate(context.get(), out(result), &written, in(text),
                                                            static_cast<int>(text.size())) == 1) &&
                        EVP_CipherFinal_ex(context.get(), out(result, written), &rest) == 1;
    ERR_clear_error();
    return isDone;
}

} // namespace

std::optional<QByteArray> encrypt(const Secret &key, QByteArrayView nonce, QByteArrayView associated,
                                  QByteArrayView plain)
{
    const Context context = begin(key, nonce, associated, true);
    QByteArray result(plain.size() + tagSize, Qt::Uninitialized);
    if (!context || !finish(context, plain, result) ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, out(result, plain.size())) != 1) {
        return std::nullopt;
    }
    return result;
}

std::optional<Secret> decrypt(const Secret &key, QByteArrayView nonce, QByteArrayView associated,
                              QByteArrayView ciphertextAndTag)
{
    if (ciphertextAndTag.size() < tagSize)
        return std::nullopt;
    const QByteArrayView ciphertext = ciphertextAndTag.chopped(tagSize);
    QByteArray tag = ciphertextAndTag.last(tagSize).toByteArray();
    const Context context = begin(key, nonce, associated, false);
    if (!context || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) != 1)
        return std::nullopt;
    QByteArray plain(ciphertext.size() + 1, Qt::Uninitialized); // one more, so that it is never empty
    const bool isGenuine = finish(context, ciphertext, plain);
    std::optional<Secret> result;
    if (isGenuine)
        result.emplace(QByteArrayView(plain).first(ciphertext.size()));
    Secret::wipe(plain);
    return result;
}

} // namespace coffer::aesgcm
