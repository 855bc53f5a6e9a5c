// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace coffer::exchange {

/// Packs frames of the market sockets. Keeps its state between frames, which costs more than a small frame
/// does. One thread.
class Gzip
{
public:
    Gzip();
    ~Gzip();
    Gzip(const Gzip &) = delete;
    Gzip &operator=(const Gzip &) = delete;

    /// A whole gzip file.
    QByteArray pack(QByteArrayView data);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace coffer::exchange
