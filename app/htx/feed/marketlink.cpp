// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketlink.h"

#include "htx/errormap.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coffer::htx::feed {

namespace {

/// A command answers to its id; a subscription's is its topic.
QByteArray command(const QString &verb, const QString &topic, const QString &id,
                   const QList<std::pair<QString, qint64>> &arguments = {})
{
    QJsonObject object{{verb, topic}, {QStringLiteral("id"), id}};
    for (const auto &[name, value] : arguments)
        object.insert(name, value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray subscription(const QString &topic)
{
    return command(QStringLiteral("sub"), topic, topic);
}

Error lostError()
{
    return {ErrorKind::Offline, {}, QStringLiteral("The feed was interrupted."), std::nullopt};
}

} // namespace

MarketLink::MarketLink(const Clock &clock, const FeedRules &rules, Push push, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_rules(rules),
      m_push(std::move(push)),
      m_connection(clock, rules.connection, this),
      m_commands(
          clock, [this](const QByteArray &text) { return m_connection.send(text); }, rules.pace, this),
      m_pongs(clock, rules.pongPace),
      m_timer(this)
{
    connect(&m_connection, &Connection::opened, this, &MarketLink::subscribeAll);
    connect(&m_connection, &Connection::bytesReceived, this, &MarketLink::takeBytes);
    // Every message is to be a binary one (security.md 8b, 36).
    connect(&m_connection, &Connection::textReceived, &m_connection, &Connection::countUndecodable);
    connect(&m_connection, &Connection::statusChanged, this, &MarketLink::statusChanged);
    connect(&m_connection, &Connection::lost, this, [this] {
        m_commands.clear();
        m_resting.clear();
        failAll(lostError());
        Q_EMIT lost();
    });
    m_timer.setInterval(rules.connection.tick);
    connect(&m_timer, &QTimer::timeout, this, &MarketLink::look);
}

MarketLink::~MarketLink()
{
    failAll(lostError());
}

void MarketLink::setUrl(const QUrl &url)
{
    if (url == m_url)
        return;
    m_url = url;
    m_connection.close();
    connectOrRest();
}

void MarketLink::connectOrRest()
{
    const bool isWanted = !m_url.isEmpty() && !(m_topics.isEmpty() && m_requests.isEmpty());
    if (isWanted && m_connection.status().state == ConnectionState::Off)
        m_connection.open(m_url);
    else if (!isWanted)
        m_connection.close();
}

void MarketLink::setTopics(const Topics &topics)
{
    QHash<QString, Topic> wanted;
    for (const Topic &topic : topics)
        wanted.insert(topic.wireName(), topic);
    const QHash<QString, Topic> before = std::exchange(m_topics, wanted);
    if (m_connection.status().isLive()) {
        for (auto topic = before.cbegin(); topic != before.cend(); ++topic) {
            const bool wasResting = m_resting.remove(topic.key()) > 0 && !wanted.contains(topic.key());
            if (!wanted.contains(topic.key()) && !wasResting &&
                !m_commands.withdraw(subscription(topic.key())))
                m_commands.push(command(QStringLiteral("unsub"), topic.key(), topic.key()));
        }
        for (auto topic = wanted.cbegin(); topic != wanted.cend(); ++topic) {
            if (!before.contains(topic.key()))
                m_commands.push(subscription(topic.key()));
        }
    }
    connectOrRest();
}

void MarketLink::request(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments,
                         Answer answer)
{
    if (m_requests.size() >= m_rules.requestLimit) {
        answer(fail(ErrorKind::RateLimited, QStringLiteral("Too many requests wait on the feed.")));
        return;
    }
    const QString id = QStringLiteral("r%1").arg(++m_lastRequest);
    const QByteArray text = command(QStringLiteral("req"), topic.wireName(), id, arguments);
    m_requests.insert(id, {text, std::move(answer), m_clock.steady() + m_rules.answerDeadline});
    m_timer.start();
    if (m_connection.status().isLive())
        m_commands.push(text);
    else
        connectOrRest();
}

void MarketLink::subscribeAll()
{
    for (auto topic = m_topics.cbegin(); topic != m_topics.cend(); ++topic)
        m_commands.push(subscription(topic.key()));
    for (const Request &request : std::as_const(m_requests))
        m_commands.push(request.command);
    m_timer.start();
}

void MarketLink::failAll(const Error &error)
{
    const QHash<QString, Request> requests = std::exchange(m_requests, {});
    for (const Request &request : requests)
        request.answer(fail(error));
}

void MarketLink::takeBytes(const QByteArray &bytes)
{
    const Result<QByteArray> text = m_inflater.inflate(bytes);
    if (!text) {
        // A bomb is not sent by mistake (security.md 8b, 35).
        if (text.error().kind == ErrorKind::TooLarge)
            m_connection.restart(text.error());
        else
            m_connection.countUndecodable();
        return;
    }
    json::Document document(*text);
    const Result<json::Frame> frame = document.readFrame();
    if (frame)
        takeFrame(document, *frame);
    else
        m_connection.countUndecodable();
}

void MarketLink::takeFrame(json::Document &document, const json::Frame &frame)
{
    if (frame.ping) {
        m_connection.countDecoded();
        if (m_pongs.mayAnswer())
            m_connection.send("{\"pong\":" + QByteArray::number(*frame.ping) + '}');
        return;
    }
    if (frame.kind == json::Frame::Kind::Push) {
        takePush(document, frame);
        return;
    }
    m_connection.countDecoded();
    if (frame.status == QLatin1String("error"))
        takeRefusal(frame);
    else if (frame.kind == json::Frame::Kind::Answer)
        takeAnswer(document, frame);
    else if (frame.kind == json::Frame::Kind::Subscribed && m_topics.contains(frame.topic))
        Q_EMIT subscribed(m_topics.value(frame.topic));
}

void MarketLink::takePush(json::Document &document, const json::Frame &frame)
{
    const auto topic = m_topics.constFind(frame.topic);
    const bool isUsable = topic == m_topics.constEnd() // was unsubscribed meanwhile, or never (row 45)
                          || (frame.hasPayload && m_push(*topic, json::Value(document)));
    if (isUsable)
        m_connection.countDecoded();
    else
        m_connection.countUndecodable();
}

void MarketLink::takeAnswer(json::Document &document, const json::Frame &frame)
{
    if (!m_requests.contains(frame.id))
        return;
    const Request request = m_requests.take(frame.id);
    if (frame.hasPayload)
        request.answer(json::Value(document));
    else
        request.answer(fail(ErrorKind::MalformedReply, QStringLiteral("The answer has no data.")));
}

void MarketLink::takeRefusal(const json::Frame &frame)
{
    const Error error = errorFrom(frame.code, frame.message);
    if (m_requests.contains(frame.id)) {
        const Request request = m_requests.take(frame.id);
        request.answer(fail(error));
        return;
    }
    const auto topic = m_topics.constFind(frame.id);
    if (topic == m_topics.constEnd())
        return;
    if (error.kind != ErrorKind::RateLimited) {
        Q_EMIT refused(*topic, error);
        return;
    }
    m_resting.insert(frame.id, m_clock.steady() + m_rules.limitRest);
    m_timer.start();
}

void MarketLink::look()
{
    const Clock::Steady now = m_clock.steady();
    QList<Request> late;
    m_requests.removeIf([&](decltype(m_requests)::iterator request) {
        if (now < request->deadline)
            return false;
        m_commands.withdraw(request->command);
        late.append(*request);
        return true;
    });
    m_resting.removeIf([&](decltype(m_resting)::iterator topic) {
        if (now < *topic)
            return false;
        m_commands.push(subscription(topic.key()));
        return true;
    });
    for (const Request &request : std::as_const(late))
        request.answer(fail(ErrorKind::Timeout, QStringLiteral("No answer on the feed.")));
    if (m_requests.isEmpty() && m_resting.isEmpty()) {
        m_timer.stop();
        connectOrRest(); // a connection that was there for a request alone is no longer needed
    }
}

} // namespace coffer::htx::feed
