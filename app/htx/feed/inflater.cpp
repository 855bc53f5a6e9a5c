// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/inflater.h"

#include <zlib.h>

#include <algorithm>

namespace coffer::htx::feed {

namespace {

constexpr int gzipOnly = 15 + 16; ///< the largest window, and the gzip wrapping with its checksum

tl::unexpected<Error> malformed(const char *why)
{
    return fail(ErrorKind::MalformedReply, QString::fromLatin1(why));
}

} // namespace

struct Inflater::State
{
    z_stream stream{};
    bool usable = false;
};

Inflater::Inflater() : d(std::make_unique<State>())
{
    d->usable = inflateInit2(&d->stream, gzipOnly) == Z_OK;
}

Inflater::~Inflater()
{
    if (d->usable)
        inflateEnd(&d->stream);
}

Result<QByteArray> Inflater::inflate(QByteArrayView packed)
{
    if (!d->usable || inflateReset(&d->stream) != Z_OK)
        return malformed("zlib is not available.");
    const qsizetype limit = std::min(sizeLimit, std::max(smallSize, packed.size() * ratioLimit));
    z_stream &stream = d->stream;
    // zlib reads only, in spite of its type.
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    qsizetype written = 0;
    int code = Z_OK;
    while (code == Z_OK) {
        if (written > limit)
            return fail(ErrorKind::TooLarge, QStringLiteral("A message unpacks to more than it may."));
        m_buffer.resize(std::max<qsizetype>({written + 4096, packed.size() * 4, m_buffer.capacity()}));
        const qsizetype room = std::min(m_buffer.size() - written, limit + 1 - written);
        stream.next_out = reinterpret_cast<Bytef *>(m_buffer.data()) + written;
        stream.avail_out = static_cast<uInt>(room);
        code = ::inflate(&stream, Z_NO_FLUSH);
        written += room - static_cast<qsizetype>(stream.avail_out);
        // Nothing more can come of what there is: it ends too early.
        if (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)
            break;
    }
    if (code != Z_STREAM_END)
        return malformed("A message is not complete gzip data.");
    if (stream.avail_in != 0)
        return malformed("A message has bytes after its gzip data.");
    if (written > limit)
        return fail(ErrorKind::TooLarge, QStringLiteral("A message unpacks to more than it may."));
    m_buffer.resize(written);
    return m_buffer;
}

} // namespace coffer::htx::feed
