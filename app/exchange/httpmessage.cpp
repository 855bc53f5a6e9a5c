// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/httpmessage.h"

#include <charconv>

namespace coffer::exchange {

namespace {

bool isSame(QByteArrayView text, QByteArrayView other)
{
    return text.compare(other, Qt::CaseInsensitive) == 0;
}

/// The next line without its end; input is moved behind it. nullopt: no line ends here.
std::optional<QByteArrayView> takeLine(QByteArrayView &input)
{
    const qsizetype end = input.indexOf('\n');
    if (end < 0)
        return std::nullopt;
    QByteArrayView line = input.first(end);
    input = input.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

std::optional<qint64> numberOf(QByteArrayView text, int base)
{
    qint64 value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value, base);
    if (error != std::errc() || end != text.end() || value < 0)
        return std::nullopt;
    return value;
}

bool readFirstLine(QByteArrayView line, HttpHead &head)
{
    const qsizetype first = line.indexOf(' '), last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first + 1)
        return false;
    const QByteArrayView version = line.sliced(last + 1);
    QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (!version.startsWith("HTTP/1."))
        return false;
    head.keepsAlive = version != QByteArrayView("HTTP/1.0");
    head.method = line.first(first).toByteArray();
    if (const qsizetype fragment = target.indexOf('#'); fragment >= 0)
        target.truncate(fragment);
    const qsizetype mark = target.indexOf('?');
    head.path = (mark < 0 ? target : target.first(mark)).toByteArray();
    if (mark >= 0)
        head.query = target.sliced(mark + 1).toByteArray();
    return head.path.startsWith('/');
}

bool readField(QByteArrayView line, HttpHead &head)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return false;
    const QByteArrayView name = line.first(colon), value = line.sliced(colon + 1).trimmed();
    if (isSame(name, "host")) {
        head.host = value.toByteArray();
    } else if (isSame(name, "content-length")) {
        const std::optional<qint64> length = numberOf(value, 10);
        head.contentLength = length.value_or(0);
        return length.has_value();
    } else if (isSame(name, "transfer-encoding")) {
        head.isChunked = isSame(value, "chunked");
        return head.isChunked;
    } else if (isSame(name, "connection")) {
        const QByteArray options = value.toByteArray().toLower();
        if (options.contains("close"))
            head.keepsAlive = false;
        else if (options.contains("keep-alive"))
            head.keepsAlive = true;
    } else if (isSame(name, "expect")) {
        head.expectsContinue = isSame(value, "100-continue");
    } else if (isSame(name, "upgrade")) {
        head.isWebSocket = isSame(value, "websocket");
    } else if (isSame(name, "origin")) {
        head.isFromPage = true;
    }
    return true;
}

QByteArrayView reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 302:
        return "Found";
    case 403:
        return "Forbidden";
    case 405:
        return "Method Not Allowed";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Status";
    }
}

} // namespace

std::optional<HttpHead> HttpHead::parse(QByteArrayView text)
{
    HttpHead head;
    std::optional<QByteArrayView> line = takeLine(text);
    if (!line || !readFirstLine(*line, head))
        return std::nullopt;
    while ((line = takeLine(text)) && !line->isEmpty()) {
        if (!readField(*line, head))
            return std::nullopt;
    }
    return head;
}

qsizetype Dechunker::takeSize(QByteArrayView input)
{
    constexpr qsizetype longestLine = 256;
    QByteArrayView rest = input;
    std::optional<QByteArrayView> line = takeLine(rest);
    if (!line) {
        if (input.size() > longestLine)
            m_state = State::Broken;
        return 0;
    }
    if (const qsizetype extension = line->indexOf(';'); extension >= 0)
        line->truncate(extension);
    const std::optional<qint64> size = numberOf(line->trimmed(), 16);
    if (!size)
        m_state = State::Broken;
    m_left = qsizetype(size.value_or(0));
    m_part = m_left == 0 ? Part::Trailer : Part::Data;
    return input.size() - rest.size();
}

qsizetype Dechunker::take(QByteArrayView input, QByteArray &body)
{
    const qsizetype offered = input.size();
    while (m_state == State::Incomplete) {
        if (m_part == Part::Data) {
            const qsizetype part = std::min(m_left, input.size());
            body.append(input.first(part));
            input = input.sliced(part);
            m_left -= part;
            if (m_left > 0)
                break;
            m_part = Part::DataEnd;
        } else if (m_part == Part::Size) {
            const qsizetype used = takeSize(input);
            if (used == 0)
                break;
            input = input.sliced(used);
        } else {
            const std::optional<QByteArrayView> line = takeLine(input);
            if (!line)
                break;
            if (m_part == Part::DataEnd)
                m_part = Part::Size;
            else if (line->isEmpty())
                m_state = State::Complete;
        }
    }
    return offered - input.size();
}

QByteArray httpReply(int status, QByteArrayView contentType, const HttpHeaders &headers, QByteArrayView body,
                     bool keepsAlive)
{
    QByteArray reply;
    reply.reserve(body.size() + 256);
    reply.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reasonOf(status));
    reply.append("\r\nContent-Type: ").append(contentType);
    reply.append("\r\nContent-Length: ").append(QByteArray::number(body.size()));
    for (const auto &[name, value] : headers)
        reply.append("\r\n").append(name).append(": ").append(value);
    if (!keepsAlive)
        reply.append("\r\nConnection: close");
    return reply.append("\r\n\r\n").append(body);
}

} // namespace coffer::exchange
