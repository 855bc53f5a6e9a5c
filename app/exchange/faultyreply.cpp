// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/faultyreply.h"

#include "exchange/jsonwriter.h"

#include <QRegularExpression>
#include <QTimer>

#include <chrono>
#include <memory>

namespace coffer::exchange {

namespace {

constexpr qsizetype deepNesting = 100'000;
constexpr qsizetype hugeBody = 80'000'000, hugeNumber = 10'000'000;

constexpr char portal[] = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head>"
                          "<body><form action=\"/login\"><input name=\"room\"></form></body></html>";

/// Every number outside of texts becomes NaN.
QByteArray withoutNumbers(const QByteArray &json)
{
    static const QRegularExpression number(QStringLiteral(R"((?<=[:\[,])-?\d[\d.eE+-]*)"));
    return QString::fromUtf8(json).replace(number, QStringLiteral("NaN")).toUtf8();
}

/// The members once more, in front, with other values: a careless reader takes one set, another the other.
QByteArray withDoubledMembers(const QByteArray &json)
{
    QByteArray other = json;
    for (char &character : other) {
        if (character >= '1' && character <= '8')
            ++character;
    }
    return json.startsWith('{') ? other.chopped(1) + ',' + json.sliced(1) : json;
}

/// The thirteen digits of its times, moved.
QByteArray withOtherClock(const QByteArray &json, qint64 byMs)
{
    static const QRegularExpression time(QStringLiteral(R"((?<!\d)1\d{12}(?!\d))"));
    QString text = QString::fromUtf8(json);
    if (const QRegularExpressionMatch match = time.match(text); match.hasMatch())
        text.replace(match.capturedStart(), match.capturedLength(),
                     QString::number(match.captured().toLongLong() + byMs));
    return text.toUtf8();
}

QByteArray hugeArray()
{
    QByteArray body("{\"status\":\"ok\",\"data\":[0");
    body.reserve(hugeBody + 16);
    while (body.size() < hugeBody)
        body += ",1234567890";
    return body + "]}";
}

QByteArray errorBody(const Fault &fault, const QByteArray &proper)
{
    bool isNumber = false;
    const int number = fault.code.toInt(&isNumber);
    // The family of the reply that it replaces (htx-api.md 1.4).
    if (isNumber && (proper.startsWith("{\"code\"") || proper.isEmpty()))
        return v2Error(number, fault.text).body;
    return v1Error(fault.code, fault.text).body;
}

/// Sends a byte at a time, as long as the connection lives.
void drip(HttpConnection &connection, const QByteArray &bytes, qint64 everyMs)
{
    auto *timer = new QTimer(&connection);
    QObject::connect(timer, &QTimer::timeout, &connection,
                     [timer, &connection, bytes, at = qsizetype(0)]() mutable {
                         connection.writePart(bytes.mid(at++, 1));
                         if (at < bytes.size())
                             return;
                         timer->stop();
                         timer->deleteLater();
                         connection.finish();
                     });
    timer->start(std::chrono::milliseconds(everyMs));
}

} // namespace

FaultyReply::FaultyReply(const Fault &fault, Proper proper) : m_fault(fault), m_reply(std::move(proper))
{
    spoil();
}

/// What can be said in a proper reply.
void FaultyReply::spoil()
{
    QByteArray &body = m_reply.body;
    switch (m_fault.kind) {
    case FaultKind::Truncated:
        body.truncate(body.size() / 2);
        break;
    case FaultKind::Empty:
        body.clear();
        break;
    case FaultKind::Html:
        m_reply.type = "text/html";
        body = portal;
        break;
    case FaultKind::WrongType:
        m_reply.type = "text/html";
        break;
    case FaultKind::Status:
        m_reply.status = m_fault.status;
        m_reply.type = "text/html";
        body = m_fault.text;
        if (m_fault.retryAfter)
            m_reply.headers.append({"Retry-After", QByteArray::number(*m_fault.retryAfter)});
        break;
    case FaultKind::Redirect:
        m_reply.status = 302;
        m_reply.headers.append({"Location", m_fault.text});
        body.clear();
        break;
    case FaultKind::Error:
        body = errorBody(m_fault, body);
        break;
    case FaultKind::Body:
        body = m_fault.text;
        break;
    case FaultKind::TrailingJunk:
        body += "}{\"junk\":1";
        break;
    case FaultKind::ByteOrderMark:
        body.prepend("\xef\xbb\xbf");
        break;
    case FaultKind::InvalidUtf8:
        body.replace(":\"", ":\"\xff\xfe");
        break;
    case FaultKind::NotANumber:
        body = withoutNumbers(body);
        break;
    case FaultKind::DuplicateKeys:
        body = withDoubledMembers(body);
        break;
    case FaultKind::DeepNesting:
        body = "{\"status\":\"ok\",\"data\":" + QByteArray(deepNesting, '[') + QByteArray(deepNesting, ']') +
               '}';
        break;
    case FaultKind::Huge:
        body = hugeArray();
        break;
    case FaultKind::HugeNumber:
        body = "{\"status\":\"ok\",\"data\":" + QByteArray(hugeNumber, '9') + '}';
        break;
    case FaultKind::WrongClock:
        body = withOtherClock(body, m_fault.delayMs);
        break;
    default: // the others are about how it is sent
        break;
    }
}

void FaultyReply::sendOver(HttpConnection &connection) const
{
    const QByteArray bytes =
        httpReply(m_reply.status, m_reply.type, m_reply.headers, m_reply.body, connection.keepsAlive());
    switch (m_fault.kind) {
    case FaultKind::Close:
        connection.abort();
        break;
    case FaultKind::Cut:
        connection.writePart(bytes.first(bytes.size() - (m_reply.body.size() + 1) / 2));
        connection.end();
        break;
    case FaultKind::Hang:
        break;
    case FaultKind::Delay:
        QTimer::singleShot(std::chrono::milliseconds(m_fault.delayMs), &connection,
                           [&connection, bytes] { connection.reply(bytes); });
        break;
    case FaultKind::Drip:
        drip(connection, bytes, m_fault.delayMs);
        break;
    default:
        connection.reply(bytes);
        break;
    }
}

} // namespace coffer::exchange
