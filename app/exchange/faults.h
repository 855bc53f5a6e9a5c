// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace coffer::exchange {

/// What can go wrong on purpose (security.md 8b). The names are those of faultKindOf().
enum class FaultKind {
    // Replies over HTTP
    Close,         ///< "close": the request arrives, the connection ends without a reply
    Cut,           ///< "cut": the connection ends in the middle of the reply
    Hang,          ///< "hang": no reply at all
    Delay,         ///< "delay": the whole reply, but only after delayMs
    Drip,          ///< "drip": a byte every delayMs
    Truncated,     ///< "truncated": a proper reply with half of the JSON
    Empty,         ///< "empty": a proper reply without a body
    Html,          ///< "html": the page of a captive portal
    WrongType,     ///< "wrong-type": the right JSON as text/html
    Status,        ///< "status": the given status, retryAfter when given, text as body when given
    Redirect,      ///< "redirect": to the address in text
    Error,         ///< "error": the error envelope with code and text
    Body,          ///< "body": text as the body
    TrailingJunk,  ///< "trailing-junk"
    ByteOrderMark, ///< "bom"
    InvalidUtf8,   ///< "invalid-utf8": every text has a byte that is none
    NotANumber,    ///< "nan": every number is NaN
    DuplicateKeys, ///< "duplicate-keys": the reply's members come twice, with different values
    DeepNesting,   ///< "deep-nesting": 100,000 brackets
    Huge,          ///< "huge": 80 MB of JSON
    HugeNumber,    ///< "huge-number": a number of 10 MB
    WrongClock,    ///< "wrong-clock": the exchange's time is off by delayMs
    // Sockets
    Drop,          ///< "drop": the connection ends
    Silence,       ///< "silence": nothing is sent any more
    NoPing,        ///< "no-ping": no pings any more
    PingFlood,     ///< "ping-flood": a thousand pings at once
    RandomBytes,   ///< "random-bytes": a binary frame of noise
    TextFrame,     ///< "text-frame": a text frame on a market socket
    HugeFrame,     ///< "huge-frame": 100 MB
    Bomb,          ///< "bomb": a small gzip frame that becomes 1 GB
    TruncatedGzip, ///< "truncated-gzip": half of the next frame
    BadChecksum,   ///< "bad-checksum": the next frame with a wrong CRC
    SequenceGap,   ///< "sequence-gap": the next change of a book is not sent
    WrongSymbol,   ///< "wrong-symbol": the next frame names another market
    RefuseAuth,    ///< "refuse-auth": the private socket refuses who they are
};

/// The kind of that name; nullopt when there is none.
std::optional<FaultKind> faultKindOf(const QByteArray &name);
bool isSocketFault(FaultKind kind);

/// A fault that waits for what it shall strike.
struct Fault
{
    FaultKind kind = FaultKind::Close;
    QByteArray path;       ///< exact, or the start of a path with a star behind it
    QByteArray method;     ///< "GET", "POST"; empty: any
    int count = 1;         ///< how often it strikes; each time on one request, frame or connection
    int skip = 0;          ///< lets so many pass before
    bool isHandled = true; ///< the request is carried out all the same; false: it never gets that far
    qint64 delayMs = 0;
    int status = 500;
    std::optional<qint64> retryAfter; ///< seconds
    QByteArray code, text;
};

/// The faults that wait, in the order in which they were injected. One thread.
class Faults
{
public:
    void inject(Fault fault) { m_faults.push_back(std::move(fault)); }
    void clear() { m_faults.clear(); }
    bool isEmpty() const { return m_faults.empty(); }

    /// The fault that strikes this request, used up by it.
    std::optional<Fault> strike(const QByteArray &method, const QByteArray &path);
    /// The fault that strikes a frame or connection of this socket; only of kinds that isWanted takes.
    std::optional<Fault> strikeSocket(const QByteArray &path, bool (*isWanted)(FaultKind));

private:
    template<class Matches>
    std::optional<Fault> take(Matches matches);

    std::vector<Fault> m_faults;
};

} // namespace coffer::exchange
