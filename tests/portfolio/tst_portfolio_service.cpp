// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/portfolioservice.h"

#include "../market/marketscript.h"
#include "portfolio/cacheschema.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::portfolio;
using test::dec;
using test::okay;
using test::ScriptedGateway;

namespace {

const QByteArray accountsPath = "/v1/account/accounts";
const QByteArray valuationPath = "/v2/account/asset-valuation";

QByteArray balancePath(int id)
{
    return accountsPath + '/' + QByteArray::number(id) + "/balance";
}

QByteArray accountRow(int id, const QByteArray &type)
{
    return R"({"id":)" + QByteArray::number(id) + R"(,"type":")" + type +
           R"(","subtype":"","state":"working"})";
}

/// A balance of one asset among zeros.
QByteArray balanceReply(int id, const QByteArray &type, const QByteArray &currency, const QByteArray &amount)
{
    return okay(
        R"({"id":)" + QByteArray::number(id) + R"(,"type":")" + type +
        R"(","state":"working","list":[{"currency":"zero","type":"trade","balance":"0"},{"currency":")" +
        currency + R"(","type":"trade","balance":")" + amount + R"("}]})");
}

const Uid alice{100};
const Uid bob{200};

} // namespace

class PortfolioServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readsEverything();
    void showsTheCacheFirst();
    void failedAccountsKeepOldData();
    void oneUnreadAccount();
    void unreadAccountIsNotSaved();
    void whatCannotBeKeptIsToldLast();
    void anotherUserDropsOldReplies();
    void nobody();
    void refreshesDoNotOverlap();
    void followsPrices();
    void watchesHeldAssets();
    void fiatRates();
    void valuationFailureIsNoFailure();
    void noAccounts();
    void cancelledRoundEnds();
    void mayDieWhileAsking();
    void followsTheAccountFeed();
    void whatCameDuringARefreshCounts();
    void whatHasNoPlaceIsAskedFor();

private:
    void makeService()
    {
        m_service = std::make_unique<PortfolioService>(*m_gateway, *m_board, *m_cache, *m_clock);
    }
    void readPrices()
    {
        m_board->refresh();
        QTRY_VERIFY(m_board->updatedAt() != 0);
    }
    void readAlice()
    {
        m_service->setAccount(alice);
        QTRY_COMPARE(m_service->state(), LoadState::Ready);
    }

    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<BalanceCache> m_cache;
    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<market::TickerBoard> m_board;
    std::unique_ptr<PortfolioService> m_service;
};

namespace {

htx::feed::BalanceUpdate update(qint64 account, const char *currency, const char *balance,
                                const char *available)
{
    htx::feed::BalanceUpdate result;
    result.account = AccountId{account};
    result.currency = Currency{QString::fromLatin1(currency)};
    result.kind = QStringLiteral("trade");
    result.balance = dec(balance);
    result.available = dec(available);
    return result;
}

} // namespace

void PortfolioServiceTest::followsTheAccountFeed()
{
    readPrices();
    readAlice();
    const int before = m_gateway->count(balancePath(1));
    m_service->apply({update(1, "btc", "0.7", "0.4"), update(1, "eth", "2", "2")});
    QTRY_COMPARE(m_service->portfolio().holdings.size(), 3);
    for (const Holding &holding : m_service->portfolio().holdings) {
        if (holding.currency.value == QLatin1String("btc"))
            QCOMPARE(holding.total, dec("0.7"));
        if (holding.currency.value == QLatin1String("eth"))
            QCOMPARE(holding.total, dec("2"));
    }
    m_service->apply({update(1, "eth", "0", "0")});
    QTRY_COMPARE(m_service->portfolio().holdings.size(), 2);
    QCOMPARE(m_gateway->count(balancePath(1)), before);
}

void PortfolioServiceTest::whatCameDuringARefreshCounts()
{
    readPrices();
    readAlice();
    m_gateway->hold();
    m_service->refresh();
    m_service->apply({update(1, "btc", "0.9", "0.9")});
    m_gateway->release();
    QTRY_VERIFY(!m_service->portfolio().holdings.isEmpty() &&
                std::ranges::any_of(m_service->portfolio().holdings,
                                    [](const Holding &holding) { return holding.total == dec("0.9"); }));
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QVERIFY(std::ranges::any_of(m_service->portfolio().holdings,
                                [](const Holding &holding) { return holding.total == dec("0.9"); }));
}

