// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace coffer::htx::json {

class Document;

/// The payload of a reply: a light handle, good as long as its Document. Read once, with htx/jsonreader.h.
class Value
{
public:
    explicit Value(Document &document) : m_document(&document) {}

    Document &document() const { return *m_document; }

private:
    Document *m_document;
};

/// The members around the payload, of both envelope families (htx-api.md 1.4).
struct Envelope
{
    std::optional<QString> status;    ///< "ok", "error", …
    std::optional<QString> code;      ///< sent as a number or as text
    std::optional<QString> errorCode; ///< err-code or err_code
    QString message;                  ///< err-msg, err_msg, message or msg
    std::optional<bool> success;      ///< success or ok
    qint64 timestamp = 0;             ///< ts, ms UTC; 0 when absent
    QString nextId;                   ///< next-id or nextId: where the next page starts; empty: none
    std::optional<bool> isFull;       ///< full: the whole list, rather than what changed
    bool hasPayload = false;          ///< data, tick or list is there, be it null
};

/// The members around the payload of a feed's message (htx-api.md 7.2 and 7.3).
struct Frame
{
    enum class Kind {
        Push,         ///< ch
        Subscribed,   ///< subbed
        Unsubscribed, ///< unsubbed
        Answer,       ///< rep
        Other,        ///< none of these
    };
    Kind kind = Kind::Other;
    QString topic;  ///< the value of that member
    QString action; ///< of /ws/v2: "ping", "push", "sub", "req"
    QString id;     ///< of the command that is answered
    QString status;
    QString code;               ///< err-code, or the number that /ws/v2 answers with
    QString message;            ///< err-msg or message
    std::optional<qint64> ping; ///< the time to send back
    qint64 timestamp = 0;       ///< ts, ms UTC; 0 when absent
    bool hasPayload = false;    ///< data or tick is there and not null
};

/// A reply as JSON. Numbers keep the digits that were sent. Owns the text; not thread-safe, but of no thread.
///
/// Only what is asked for is decoded. Invalid UTF-8, text after the end, open strings and brackets that do
/// not match are refused in any case; a wrong value inside a member that nobody reads is not noticed.
class Document
{
public:
    /// Larger bodies are refused (TooLarge).
    static constexpr qsizetype sizeLimit = 8 * 1024 * 1024;

    /// sensitive: the text is overwritten before its memory is given back.
    explicit Document(const QByteArray &body, bool sensitive = false);
    ~Document();
    Q_DISABLE_COPY_MOVE(Document)

    /// The text as it came.
    QByteArrayView text() const;

    /// Reads the envelope. Stops in front of the payload when the reply has said before it that all is well:
    /// the payload is then decoded as it comes, and readRest() sees what follows. MalformedReply when the
    /// body is not one JSON object or has an envelope member twice.
    Result<Envelope> readEnvelope();
    /// The envelope with what follows the payload, after the payload was read: also finds that the body ends
    /// too early or has text after its end.
    Result<Envelope> readRest();

    /// Instead of the two above, for a message of a feed: everything around the payload, which can be read
    /// afterwards. MalformedReply as for readEnvelope().
    Result<Frame> readFrame();

    /// The clock of the exchange when it answered (ts); 0 when the reply did not say before its payload.
    qint64 timestamp() const;

    struct Private;
    Private &internals() { return *d; }

private:
    std::unique_ptr<Private> d;
};

} // namespace coffer::htx::json
