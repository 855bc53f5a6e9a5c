// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace coffer::exchange {

/// What comes before the body of an HTTP/1.1 request.
struct HttpHead
{
    QByteArray method; ///< as it came
    QByteArray path;   ///< encoded
    QByteArray query;  ///< encoded, without the question mark
    QByteArray host;
    qint64 contentLength = 0;
    bool isChunked = false;
    bool keepsAlive = true;
    bool expectsContinue = false;
    bool isWebSocket = false;
    bool isFromPage = false; ///< has an Origin: a web page sent it

    /// From its first line to the empty one, that one included; nullopt when it is no HTTP/1.x request.
    static std::optional<HttpHead> parse(QByteArrayView text);
};

/// Takes the bytes of a chunked body apart.
class Dechunker
{
public:
    enum class State { Incomplete, Complete, Broken };

    /// Appends what is in input to body and returns how much was used up.
    qsizetype take(QByteArrayView input, QByteArray &body);
    State state() const { return m_state; }

private:
    qsizetype takeSize(QByteArrayView input);

    enum class Part { Size, Data, DataEnd, Trailer };
    Part m_part = Part::Size;
    qsizetype m_left = 0;
    State m_state = State::Incomplete;
};

/// Headers of a reply beyond type, length and connection.
using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// A whole reply: status line, headers, body.
QByteArray httpReply(int status, QByteArrayView contentType, const HttpHeaders &headers, QByteArrayView body,
                     bool keepsAlive);

} // namespace coffer::exchange