void PortfolioServiceTest::whatHasNoPlaceIsAskedFor()
{
    readAlice();
    const int before = m_gateway->count(accountsPath);
    m_service->apply({update(77, "btc", "1", "1")});
    QCOMPARE(m_gateway->count(accountsPath), before + 1);
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    // It comes again and again, and is asked for now and then.
    for (int times = 0; times < 5; ++times)
        m_service->apply({update(77, "btc", "1", "1")});
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_gateway->count(accountsPath), before + 1);
    m_clock->advance(std::chrono::seconds(31));
    m_service->apply({update(77, "btc", "1", "1")});
    QTRY_COMPARE(m_gateway->count(accountsPath), before + 2);
}

void PortfolioServiceTest::init()
{
    m_database = std::make_unique<store::Database>(QString(), cacheSchema(), store::Durability::Cache);
    m_database->open().waitForFinished();
    m_cache = std::make_unique<BalanceCache>(*m_database);
    m_clock = std::make_unique<test::FakeClock>();
    m_gateway = std::make_unique<ScriptedGateway>();
    test::scriptMarkets(*m_gateway);
    m_gateway->answer(accountsPath, test::list({accountRow(1, "spot"), accountRow(2, "point")}));
    m_gateway->answer(balancePath(1), balanceReply(1, "spot", "btc", "0.5"));
    m_gateway->answer(balancePath(2), balanceReply(2, "point", "usdt", "10"));
    m_gateway->answer(valuationPath, [](const htx::Request &request) -> Result<QByteArray> {
        const bool inBtc = ScriptedGateway::parameter(request, "valuationCurrency") == "BTC";
        return R"({"code":200,"data":{"balance":")" + QByteArray(inBtc ? "0.5" : "45") +
               R"(","timestamp":1}})";
    });
    m_board = std::make_unique<market::TickerBoard>(*m_gateway, *m_clock);
    makeService();
}

void PortfolioServiceTest::cleanup()
{
    m_service.reset();
    m_board.reset();
    m_gateway.reset();
    m_cache.reset();
    m_database.reset();
}

void PortfolioServiceTest::readsEverything()
{
    readPrices();
    QSignalSpy changed(m_service.get(), &PortfolioService::changed);
    QSignalSpy states(m_service.get(), &PortfolioService::stateChanged);
    QSignalSpy failed(m_service.get(), &PortfolioService::failed);
    m_service->setAccount(alice);
    QCOMPARE(m_service->state(), LoadState::Loading);
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(states.size(), 2);
    QCOMPARE(failed.size(), 0);
    QVERIFY(changed.size() >= 2); // emptied, and read

    const Portfolio &portfolio = m_service->portfolio();
    QCOMPARE(portfolio.uid, alice);
    QCOMPARE(portfolio.total, dec("60"));
    QCOMPARE(portfolio.holdings.size(), 2);
    QVERIFY(!portfolio.fromCache);
    QCOMPARE(portfolio.balancesAt, m_clock->nowMs());
    QCOMPARE(portfolio.completeness.accountsRead, 2);
    QCOMPARE(portfolio.completeness.rowsRead, 4);
    QCOMPARE(*portfolio.completeness.exchangeValue, dec("0.5"));
    QCOMPARE(*portfolio.completeness.ourValue, dec("0.5"));
    QVERIFY(m_gateway->unexpected.isEmpty());
    QCOMPARE(m_gateway->count(valuationPath), 1); // the point account is not valued by the exchange
}

void PortfolioServiceTest::showsTheCacheFirst()
{
    readPrices();
    readAlice();
    const qint64 readAt = m_service->portfolio().balancesAt;
    makeService();
    m_clock->advance(std::chrono::hours(1));
    m_gateway->hold();
    m_service->setAccount(alice);
    QTRY_COMPARE(m_service->state(), LoadState::Stale);
    QVERIFY(m_service->portfolio().fromCache);
    QCOMPARE(m_service->portfolio().total, dec("60"));
    QCOMPARE(m_service->portfolio().balancesAt, readAt);
    m_gateway->answer(balancePath(1), balanceReply(1, "spot", "btc", "0.75"));
    m_gateway->release();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QVERIFY(!m_service->portfolio().fromCache);
    QCOMPARE(m_service->portfolio().total, dec("85"));
}

