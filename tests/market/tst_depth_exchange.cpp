// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange.h"
#include "htx/endpoints/market.h"
#include "htx/feed/marketfeed.h"
#include "market/depth/marketdepth.h"
#include "publicgateway.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace coffer;
using market::BookStanding;
using market::MarketDepth;
using test::PublicGateway;

namespace {

constexpr int patience = 20'000; ///< ms
const Symbol btc{QStringLiteral("btcusdt")};
const Symbol eth{QStringLiteral("ethusdt")};

bool areSorted(const MarketDepth &depth)
{
    const auto falls = [](const htx::Level &left, const htx::Level &right) {
        return left.price > right.price;
    };
    const auto rises = [](const htx::Level &left, const htx::Level &right) {
        return left.price < right.price;
    };
    const auto newer = [](const htx::Trade &left, const htx::Trade &right) {
        return left.timestamp > right.timestamp;
    };
    const QList<htx::Trade> &trades = depth.trades().trades();
    return std::is_sorted(depth.bids().begin(), depth.bids().end(), falls) &&
           std::is_sorted(depth.asks().begin(), depth.asks().end(), rises) &&
           std::is_sorted(trades.begin(), trades.end(), newer);
}

} // namespace

/// Against the exchange inside the program, as it is served.
class TestDepthExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Future<exchange::Served> served = m_exchange.start();
        served.waitForFinished();
        QVERIFY(served.result());
        m_gateway = std::make_unique<PublicGateway>(m_network, m_clock, served.result()->url);
        m_feed = std::make_unique<htx::feed::MarketFeed>(m_clock, *QThread::currentThread());
        m_feed->setExchange(served.result()->url);
    }

    void followsTheMarketThatIsShown()
    {
        MarketDepth depth(*m_gateway, m_clock);
        depth.follow(*m_feed);
        QSignalSpy books(&depth, &MarketDepth::bookChanged);
        depth.show(btc);
        QTRY_COMPARE_WITH_TIMEOUT(depth.standing(), BookStanding::Live, patience);
        QTRY_COMPARE_WITH_TIMEOUT(depth.tradesState(), LoadState::Ready, patience);
        QTRY_VERIFY_WITH_TIMEOUT(books.size() > 5, patience); // it lives
        QVERIFY(depth.bids().size() > 10 && depth.asks().size() > 10);
        QVERIFY(areSorted(depth));
        QVERIFY(depth.spread()->sign() > 0);

        // As REST tells it at about the same time.
        std::optional<htx::Depth> asked;
        whenDone(this, m_gateway->send(htx::endpoints::market::depth(btc)),
                 [&asked](const Result<htx::Depth> &answer) { asked = answer.value_or(htx::Depth{}); });
        QTRY_VERIFY_WITH_TIMEOUT(asked.has_value(), patience);
        const std::optional<Decimal> mid = market::midOf(asked->bids, asked->asks);
        QVERIFY(mid && ((*mid - *depth.mid()) / *mid).abs() < Decimal::scaled(1, -2));

        const qint64 newest = depth.trades().newest();
        QVERIFY(newest > 0);
        QTRY_VERIFY_WITH_TIMEOUT(depth.trades().newest() > newest, patience);
        const Decimal bitcoin = *depth.mid();
        depth.show(eth);
        QVERIFY(depth.bids().isEmpty() && depth.trades().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(depth.standing(), BookStanding::Live, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!depth.trades().isEmpty(), patience);
        QVERIFY(areSorted(depth));
        for (const htx::Trade &trade : depth.trades().trades())
            QVERIFY(trade.price * Decimal(5) < bitcoin); // none of the market before
    }

private:
    exchange::Exchange m_exchange{{0, 7, 1'790'000'023'456, 1.0, true}};
    SystemClock m_clock;
    QNetworkAccessManager m_network;
    std::unique_ptr<PublicGateway> m_gateway;
    std::unique_ptr<htx::feed::MarketFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestDepthExchange)
#include "tst_depth_exchange.moc"
