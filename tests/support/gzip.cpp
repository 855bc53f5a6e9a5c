// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gzip.h"

#include <QtEndian>

#include <array>

namespace coffer::test {

namespace {

quint32 crc32(const QByteArray &data)
{
    static const auto table = [] {
        std::array<quint32, 256> entries{};
        for (quint32 i = 0; i < entries.size(); ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value & 1U) != 0 ? (value >> 1U) ^ 0xedb88320U : value >> 1U;
            entries[i] = value;
        }
        return entries;
    }();
    quint32 crc = 0xffffffffU;
    for (const char c : data)
        crc = (crc >> 8U) ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xffU];
    return ~crc;
}

void appendLittleEndian(QByteArray &to, quint32 value)
{
    const quint32 bytes = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

} // namespace

QByteArray gzip(const QByteArray &data)
{
    // qCompress() makes: length (4 bytes), zlib header (2), the deflated data, Adler checksum (4).
    const QByteArray deflated = qCompress(data, 9).mid(6).chopped(4);
    QByteArray result("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    result.append(deflated);
    appendLittleEndian(result, crc32(data));
    appendLittleEndian(result, static_cast<quint32>(data.size()));
    return result;
}

} // namespace coffer::test
