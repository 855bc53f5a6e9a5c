// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/marketfeed.h"

#include "htx/feed/marketpayload.h"
#include "htx/feed/onthread.h"

namespace coffer::htx::feed {

MarketFeed::MarketFeed(const Clock &clock, QThread &thread, const FeedRules &rules, QObject *parent)
    : QObject(parent), m_session(new MarketSession(clock, rules))
{
    qRegisterMetaType<MarketBatchRef>();
    qRegisterMetaType<ConnectionStatus>();
    m_session->moveToThread(&thread);
    connect(m_session, &MarketSession::batchReady, this, [this](const MarketBatchRef &batch) {
        Q_EMIT arrived(*batch);
        tell(m_session, [](MarketSession &session) { session.batchTaken(); });
    });
    connect(m_session, &MarketSession::statusChanged, this, &MarketFeed::takeStatus);
    connect(m_session, &MarketSession::refused, this, &MarketFeed::refused);
}

MarketFeed::~MarketFeed()
{
    m_session->disconnect(this);
    destroyOnItsThread(m_session);
}

void MarketFeed::setExchange(const QUrl &base)
{
    tell(m_session, [base](MarketSession &session) { session.setExchange(base); });
}

void MarketFeed::setTopics(const QString &owner, const Topics &topics)
{
    if (m_topics.value(owner) == topics)
        return;
    if (topics.isEmpty())
        m_topics.remove(owner);
    else
        m_topics.insert(owner, topics);
    Topics all;
    for (const Topics &each : std::as_const(m_topics))
        all.unite(each);
    tell(m_session, [all](MarketSession &session) { session.setTopics(all); });
}

void MarketFeed::setPaused(bool paused)
{
    tell(m_session, [paused](MarketSession &session) { session.setPaused(paused); });
}

void MarketFeed::hurry()
{
    tell(m_session, [](MarketSession &session) { session.hurry(); });
}

template<class T>
Future<T> MarketFeed::ask(const Topic &topic, const QList<std::pair<QString, qint64>> &arguments,
                          Result<T> (*parse)(json::Value))
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    Future<T> future = promise->future();
    const auto finish = [promise, parse](const Result<json::Value> &answer) {
        promise->addResult(answer ? parse(*answer) : Result<T>(fail(answer.error())));
        promise->finish();
    };
    tell(m_session,
         [topic, arguments, finish](MarketSession &session) { session.request(topic, arguments, finish); });
    return future;
}

Future<QList<Candle>> MarketFeed::candles(const Symbol &symbol, Period period, qint64 from, qint64 to)
{
    return ask(Topic::candles(symbol, period), {{QStringLiteral("from"), from}, {QStringLiteral("to"), to}},
               payload::candles);
}

Future<Depth> MarketFeed::depth(const Symbol &symbol, int step)
{
    return ask(Topic::depth(symbol, step), {}, payload::depth);
}

Future<QList<Trade>> MarketFeed::trades(const Symbol &symbol)
{
    return ask(Topic::trades(symbol), {}, payload::recentTrades);
}

Future<MergedDetail> MarketFeed::detail(const Symbol &symbol)
{
    return ask(Topic::rollingDay(symbol), {}, payload::detail);
}

Future<BookUpdate> MarketFeed::bookImage(const Symbol &symbol, int levels)
{
    return ask(Topic::book(symbol, levels), {}, payload::book);
}

void MarketFeed::takeStatus(const ConnectionStatus &status)
{
    const bool isBack = status.isLive() && !m_status.isLive();
    m_status = status;
    Q_EMIT statusChanged();
    if (isBack)
        Q_EMIT resumed();
}

} // namespace coffer::htx::feed
