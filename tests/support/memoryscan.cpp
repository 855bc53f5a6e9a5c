// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memoryscan.h"

#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace coffer::test {

namespace {

constexpr qsizetype pieceSize = 12;
constexpr std::size_t windowSize = std::size_t(1) << 20;
constexpr std::size_t overlap = 4096; ///< longer than any needle
constexpr std::size_t mostRegions = 8192;
constexpr std::size_t mostFound = 4096;

char *writable(const Secret &pages)
{
    return const_cast<char *>(pages.view().data()); // which the scan alone has
}

} // namespace

MemoryScan::MemoryScan()
    : m_window(QByteArrayView(QByteArray(windowSize, '\0'))),
      m_maps(QByteArrayView(QByteArray(windowSize, '\0')))
{
    m_regions.reserve(mostRegions);
    m_found.reserve(mostFound);
}

void MemoryScan::addForm(const QString &name, const QString &form, QByteArray &bytes)
{
    m_needles.push_back({name, form, Secret(QByteArrayView(bytes))});
    Secret::wipe(bytes);
}

void MemoryScan::add(const QString &name, const Secret &secret)
{
    const QByteArrayView view = secret.view();
    for (const qsizetype at : {qsizetype(0), (view.size() - pieceSize) / 2, view.size() - pieceSize}) {
        m_needles.push_back({name, QStringLiteral("raw"), Secret(view.sliced(at, pieceSize))});
        QByteArray wide(2 * pieceSize, '\0');
        for (qsizetype i = 0; i < pieceSize; ++i)
            wide[2 * i] = view[at + i];
        addForm(name, QStringLiteral("UTF-16"), wide);
        QByteArray piece = QByteArray(view.data() + at, pieceSize);
        QByteArray hex = piece.toHex();
        addForm(name, QStringLiteral("hex"), hex);
        Secret::wipe(piece);
    }
    for (qsizetype shift = 0; shift < 3; ++shift) {
        QByteArray whole(view.data() + shift, (view.size() - shift) / 3 * 3);
        QByteArray encoded = whole.toBase64();
        QByteArray piece(encoded.constData() + 4, 2 * pieceSize);
        addForm(name, QStringLiteral("base64"), piece);
        Secret::wipe(encoded);
        Secret::wipe(whole);
    }
}

bool MemoryScan::isOurs(quintptr at) const
{
    return std::ranges::any_of(m_needles, [at](const Needle &needle) {
        const auto begin = reinterpret_cast<quintptr>(needle.bytes.view().data());
        return at >= begin && at < begin + static_cast<quintptr>(needle.bytes.size());
    });
}

#ifdef Q_OS_LINUX
void MemoryScan::readRegions()
{
    m_regions.clear();
    char *text = writable(m_maps);
    const int maps = ::open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    std::size_t size = 0;
    for (ssize_t got = 1; got > 0 && size < windowSize - 1; size += std::size_t(std::max<ssize_t>(got, 0)))
        got = ::read(maps, text + size, windowSize - 1 - size);
    ::close(maps);
    text[size] = '\0';
    for (const char *line = text; line && *line;
         line = std::strchr(line, '\n') ? std::strchr(line, '\n') + 1 : nullptr) {
        Region region;
        unsigned long long begin = 0, end = 0;
        std::array<char, 8> rights{};
        if (std::sscanf(line, "%llx-%llx %7s %*s %*s %*s%*[ ]%63[^\n]", &begin, &end, rights.data(),
                        region.name.data()) < 3)
            continue;
        region.begin = begin;
        region.end = end;
        const bool isWindow = reinterpret_cast<quintptr>(writable(m_window)) >= begin &&
                              reinterpret_cast<quintptr>(writable(m_window)) < end;
        if (rights[0] == 'r' && !isWindow && std::strncmp(region.name.data(), "[v", 2) != 0)
            m_regions.push_back(region);
    }
}

void MemoryScan::search(int memory, const Region &region)
{
    for (quintptr at = region.begin; at < region.end; at += windowSize - overlap) {
        const std::size_t wanted = std::min<std::size_t>(windowSize, region.end - at);
        const ssize_t got = ::pread(memory, writable(m_window), wanted, static_cast<off_t>(at));
        if (got <= 0)
            return;
        searchWindow(region, at, std::size_t(got));
    }
}

void MemoryScan::searchWindow(const Region &region, quintptr at, std::size_t size)
{
    const char *const begin = writable(m_window);
    const char *const end = begin + size;
    for (const Needle &needle : m_needles) {
        const auto length = std::size_t(needle.bytes.size());
        const char *from = begin;
        while (const auto *found = static_cast<const char *>(
                   memmem(from, std::size_t(end - from), needle.bytes.view().data(), length))) {
            const quintptr address = at + quintptr(found - begin);
            const bool isSeenAgain = at > region.begin && found + length <= begin + overlap;
            if (!isOurs(address) && !isSeenAgain && m_found.size() < mostFound)
                m_found.push_back({&needle, &region, address});
            from = found + 1;
        }
    }
}
#endif

QList<MemoryHit> MemoryScan::run()
{
    m_found.clear();
#ifdef Q_OS_LINUX
    readRegions();
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    for (const Region &region : m_regions)
        search(memory, region);
    ::close(memory);
    std::memset(writable(m_window), 0, windowSize);
#endif
    QList<MemoryHit> hits;
    for (const Found &found : m_found)
        hits << MemoryHit{found.needle->name, found.needle->form,
                          found.region->name[0] ? QString::fromUtf8(found.region->name.data())
                                                : QStringLiteral("anonymous"),
                          found.at};
    return hits;
}

QString describe(const QList<MemoryHit> &hits)
{
    QStringList lines;
    for (const MemoryHit &hit : hits)
        lines
            << QStringLiteral("%1, %2, in %3 at %4").arg(hit.needle, hit.form, hit.region).arg(hit.at, 0, 16);
    return lines.join(u'\n');
}

} // namespace coffer::test
