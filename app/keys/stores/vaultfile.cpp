// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/vaultfile.h"

#include "core/faultpoint.h"
#include "core/sealedfile.h"
#include "keys/stores/keychainitem.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtEndian>

#include <limits>

using namespace Qt::StringLiterals;

namespace coffer::keys::vaultfile {

namespace {

constexpr sealed::Format format{"CFVAULT\x01"};
constexpr QByteArrayView contentMagic("CFV\x01");

template<class Number>
void append(QByteArray &bytes, Number number)
{
    const Number bigEndian = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&bigEndian), sizeof bigEndian);
}

/// Magic, the number of items, then of each its id and its secret, both with their lengths.
Result<Secret> pack(const Items &items)
{
    qsizetype size = contentMagic.size() + qsizetype(sizeof(quint32));
    for (auto item = items.cbegin(); item != items.cend(); ++item)
        size += item.key().value.toUtf8().size() + (*item)->size() + 2 * qsizetype(sizeof(quint16));
    QByteArray bytes;
    bytes.reserve(size); // so that no copy is left behind by growing
    bytes.append(contentMagic);
    append(bytes, static_cast<quint32>(items.size()));
    for (auto item = items.cbegin(); item != items.cend(); ++item) {
        const QByteArray id = item.key().value.toUtf8();
        if (id.size() > std::numeric_limits<quint16>::max()) {
            Secret::wipe(bytes);
            return fail(ErrorKind::InvalidInput, {}, u"key"_s);
        }
        append(bytes, static_cast<quint16>(id.size()));
        bytes.append(id);
        append(bytes, static_cast<quint16>((*item)->size()));
        bytes.append((*item)->view());
    }
    Secret packed{QByteArrayView(bytes)};
    Secret::wipe(bytes);
    return packed;
}

/// Reads from the front of a buffer and never beyond its end.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_rest(bytes) {}

    QByteArrayView take(qsizetype size)
    {
        if (size > m_rest.size()) {
            m_isShort = true;
            return {};
        }
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }
    template<class Number>
    Number number()
    {
        const QByteArrayView bytes = take(sizeof(Number));
        return bytes.isEmpty() ? Number(0) : qFromBigEndian<Number>(bytes.data());
    }
    bool isShort() const { return m_isShort; }
    bool isAtEnd() const { return m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
    bool m_isShort = false;
};

Result<Items> unpack(const Secret &content)
{
    const auto damaged = [] { return fail(ErrorKind::VaultDamaged, {}, u"content"_s); };
    Reader reader(content.view());
    if (reader.take(contentMagic.size()) != contentMagic)
        return damaged();
    Items items;
    const auto count = reader.number<quint32>();
    for (quint32 i = 0; i < count; ++i) {
        const KeyId key{QString::fromUtf8(reader.take(reader.number<quint16>()))};
        const QByteArrayView secret = reader.take(reader.number<quint16>());
        if (reader.isShort() || secret.isEmpty() || secret.size() > keychainitem::longestSecret ||
            items.contains(key)) {
            return damaged();
        }
        items.insert(key, std::make_shared<const Secret>(secret));
    }
    if (reader.isShort() || !reader.isAtEnd())
        return damaged();
    return items;
}

QByteArray digestOf(const QByteArray &file)
{
    return QCryptographicHash::hash(file, QCryptographicHash::Sha256);
}

/// The same failure in the terms of a store.
Error inVaultTerms(Error error)
{
    if (error.kind == ErrorKind::UnknownFile)
        error.kind = error.code == "version"_L1 ? ErrorKind::StorageTooNew : ErrorKind::VaultDamaged;
    return error;
}

Result<QByteArray> fileAt(const QString &path)
{
    if (!exists(path))
        return fail(ErrorKind::VaultAbsent);
    return sealed::readFile(path).map_error(inVaultTerms);
}

/// Nothing reaches the disk that could not be read again.
Result<Contents> save(const QString &path, const sealed::SharedKey &key, const Items &items)
{
    const Result<Secret> plain = pack(items);
    if (!plain)
        return fail(plain.error());
    const Result<QByteArray> file = sealed::seal(format, *key, *plain);
    if (!file)
        return fail(file.error());
    const Result<Secret> again = sealed::open(format, *key, *file);
    if (!again || !(*again == *plain))
        return fail(ErrorKind::VaultDamaged, {}, u"sealed"_s);
    faultPoint("vault.sealed");
    if (Result<void> written = sealed::writeFile(path, *file); !written)
        return fail(std::move(written.error()));
    faultPoint("vault.saved");
    return Contents{key, items, digestOf(*file)};
}

Result<sealed::SharedKey> newKey(const Secret &passphrase)
{
    return sealed::deriveKey(passphrase, sealed::newParameters());
}

} // namespace

bool exists(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink(); // also one that points nowhere
}

Result<Contents> create(const QString &path, const Secret &passphrase)
{
    if (exists(path))
        return fail(ErrorKind::StorageUnavailable, {}, u"exists"_s);
    const Result<sealed::SharedKey> key = newKey(passphrase);
    return key ? save(path, *key, {}) : fail(key.error());
}

Result<Contents> open(const QString &path, const Secret &passphrase)
{
    const Result<QByteArray> file = fileAt(path);
    if (!file)
        return fail(file.error());
    const Result<sealed::Parameters> parameters = sealed::readHeader(format, *file).map_error(inVaultTerms);
    if (!parameters)
        return fail(parameters.error());
    const Result<sealed::SharedKey> key = sealed::deriveKey(passphrase, *parameters);
    if (!key)
        return fail(key.error());
    const Result<Secret> plain = sealed::open(format, **key, *file).map_error(inVaultTerms);
    if (!plain)
        return fail(plain.error());
    Result<Items> items = unpack(*plain);
    if (!items)
        return fail(std::move(items.error()));
    return Contents{*key, std::move(*items), digestOf(*file)};
}

Result<Contents> replace(const QString &path, const Contents &before, const Items &items)
{
    const Result<QByteArray> file = fileAt(path);
    if (!file)
        return fail(file.error());
    if (digestOf(*file) != before.digest)
        return fail(ErrorKind::VaultChanged);
    return save(path, before.key, items);
}

Result<Contents> changePassphrase(const QString &path, const Secret &current, const Secret &next)
{
    const Result<Contents> before = open(path, current);
    if (!before)
        return before;
    const Result<sealed::SharedKey> key = newKey(next);
    return key ? save(path, *key, before->items) : fail(key.error());
}

} // namespace coffer::keys::vaultfile
