// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/accountsession.h"

#include "htx/errormap.h"
#include "htx/feed/accountpayload.h"

#include <utility>

namespace coffer::htx::feed {

namespace {

constexpr qsizetype sequenceLimit = 50'000; ///< accounts times currencies that are remembered

/// A refusal of the key, as opposed to a server that is in trouble or has too many connections.
bool isAboutTheKey(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::RateLimited:
    case ErrorKind::Maintenance:
    case ErrorKind::Timeout:
        return false;
    default:
        return true;
    }
}

bool isOf(const QString &topic, QLatin1String family)
{
    return topic.startsWith(family) && (topic.size() == family.size() || topic[family.size()] == u'#');
}

} // namespace

AccountSession::AccountSession(const Clock &clock, const FeedRules &rules)
    : m_connection(clock, rules.connection, this),
      m_commands(
          clock, [this](const QByteArray &text) { return m_connection.send(text); }, rules.pace, this),
      m_pongs(clock, rules.pongPace),
      m_frame(this),
      m_loginDeadline(this)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(rules.frame);
    connect(&m_frame, &QTimer::timeout, this, &AccountSession::deliver);
    connect(&m_connection, &Connection::opened, this, &AccountSession::beginLogin);
    connect(&m_connection, &Connection::textReceived, this, &AccountSession::takeText);
    connect(&m_connection, &Connection::bytesReceived, &m_connection, &Connection::countUndecodable);
    connect(&m_connection, &Connection::lost, this, [this] {
        m_commands.clear();
        m_loginDeadline.stop();
    });
    // Pings go on meanwhile, so the connection itself does not seem dead.
    m_loginDeadline.setSingleShot(true);
    m_loginDeadline.setInterval(rules.answerDeadline);
    connect(&m_loginDeadline, &QTimer::timeout, this, [this] {
        m_connection.restart(
            {ErrorKind::Timeout, {}, QStringLiteral("The login was not answered."), std::nullopt});
    });
    connect(&m_connection, &Connection::statusChanged, this,
            [this] { Q_EMIT statusChanged(m_connection.status()); });
}

void AccountSession::open(const QUrl &exchange, quint64 opening)
{
    close();
    m_opening = opening;
    if (const QUrl url = socketUrl(exchange, QStringLiteral("/ws/v2")); !url.isEmpty())
        m_connection.open(url);
}

void AccountSession::close()
{
    m_connection.close();
    m_loginDeadline.stop();
    // What is of another account by now must not be told of any more.
    m_frame.stop();
    m_batch = {};
    m_sequences.clear();
}

void AccountSession::beginLogin()
{
    // The snapshot that follows is the truth, whatever came before.
    m_sequences.clear();
    Q_EMIT loginWanted(++m_connections);
}

void AccountSession::login(quint64 connection, const QByteArray &command)
{
    if (connection != m_connections)
        return;
    m_connection.send(command);
    m_loginDeadline.start();
}

void AccountSession::cannotLogin(quint64 connection, const Error &error)
{
    if (connection == m_connections && m_connection.status().state == ConnectionState::Connecting)
        m_connection.refuse(error);
}

void AccountSession::takeText(const QString &text)
{
    json::Document document(text.toUtf8());
    const Result<json::Frame> frame = document.readFrame();
    if (frame && takeFrame(document, *frame))
        m_connection.countDecoded();
    else
        m_connection.countUndecodable();
}

Result<void> AccountSession::takeFrame(json::Document &document, const json::Frame &frame)
{
    if (frame.action == QLatin1String("ping")) {
        const Result<qint64> time = payload::ping(json::Value(document));
        if (!time)
            return fail(time.error());
        if (m_pongs.mayAnswer())
            m_connection.send(R"({"action":"pong","data":{"ts":)" + QByteArray::number(*time) + "}}");
        return {};
    }
    if (frame.action == QLatin1String("req") && frame.topic == QLatin1String("auth")) {
        takeLogin(frame);
        return {};
    }
    // A recorded clearing has no action (htx-api.md 7.3).
    if (frame.action == QLatin1String("push") || (frame.action.isEmpty() && frame.hasPayload))
        return takePush(document, frame);
    if (frame.action == QLatin1String("sub") && frame.code != QLatin1String("200"))
        Q_EMIT refused(frame.topic, errorFrom(frame.code, frame.message));
    return {};
}

void AccountSession::takeLogin(const json::Frame &frame)
{
    m_loginDeadline.stop();
    if (frame.code == QLatin1String("200")) {
        m_connection.confirm();
        for (const char *topic : {"accounts.update#2", "orders#*", "trade.clearing#*#0"})
            m_commands.push(QByteArrayLiteral(R"({"action":"sub","ch":")") + topic + "\"}");
        return;
    }
    const Error error = errorFrom(frame.code, frame.message);
    if (isAboutTheKey(error))
        m_connection.refuse(error); // security.md 8b, 43
    else
        m_connection.restart(error);
}

Result<void> AccountSession::takePush(json::Document &document, const json::Frame &frame)
{
    const json::Value data(document);
    if (!frame.hasPayload || !m_connection.status().isLive())
        return {};
    if (isOf(frame.topic, QLatin1String("accounts.update")))
        return takeBalance(data);
    if (isOf(frame.topic, QLatin1String("orders"))) {
        const Result<OrderUpdate> order = payload::order(data);
        if (!order)
            return fail(order.error());
        append(m_batch.orders, *order);
    } else if (isOf(frame.topic, QLatin1String("trade.clearing"))) {
        const Result<std::optional<Fill>> fill = payload::fill(data);
        if (!fill)
            return fail(fill.error());
        if (*fill)
            append(m_batch.fills, **fill);
    }
    grown();
    return {};
}

Result<void> AccountSession::takeBalance(json::Value data)
{
    const Result<BalanceUpdate> update = payload::balance(data);
    if (!update)
        return fail(update.error());
    if (!isNews(*update))
        return {};
    const auto known = std::ranges::find_if(m_batch.balances, [&update](const BalanceUpdate &each) {
        return each.currency == update->currency && each.account == update->account &&
               each.kind == update->kind;
    });
    if (known == m_batch.balances.end()) {
        append(m_batch.balances, *update);
    } else {
        // Where balance and available come apart, each keeps its newest.
        const BalanceUpdate before = std::exchange(*known, *update);
        if (!known->balance)
            known->balance = before.balance;
        if (!known->available)
            known->available = before.available;
    }
    grown();
    return {};
}

template<class Event>
void AccountSession::append(QList<Event> &events, const Event &event)
{
    if (events.size() < AccountBatch::eventLimit)
        events.append(event);
    else
        m_batch.isIncomplete = true;
}

/// False for what is older than what came already.
bool AccountSession::isNews(const BalanceUpdate &update)
{
    if (!update.sequence)
        return true;
    if (m_sequences.size() >= sequenceLimit)
        m_sequences.clear();
    qint64 &last = m_sequences[{update.account.value, update.currency.value}];
    if (*update.sequence < last)
        return false;
    last = *update.sequence;
    return true;
}

void AccountSession::grown()
{
    if (m_isTaken && !m_frame.isActive() && !m_batch.isEmpty())
        m_frame.start();
}

void AccountSession::deliver()
{
    m_isTaken = false;
    Q_EMIT batchReady(std::make_shared<const AccountBatch>(std::exchange(m_batch, {})), m_opening);
}

void AccountSession::batchTaken()
{
    m_isTaken = true;
    grown();
}

} // namespace coffer::htx::feed
