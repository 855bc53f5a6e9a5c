// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/commandqueue.h"
#include "htx/feed/feedrules.h"
#include "htx/feed/inflater.h"
#include "htx/feed/pongpacer.h"
#include "htx/feed/topic.h"
#include "htx/json.h"

#include <QHash>
#include <QList>

#include <functional>

namespace coffer::htx::feed {

/// One socket of the market feed (/ws or /feed): keeps the topics subscribed that are wanted, through every
/// new connection, and asks what is to be asked once. Is connected only while something is wanted. Belongs to
/// one thread.
class MarketLink : public QObject
{
    Q_OBJECT

public:
    /// Takes what was pushed; an error when it can't be used.
    using Push = std::function<Result<void>(const Topic &, json::Value)>;
    /// Takes the payload of an answer, once.
    using Answer = std::function<void(Result<json::Value>)>;

    MarketLink(const Clock &clock, const FeedRules &rules, Push push, QObject *parent);
    ~MarketLink() override;

    void setUrl(const QUrl &url);
    void setTopics(const Topics &topics);
    /// arguments: more members of the command, e.g. from and to. RateLimited with too many under way,
    /// Offline when the connection is lost first, Timeout, or the exchange's own refusal.
    void request(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments, Answer answer);
    void setPaused(bool paused) { m_connection.setPaused(paused); }
    void hurry() { m_connection.hurry(); }

    const ConnectionStatus &status() const { return m_connection.status(); }

Q_SIGNALS:
    void statusChanged();
    /// What was subscribed is no longer followed; it is subscribed again by itself.
    void lost();
    /// The exchange took the subscription.
    void subscribed(const coffer::htx::feed::Topic &topic);
    /// The exchange doesn't have this topic.
    void refused(const coffer::htx::feed::Topic &topic, const coffer::Error &error);

private:
    struct Request
    {
        QByteArray command;
        Answer answer;
        Clock::Steady deadline;
    };

    void connectOrRest();
    void subscribeAll();
    void failAll(const Error &error);
    void takeBytes(const QByteArray &bytes);
    void takeFrame(json::Document &document, const json::Frame &frame);
    void takeAnswer(json::Document &document, const json::Frame &frame);
    void takePush(json::Document &document, const json::Frame &frame);
    void takeRefusal(const json::Frame &frame);
    void look();

    const Clock &m_clock;
    FeedRules m_rules;
    Push m_push;
    Connection m_connection;
    CommandQueue m_commands;
    PongPacer m_pongs;
    Inflater m_inflater;
    QTimer m_timer;
    QUrl m_url;
    QHash<QString, Topic> m_topics; ///< by wire name
    QHash<QString, Request> m_requests;
    QHash<QString, Clock::Steady> m_resting; ///< topics that hit a limit, until when
    quint64 m_lastRequest = 0;
};

} // namespace coffer::htx::feed