void PortfolioServiceTest::failedAccountsKeepOldData()
{
    readPrices();
    readAlice();
    m_gateway->refuse(accountsPath, test::offline());
    QSignalSpy failed(m_service.get(), &PortfolioService::failed);
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_service->portfolio().total, dec("60"));

    // All balances failing is the same.
    m_gateway->answer(accountsPath, test::list({accountRow(1, "spot")}));
    m_gateway->refuse(balancePath(1), test::offline());
    m_service->refresh();
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(m_service->portfolio().total, dec("60"));
    QCOMPARE(m_service->state(), LoadState::Failed);
}

void PortfolioServiceTest::oneUnreadAccount()
{
    readPrices();
    m_gateway->refuse(balancePath(2), test::offline());
    QSignalSpy failed(m_service.get(), &PortfolioService::failed);
    m_service->setAccount(alice);
    QTRY_COMPARE(m_service->state(), LoadState::Stale);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_service->portfolio().total, dec("50"));
    QCOMPARE(m_service->portfolio().unread.size(), 1);
    QCOMPARE(m_service->portfolio().unread.first().account.id, AccountId{2});
    QCOMPARE(m_service->portfolio().unread.first().error.kind, ErrorKind::Offline);
    QVERIFY(!m_service->portfolio().unread.first().lastKnownCounted);
    QCOMPARE(m_service->portfolio().completeness.accountsRead, 1);

    m_gateway->answer(balancePath(2), balanceReply(2, "point", "usdt", "10"));
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_service->portfolio().total, dec("60"));

    // Read once, it does not vanish from the total when it can't be read later.
    m_gateway->refuse(balancePath(2), test::offline());
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Stale);
    QCOMPARE(m_service->portfolio().total, dec("60"));
    QVERIFY(m_service->portfolio().unread.first().lastKnownCounted);
}

void PortfolioServiceTest::unreadAccountIsNotSaved()
{
    readAlice();
    m_gateway->answer(balancePath(1), balanceReply(1, "spot", "btc", "9"));
    m_gateway->refuse(balancePath(2), test::offline());
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Stale);
    auto cached = m_cache->load(alice);
    cached.waitForFinished();
    QCOMPARE(cached.result()->balances.size(), 2);
    QCOMPARE(cached.result()->balances.first().rows.first().amount, dec("0.5"));
}

void PortfolioServiceTest::whatCannotBeKeptIsToldLast()
{
    const QTemporaryDir folder; // where the file should be
    store::Database broken(folder.path(), cacheSchema(), store::Durability::Cache);
    BalanceCache cache(broken);
    PortfolioService service(*m_gateway, *m_board, cache, *m_clock);
    QStringList told;
    connect(&service, &PortfolioService::stateChanged, this, [&told](LoadState state) {
        if (state == LoadState::Ready)
            told += QStringLiteral("ready");
    });
    connect(&service, &PortfolioService::failed, this, [&told] { told += QStringLiteral("failed"); });
    service.setAccount(alice);
    QTRY_VERIFY(told.contains(QStringLiteral("ready")) && told.last() == QStringLiteral("failed"));
    QCOMPARE(service.portfolio().holdings.size(), 2);
}

void PortfolioServiceTest::anotherUserDropsOldReplies()
{
    readPrices();
    m_gateway->hold();
    m_service->setAccount(alice);
    QCOMPARE(m_gateway->count(accountsPath), 1);
    m_service->setAccount(bob);
    QCOMPARE(m_gateway->count(accountsPath), 2);
    m_gateway->release();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_service->portfolio().uid, bob);
    QCOMPARE(m_gateway->count(balancePath(1)), 1); // the first user's round went no further
    auto cached = m_cache->load(alice);
    cached.waitForFinished();
    QCOMPARE(cached.result()->readAt, 0);

    // A valuation that is under way for one user is not shown for the next.
    m_gateway->hold();
    m_service->refresh();
    m_gateway->release();
    QSignalSpy changed(m_service.get(), &PortfolioService::changed);
    QObject watch;
    connect(m_service.get(), &PortfolioService::changed, &watch,
            [this] { QVERIFY(m_service->portfolio().uid == alice); });
    m_service->setAccount(alice);
    QVERIFY(m_service->portfolio().holdings.isEmpty());
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QVERIFY(changed.size() >= 2);
}

