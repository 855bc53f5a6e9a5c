// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/gzip.h"

#include <zlib.h>

#include <new>

namespace coffer::exchange {

struct Gzip::Stream
{
    z_stream z{};
};

Gzip::Gzip() : m_stream(std::make_unique<Stream>())
{
    constexpr int level = 1; // a third of the default's time for a tenth more bytes
    constexpr int windowBits = 15 + 16, memoryLevel = 8;
    if (deflateInit2(&m_stream->z, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

Gzip::~Gzip()
{
    deflateEnd(&m_stream->z);
}

QByteArray Gzip::pack(QByteArrayView data)
{
    z_stream &z = m_stream->z;
    deflateReset(&z);
    QByteArray packed(qsizetype(deflateBound(&z, uLong(data.size()))), Qt::Uninitialized);
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(data.data())); // zlib does not write there
    z.avail_in = uInt(data.size());
    z.next_out = reinterpret_cast<Bytef *>(packed.data());
    z.avail_out = uInt(packed.size());
    deflate(&z, Z_FINISH); // always enough room
    packed.truncate(packed.size() - qsizetype(z.avail_out));
    return packed;
}

} // namespace coffer::exchange
