// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sealed.h"

#include "core/aesgcm.h"
#include "core/scrypt.h"

#include <QString>
#include <QtEndian>

#include <openssl/rand.h>

#include <algorithm>
#include <new>

using namespace Qt::StringLiterals;

namespace coffer::sealed {

namespace {

constexpr quint16 version = 1;
constexpr quint8 scryptKdf = 1;
constexpr quint8 leastLog2N = 15;
constexpr quint8 mostLog2N = 20;
constexpr quint32 blockSize = 8; // r
constexpr quint32 lanes = 1;     // p
constexpr qsizetype saltSize = 16;

/// Where each field of the header begins.
enum Offset : qsizetype {
    Version = 8,
    Kdf = 10,
    Log2N = 11,
    R = 12,
    P = 16,
    Salt = 20,
    Nonce = 36,
    Length = 48
};

static_assert(Length + qsizetype(sizeof(quint64)) == headerSize);
static_assert(Nonce + aesgcm::nonceSize == Length);

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(size)) != 1)
        throw std::bad_alloc(); // a system without randomness: nothing may be encrypted
    return bytes;
}

template<class Number>
Number numberAt(QByteArrayView header, Offset at)
{
    return qFromBigEndian<Number>(header.data() + at);
}

template<class Number>
void append(QByteArray &bytes, Number value)
{
    const Number wire = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

QByteArray header(const Format &format, const Parameters &parameters, qsizetype length)
{
    QByteArray bytes;
    bytes.reserve(headerSize);
    bytes.append(format.magic);
    append(bytes, version);
    append(bytes, scryptKdf);
    append(bytes, parameters.log2N);
    append(bytes, blockSize);
    append(bytes, lanes);
    bytes.append(parameters.salt);
    bytes.append(randomBytes(aesgcm::nonceSize));
    append(bytes, static_cast<quint64>(length));
    return bytes;
}

tl::unexpected<Error> unknownFile(const QString &code)
{
    return fail(ErrorKind::UnknownFile, {}, code);
}

} // namespace

Result<Secret> passphrase(const Secret &entered)
{
    const auto unusable = [] { return fail(ErrorKind::InvalidInput, {}, u"passphrase"_s); };
    // No spelling is more than a few times longer than NFC; the rest is not worth the work.
    if (entered.isEmpty() || entered.size() > 8 * longestPassphrase)
        return unusable();
    QString text = QString::fromUtf8(entered.view());
    QString composed = text.normalized(QString::NormalizationForm_C);
    QByteArray bytes = composed.toUtf8();
    Secret result{QByteArrayView(bytes)};
    Secret::wipe(bytes);
    Secret::wipe(text);
    Secret::wipe(composed);
    if (result.size() > longestPassphrase)
        return unusable();
    return result;
}

qsizetype lengthOf(const Secret &passphrase)
{
    const QByteArrayView bytes = passphrase.view();
    return std::count_if(bytes.begin(), bytes.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; // not the rest of a character
    });
}

Parameters newParameters()
{
    Parameters parameters;
    parameters.salt = randomBytes(saltSize);
    return parameters;
}

Result<SharedKey> deriveKey(const Secret &passphrase, const Parameters &parameters)
{
    Result<Secret> bytes = scrypt(passphrase, parameters.salt,
                                  {quint64{1} << parameters.log2N, blockSize, lanes}, aesgcm::keySize);
    if (!bytes)
        return fail(std::move(bytes.error()));
    return std::make_shared<const Key>(Key{parameters, std::move(*bytes)});
}

Result<QByteArray> seal(const Format &format, const Key &key, const Secret &plain)
{
    Q_ASSERT(format.magic.size() == magicSize && key.parameters.salt.size() == saltSize);
    if (plain.size() > largestFile - headerSize - aesgcm::tagSize)
        return fail(ErrorKind::InvalidInput, {}, u"size"_s);
    QByteArray file = header(format, key.parameters, plain.size());
    const std::optional<QByteArray> text =
        aesgcm::encrypt(key.bytes, QByteArrayView(file).sliced(Nonce, aesgcm::nonceSize), file, plain.view());
    if (!text)
        return fail(ErrorKind::OutOfMemory);
    return file.append(*text);
}

Result<Parameters> readHeader(const Format &format, QByteArrayView file)
{
    if (file.size() > largestFile)
        return unknownFile(u"size"_s);
    if (!file.startsWith(format.magic))
        return unknownFile(u"magic"_s);
    const auto damaged = [] { return fail(ErrorKind::WrongPassphrase); };
    if (file.size() < headerSize + aesgcm::tagSize)
        return damaged();
    if (const auto written = numberAt<quint16>(file, Version); written != version)
        return written > version ? Result<Parameters>(unknownFile(u"version"_s)) : damaged();
    Parameters parameters;
    parameters.log2N = numberAt<quint8>(file, Log2N);
    parameters.salt = file.sliced(Salt, saltSize).toByteArray();
    const auto rest = static_cast<quint64>(file.size() - headerSize - aesgcm::tagSize);
    if (numberAt<quint8>(file, Kdf) != scryptKdf || parameters.log2N < leastLog2N ||
        parameters.log2N > mostLog2N || numberAt<quint32>(file, R) != blockSize ||
        numberAt<quint32>(file, P) != lanes || numberAt<quint64>(file, Length) != rest) {
        return damaged();
    }
    return parameters;
}

Result<Secret> open(const Format &format, const Key &key, QByteArrayView file)
{
    const Result<Parameters> parameters = readHeader(format, file);
    if (!parameters)
        return fail(parameters.error());
    if (*parameters != key.parameters)
        return fail(ErrorKind::WrongPassphrase);
    std::optional<Secret> plain = aesgcm::decrypt(key.bytes, file.sliced(Nonce, aesgcm::nonceSize),
                                                  file.first(headerSize), file.sliced(headerSize));
    if (!plain)
        return fail(ErrorKind::WrongPassphrase);
    return std::move(*plain);
}

Result<Secret> open(const Format &format, const Secret &passphrase, QByteArrayView file)
{
    const Result<Parameters> parameters = readHeader(format, file);
    if (!parameters)
        return fail(parameters.error());
    const Result<SharedKey> key = deriveKey(passphrase, *parameters);
    if (!key)
        return fail(key.error());
    return open(format, **key, file);
}

} // namespace coffer::sealed