void PortfolioServiceTest::nobody()
{
    readPrices();
    readAlice();
    QSignalSpy changed(m_service.get(), &PortfolioService::changed);
    m_service->setAccount(Uid{});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_service->state(), LoadState::Idle);
    QVERIFY(m_service->portfolio().holdings.isEmpty());
    const qsizetype asked = m_gateway->requests.size();
    m_service->refresh();
    QCOMPARE(m_gateway->requests.size(), asked);
}

void PortfolioServiceTest::refreshesDoNotOverlap()
{
    m_gateway->hold();
    m_service->setAccount(alice);
    m_service->refresh();
    m_service->setAccount(alice);
    QCOMPARE(m_gateway->requests.size(), 1);
    m_gateway->release();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(m_gateway->count(accountsPath), 1);
}

void PortfolioServiceTest::followsPrices()
{
    readAlice();
    QCOMPARE(m_service->portfolio().total, dec("10"));
    QCOMPARE(m_service->portfolio().completeness.unpriced.size(), 1);
    readPrices();
    QTRY_COMPARE(m_service->portfolio().total, dec("60"));
    QCOMPARE(m_service->portfolio().pricesAt, m_clock->nowMs());
    m_gateway->answer(test::tickersPath, test::list({test::tickerRow("btcusdt", "80", "200")}));
    m_board->refresh();
    QTRY_COMPARE(m_service->portfolio().total, dec("110"));
    QCOMPARE(m_gateway->count(accountsPath), 1);
}

void PortfolioServiceTest::watchesHeldAssets()
{
    readPrices();
    readAlice();
    QTRY_VERIFY(m_service->portfolio().holdings.first().change24h);
    QCOMPARE(*m_service->portfolio().holdings.first().change24h, dec("1"));
    QCOMPARE(*m_service->portfolio().change24h, dec("25"));
    QCOMPARE(m_gateway->count(test::mergedPath), 1); // btcusdt alone: nothing else is held
}

void PortfolioServiceTest::fiatRates()
{
    readPrices();
    readAlice();
    QVERIFY(!m_service->portfolio().rates.contains(QStringLiteral("EUR")));
    QCOMPARE(m_service->portfolio().rates.value(QStringLiteral("USD")), dec("0.99"));
    m_service->setFiat(QStringLiteral("eur"));
    QTRY_VERIFY(m_service->portfolio().rates.contains(QStringLiteral("EUR")));
    QCOMPARE(m_service->portfolio().rates.value(QStringLiteral("EUR")),
             dec("0.9")); // 45 / 0.5 BTC / 100 USDT

    // Chosen while a refresh is under way: the next one asks.
    m_gateway->hold();
    m_service->refresh();
    m_service->setFiat(QStringLiteral("GBP"));
    m_gateway->release();
    QTRY_VERIFY(m_service->portfolio().rates.contains(QStringLiteral("GBP")));
}

void PortfolioServiceTest::valuationFailureIsNoFailure()
{
    m_gateway->refuse(valuationPath, test::offline());
    QSignalSpy failed(m_service.get(), &PortfolioService::failed);
    readAlice();
    QCOMPARE(failed.size(), 0);
    QVERIFY(!m_service->portfolio().completeness.exchangeValue);
}

void PortfolioServiceTest::noAccounts()
{
    m_gateway->answer(accountsPath, okay("[]"));
    readAlice();
    QVERIFY(m_service->portfolio().holdings.isEmpty());
    QCOMPARE(m_service->portfolio().completeness.accountsKnown, 0);
}

void PortfolioServiceTest::cancelledRoundEnds()
{
    QSignalSpy failed(m_service.get(), &PortfolioService::failed);
    m_gateway->hold();
    m_service->setAccount(alice);
    m_gateway->cancel();
    QTRY_COMPARE(m_service->state(), LoadState::Idle);
    m_service->refresh();
    QTRY_COMPARE(m_service->state(), LoadState::Ready);
    QCOMPARE(failed.size(), 0);
}

void PortfolioServiceTest::mayDieWhileAsking()
{
    m_gateway->hold();
    m_service->setAccount(alice);
    m_service.reset();
    m_gateway->release();
    ScriptedGateway::settle();
    QCOMPARE(m_gateway->waiting(), 0);
}

QTEST_GUILESS_MAIN(PortfolioServiceTest)
#include "tst_portfolio_service.moc"
