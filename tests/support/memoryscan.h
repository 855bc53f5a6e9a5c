// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <vector>

namespace coffer::test {

/// A copy of something that was looked for in this process's memory.
struct MemoryHit
{
    QString needle; ///< whose copy it is
    QString form;   ///< as which it was found: "raw", "base64" …
    QString region; ///< the mapping it lies in, as /proc/self/maps names it
    quintptr at = 0;
};

/// Looks for bytes in all memory of this process, given back or not. It does not find itself, since all that
/// it looks for is held in Secrets, whose pages are left out; and it allocates nothing while it looks, since
/// that would overwrite what others have given back.
class MemoryScan
{
public:
    MemoryScan();

    /// Looks for these bytes (24 at least) in three pieces, since the head of a freed block is overwritten
    /// soon: as they are, as UTF-16 and as hex; and as base64 in each alignment.
    void add(const QString &name, const Secret &secret);

    /// All copies in readable memory. Linux only; elsewhere nothing is found.
    QList<MemoryHit> run();

private:
    struct Needle
    {
        QString name;
        QString form;
        Secret bytes;
    };
    struct Region
    {
        quintptr begin = 0;
        quintptr end = 0;
        std::array<char, 64> name{};
    };
    struct Found
    {
        const Needle *needle = nullptr;
        const Region *region = nullptr;
        quintptr at = 0;
    };

    void addForm(const QString &name, const QString &form, QByteArray &bytes);
    void readRegions();
    void search(int memory, const Region &region);
    void searchWindow(const Region &region, quintptr at, std::size_t size);
    bool isOurs(quintptr at) const;

    Secret m_window; ///< what is read; pages of its own
    Secret m_maps;
    std::vector<Needle> m_needles;
    std::vector<Region> m_regions;
    std::vector<Found> m_found;
};

/// One line a hit, for a test that fails.
QString describe(const QList<MemoryHit> &hits);

} // namespace coffer::test
