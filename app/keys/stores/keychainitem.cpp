// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/keychainitem.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace coffer::keys::keychainitem {

namespace {

constexpr QByteArrayView magic("CFK\x01");
constexpr qsizetype headerSize = 6; // magic with version, then the length in two bytes, big endian
constexpr qsizetype checksumSize = 8;

QByteArray checksum(const KeyId &key, QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(key.value.toUtf8());
    hash.addData(content);
    return hash.result().first(checksumSize);
}

} // namespace

Result<QByteArray> pack(const KeyId &key, const Secret &secret)
{
    if (secret.isEmpty() || secret.size() > longestSecret)
        return fail(ErrorKind::InvalidInput, {}, u"secretKey"_s);
    QByteArray item;
    item.reserve(headerSize + secret.size() + checksumSize); // so that no copy is left behind by growing
    item.append(magic);
    const auto length = qToBigEndian(static_cast<quint16>(secret.size()));
    item.append(reinterpret_cast<const char *>(&length), sizeof length);
    item.append(secret.view());
    item.append(checksum(key, item));
    return item;
}

Result<Secret> unpack(const KeyId &key, const QByteArray &item)
{
    const QByteArrayView bytes(item);
    const auto corrupt = [] { return fail(ErrorKind::KeychainCorrupt); };
    if (bytes.size() <= headerSize + checksumSize || !bytes.startsWith(magic))
        return corrupt();
    const qsizetype length = qFromBigEndian<quint16>(bytes.sliced(magic.size()).data());
    if (bytes.size() != headerSize + length + checksumSize)
        return corrupt();
    if (checksum(key, bytes.chopped(checksumSize)) != bytes.last(checksumSize))
        return corrupt();
    return Secret(bytes.sliced(headerSize, length));
}

} // namespace coffer::keys::keychainitem
