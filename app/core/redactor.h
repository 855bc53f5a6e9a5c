// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QReadWriteLock>
#include <QString>

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace coffer::log {

/// What makes a message fit to be kept: see log::redact() and log::protect(), which use one of these.
/// Thread-safe.
class Redactor
{
public:
    Redactor();

    QString redact(const QString &text) const;
    void protect(QByteArrayView secret);

private:
    using Digest = std::array<unsigned char, 32>;
    /// All protected texts of one length. The rolling hashes find candidates fast, the digests confirm them.
    struct Group
    {
        std::set<std::uint64_t> rolling;
        std::set<Digest> digests;
    };

    QByteArray hideProtected(const QByteArray &text) const;
    void mark(const char *text, std::size_t size, std::vector<bool> &hits) const;
    void addProtected(QByteArrayView text);
    bool contains(const Group &group, std::uint64_t rolling, QByteArrayView text) const;
    Digest digest(QByteArrayView text) const;

    Digest m_key{};           ///< random, of this process
    std::uint64_t m_base = 0; ///< of the rolling hash, random too
    mutable QReadWriteLock m_lock;
    std::map<std::size_t, Group> m_groups; ///< by length
};

} // namespace coffer::log
