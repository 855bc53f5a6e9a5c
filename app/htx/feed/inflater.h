// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <memory>

namespace coffer::htx::feed {

/// Unpacks the gzip messages of the market feed, one whole gzip file each. Keeps zlib's state from one to the
/// next. Of no thread, but not thread-safe.
class Inflater
{
public:
    /// What a message may unpack to (security.md 3): at most this, and at most ratioLimit times its own size
    /// unless that is less than smallSize.
    static constexpr qsizetype sizeLimit = 4 * 1024 * 1024;
    static constexpr qsizetype ratioLimit = 100;
    static constexpr qsizetype smallSize = 64 * 1024;

    Inflater();
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    /// MalformedReply for what is no complete gzip file with a right checksum and nothing behind it; TooLarge
    /// past the limits.
    Result<QByteArray> inflate(QByteArrayView packed);

private:
    struct State;
    std::unique_ptr<State> d;
    QByteArray m_buffer; ///< its allocation is used again once the message before was let go
};

} // namespace coffer::htx::feed
