// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historysync.h"

#include "exchangescript.h"
#include "historyfixture.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::history;
using test::waited;

namespace {

const Uid alice{100};
const Uid bob{200};
constexpr qint64 hourMs = 3600 * 1000LL;
constexpr qint64 dayMs = 24 * hourMs;

} // namespace

class HistorySyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readsTheRecentPast();
    void walksBack();
    void resumesWhereItWas();
    void closesAGapAfterAbsence();
    void stopsWhereTheExchangeStops();
    void readsAllPagesOnce();
    void settlesOrdersThatLeftTheList();
    void forgottenOrderWasCancelled();
    void bareNotFoundSettlesNothing();
    void storedOpenOrdersComeFirst();
    void failureKeepsWhatIsThere();
    void partlyRead();
    void anotherUserDropsOldReplies();
    void stopEndsTheWalk();
    void walkFailureIsReported();
    void cancelledRefreshEnds();
    void mayDieWhileAsking();
    void followsTheAccountFeed();

private:
    void makeSync() { m_sync = std::make_unique<HistorySync>(m_script->gateway, *m_table, m_clock); }
    void refreshed()
    {
        m_sync->refresh();
        QVERIFY(m_sync->isBusy());
        walked();
    }
    /// Until the refresh and the walk have ended.
    void walked() { QTRY_VERIFY_WITH_TIMEOUT(!m_sync->isBusy(), 60000); }
    std::size_t rows(Record record, Uid uid = alice)
    {
        Query query;
        query.record = record;
        query.uid = uid;
        return waited(m_table->find(query)).size();
    }
    htx::Order stored(const QString &id)
    {
        Query query;
        query.uid = alice;
        query.text = id;
        const auto orders = waited(m_table->orders(waited(m_table->find(query))));
        return orders.size() == 1 ? orders.first() : htx::Order();
    }
    int windowsOf(const QByteArray &what) const
    {
        return static_cast<int>(std::count_if(m_script->windows.begin(), m_script->windows.end(),
                                              [&](const auto &window) { return window.first == what; }));
    }
    /// A fill a day and market, and an order with each.
    void makePast(int days)
    {
        const qint64 now = m_clock.nowMs();
        for (int day = 0; day < days; ++day) {
            for (const QByteArray &symbol : {QByteArray("btcusdt"), QByteArray("ethusdt")}) {
                const qint64 time = now - day * dayMs - hourMs;
                const qint64 id = 1'000'000 - 2 * day - (symbol == "btcusdt" ? 0 : 1);
                m_script->fills.append({id, symbol, time});
                m_script->orders.append({id, symbol, time});
            }
        }
    }

    test::LeapingClock m_clock;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<HistoryTable> m_table;
    std::unique_ptr<test::ExchangeScript> m_script;
    std::unique_ptr<HistorySync> m_sync;
};

/// A new order is open at once, and one that ends is read with its fills, without a refresh.
void HistorySyncTest::followsTheAccountFeed()
{
    using Event = htx::feed::OrderUpdate::Event;
    m_sync->setAccount(alice);
    walked();
    htx::feed::OrderUpdate created;
    created.id = OrderId{QStringLiteral("77")};
    created.symbol = Symbol{QStringLiteral("btcusdt")};
    created.account = AccountId{1};
    created.side = htx::Side::Buy;
    created.kind = QStringLiteral("limit");
    created.price = Decimal(2);
    created.size = Decimal(10);
    created.rawState = QStringLiteral("submitted");
    created.at = m_clock.nowMs();
    const int openBefore = m_script->gateway.count("/v1/order/openOrders");
    m_sync->apply({created}, {});
    QCOMPARE(m_sync->openOrders().size(), 1);
    QCOMPARE(m_sync->openOrders().first().amount, Decimal(10));
    QTRY_COMPARE(rows(Record::Order), std::size_t(1));

    m_script->gateway.answer(
        "/v1/order/orders/77",
        test::okay(R"({"id":77,"symbol":"btcusdt","account-id":1,"amount":"10","price":"2","created-at":5,)"
                   R"("type":"buy-limit","field-amount":"10","field-cash-amount":"20","field-fees":"0.02",)"
                   R"("finished-at":6,"state":"filled"})"));
    m_script->gateway.answer(
        "/v1/order/orders/77/matchresults",
        test::okay(R"([{"id":901,"order-id":77,"symbol":"btcusdt","type":"buy-limit","role":"taker",)"
                   R"("price":"2","filled-amount":"10","filled-fees":"0.02","created-at":6}])"));
    htx::feed::OrderUpdate filled = created;
    filled.event = Event::Trade;
    filled.tradePrice = Decimal(2);
    filled.tradeVolume = Decimal(10);
    filled.executed = Decimal(10);
    filled.rawState = QStringLiteral("filled");
    htx::Fill fill;
    fill.order = created.id;
    m_sync->apply({filled}, {fill});
    QVERIFY(m_sync->openOrders().isEmpty());
    QTRY_COMPARE(rows(Record::Fill), std::size_t(1));
    QTRY_COMPARE(stored(QStringLiteral("77")).state, htx::OrderState::Filled);
    QCOMPARE(stored(QStringLiteral("77")).filledCash, Decimal(20));
    QCOMPARE(m_script->gateway.count("/v1/order/openOrders"), openBefore);
}

void HistorySyncTest::init()
{
    m_clock = {};
    m_database = test::historyDatabase();
    m_table = std::make_unique<HistoryTable>(*m_database);
    m_script = std::make_unique<test::ExchangeScript>(m_clock);
    makeSync();
}

void HistorySyncTest::cleanup()
{
    m_sync.reset();
    m_script.reset();
    m_table.reset();
    m_database.reset();
}

void HistorySyncTest::readsTheRecentPast()
{
    makePast(2);
    m_script->open.append({5, "btcusdt", m_clock.nowMs() - 10, "submitted"});
    m_script->deposits = {7, 8};
    QSignalSpy states(m_sync.get(), &HistorySync::stateChanged);
    QSignalSpy tables(m_sync.get(), &HistorySync::tableChanged);
    QSignalSpy open(m_sync.get(), &HistorySync::openOrdersChanged);
    m_sync->setAccount(alice);
    QCOMPARE(m_sync->state(), LoadState::Loading);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    QCOMPARE(states.size(), 2);
    QCOMPARE(open.size(), 1);
    QCOMPARE(m_sync->openOrders().size(), 1);
    QVERIFY(m_sync->openOrders().first().isOpen());
    QSet<int> kinds;
    for (const QList<QVariant> &each : tables)
        kinds.insert(static_cast<int>(each.first().value<Record>()));
    QCOMPARE(kinds.size(), 3);
    QCOMPARE(rows(Record::Fill), std::size_t(4));
    QCOMPARE(rows(Record::Order), std::size_t(5));
    QCOMPARE(rows(Record::Transfer), std::size_t(2));
    walked();
    QVERIFY(m_script->gateway.unexpected.isEmpty());
    QVERIFY(!m_script->tooWide);
}

void HistorySyncTest::walksBack()
{
    makePast(150);
    for (int i = 1; i <= 250; ++i)
        m_script->deposits.append(i * 10);
    QList<SyncProgress> reports;
    connect(m_sync.get(), &HistorySync::progressChanged, m_sync.get(),
            [&] { reports.append(m_sync->progress()); });
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();

    QCOMPARE(rows(Record::Fill), std::size_t(240)); // two a day for 120 days
    QCOMPARE(rows(Record::Order), std::size_t(240));
    QCOMPARE(rows(Record::Transfer), std::size_t(250));
    QVERIFY(!m_script->tooWide);
    QCOMPARE(windowsOf("/v1/order/matchresults "), 60); // the refresh, and 59 of the walk
    QCOMPARE(windowsOf("/v1/order/orders btcusdt"), 59);
    QCOMPARE(windowsOf("/v1/order/orders ethusdt"), 59);

    QVERIFY(reports.size() > 170);
    for (qsizetype i = 1; i + 1 < reports.size(); ++i) {
        QVERIFY(reports[i].done == reports[i - 1].done + 1);
        QVERIFY(reports[i].total > reports[i].done);
        QVERIFY(reports[i].coveredFrom <= reports[i - 1].coveredFrom);
    }
    QCOMPARE(reports.first().what, QStringLiteral("fills"));
    QCOMPARE(reports[100].what, QStringLiteral("orders"));
    QCOMPARE(reports[reports.size() - 2].what, QStringLiteral("transfers"));
    QCOMPARE(m_sync->progress().total, 0);
    QVERIFY(m_sync->progress().coveredFrom <= m_clock.nowMs() - 119 * dayMs);

    // Nothing is left: the next refresh asks for the recent past alone.
    m_script->gateway.requests.clear();
    refreshed();
    QCOMPARE(m_script->gateway.requests.size(), 6);
}

void HistorySyncTest::resumesWhereItWas()
{
    makePast(120);
    connect(m_sync.get(), &HistorySync::progressChanged, m_sync.get(), [&] {
        if (m_sync->progress().done == 70)
            m_sync->stop();
    });
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    QTRY_VERIFY(windowsOf("/v1/order/orders btcusdt") > 5);
    walked();
    const auto seen = m_script->windows;
    QVERIFY(seen.size() < 100);
    m_script->windows.clear();

    makeSync(); // another start of the program
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    QCOMPARE(rows(Record::Fill), std::size_t(240));
    QCOMPARE(rows(Record::Order), std::size_t(240));
    QSet<std::pair<QByteArray, qint64>> before(seen.begin() + 1, seen.end());
    for (const auto &window : std::as_const(m_script->windows).mid(1)) // the first is the refresh
        QVERIFY2(!before.contains(window) || window == seen.last(), window.first.constData());
}

void HistorySyncTest::closesAGapAfterAbsence()
{
    makePast(10);
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    m_script->windows.clear();
    m_clock.advanceWall(std::chrono::hours(24 * 7));
    const qint64 now = m_clock.nowMs();
    for (int day = 0; day < 7; ++day) {
        m_script->fills.append({2'000'000 - day, "xrpusdt", now - day * dayMs - hourMs});
        m_script->orders.append({2'000'000 - day, "btcusdt", now - day * dayMs - hourMs});
    }
    makeSync();
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    QCOMPARE(rows(Record::Fill), std::size_t(27));
    QCOMPARE(rows(Record::Order), std::size_t(27));
    QCOMPARE(windowsOf("/v1/order/matchresults "), 1 + 3); // the refresh, and five days in three windows
    QCOMPARE(windowsOf("/v1/order/orders btcusdt"), 3);
    QVERIFY(m_sync->progress().coveredFrom <= now - 119 * dayMs);
}

void HistorySyncTest::stopsWhereTheExchangeStops()
{
    makePast(120);
    m_script->reach = 30 * dayMs;
    QSignalSpy failed(m_sync.get(), &HistorySync::failed);
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    QCOMPARE(failed.size(), 0);
    QVERIFY(rows(Record::Fill) >= std::size_t(56));
    QVERIFY(m_sync->progress().coveredFrom >= m_clock.nowMs() - 30 * dayMs);
    m_script->gateway.requests.clear();
    refreshed();
    QCOMPARE(m_script->gateway.requests.size(), 6); // not asked again
}

void HistorySyncTest::readsAllPagesOnce()
{
    for (int i = 0; i < 1234; ++i)
        m_script->fills.append({10'000 + i, "btcusdt", m_clock.nowMs() - dayMs + i});
    for (int i = 0; i < 2500; ++i)
        m_script->orders.append({50'000 + i, "btcusdt", m_clock.nowMs() - dayMs + i});
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    m_sync->stop();
    QCOMPARE(rows(Record::Fill), std::size_t(1234));
    QCOMPARE(rows(Record::Order), std::size_t(2500));
}

void HistorySyncTest::settlesOrdersThatLeftTheList()
{
    m_script->open = {{5, "btcusdt", m_clock.nowMs() - 5 * dayMs, "submitted"},
                      {6, "btcusdt", m_clock.nowMs() - 5 * dayMs, "submitted"}};
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    QVERIFY(stored(QStringLiteral("5")).isOpen());

    m_script->open.removeFirst();
    m_script->gateway.answer(
        "/v1/order/orders/5",
        test::okay(R"({"id":5,"symbol":"btcusdt","account-id":1,"type":"buy-limit","amount":"10",)"
                   R"("price":"2","created-at":1,"field-amount":"10","field-cash-amount":"20",)"
                   R"("field-fees":"0","state":"filled","finished-at":9})"));
    refreshed();
    QCOMPARE(m_sync->openOrders().size(), 1);
    QCOMPARE(stored(QStringLiteral("5")).state, htx::OrderState::Filled);
    QVERIFY(stored(QStringLiteral("6")).isOpen());
    QCOMPARE(m_script->gateway.count("/v1/order/orders/5"), 1);
    refreshed();
    QCOMPARE(m_script->gateway.count("/v1/order/orders/5"), 1);
    QVERIFY(m_script->gateway.unexpected.isEmpty());
}

void HistorySyncTest::forgottenOrderWasCancelled()
{
    m_script->open = {{5, "btcusdt", m_clock.nowMs() - hourMs, "submitted"}};
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    m_script->open.clear();
    m_script->gateway.answer(
        "/v1/order/orders/5",
        QByteArray(R"({"status":"error","err-code":"base-record-invalid","err-msg":"no"})"));
    refreshed();
    QVERIFY(stored(QStringLiteral("5")).isOpen()); // too young to be forgotten: asked again
    m_clock.advanceWall(std::chrono::hours(2));
    refreshed();
    QCOMPARE(stored(QStringLiteral("5")).state, htx::OrderState::Canceled);
    QCOMPARE(m_script->gateway.count("/v1/order/orders/5"), 2);
}

/// A proxy or a portal says 404 too; only the exchange knows what it has forgotten.
void HistorySyncTest::bareNotFoundSettlesNothing()
{
    m_script->open = {{5, "btcusdt", m_clock.nowMs() - hourMs, "submitted"}};
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    m_script->open.clear();
    m_script->gateway.refuse("/v1/order/orders/5",
                             Error{ErrorKind::NotFound, {}, QStringLiteral("HTTP 404"), std::nullopt});
    m_clock.advanceWall(std::chrono::hours(3));
    refreshed();
    QCOMPARE(m_script->gateway.count("/v1/order/orders/5"), 1);
    QVERIFY(stored(QStringLiteral("5")).isOpen());
}

void HistorySyncTest::storedOpenOrdersComeFirst()
{
    waited(m_table->saveOrders(alice, {test::order(QStringLiteral("5"), htx::OrderState::Submitted)}));
    m_script->gateway.hold();
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->openOrders().size(), 1);
    QCOMPARE(m_sync->state(), LoadState::Stale);
    m_script->gateway.refuse("/v1/order/orders/5", test::offline());
    m_script->gateway.release();
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    QVERIFY(m_sync->openOrders().isEmpty());
}

void HistorySyncTest::failureKeepsWhatIsThere()
{
    m_script->open = {{5, "btcusdt", m_clock.nowMs(), "submitted"}};
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    for (const char *path : {"/v1/account/accounts", "/v1/order/history", "/v1/order/matchresults",
                             "/v1/query/deposit-withdraw"})
        m_script->gateway.refuse(path, test::offline());
    QSignalSpy failed(m_sync.get(), &HistorySync::failed);
    m_sync->refresh();
    QTRY_COMPARE(m_sync->state(), LoadState::Failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>(), test::offline());
    QCOMPARE(m_sync->openOrders().size(), 1);
}

void HistorySyncTest::partlyRead()
{
    m_script->gateway.refuse("/v1/order/openOrders", test::offline());
    makePast(1);
    QSignalSpy failed(m_sync.get(), &HistorySync::failed);
    m_sync->setAccount(alice);
    QTRY_COMPARE(m_sync->state(), LoadState::Stale);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(rows(Record::Fill), std::size_t(2));
    walked();
}

void HistorySyncTest::anotherUserDropsOldReplies()
{
    makePast(1);
    m_script->gateway.hold();
    m_sync->setAccount(alice);
    QTRY_VERIFY(m_script->gateway.waiting() > 0);
    m_sync->setAccount(bob);
    QTRY_VERIFY(m_script->gateway.waiting() > 4);
    m_script->gateway.release();
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
    QCOMPARE(rows(Record::Fill, alice), std::size_t(0));
    QCOMPARE(rows(Record::Fill, bob), std::size_t(2));
    m_sync->setAccount(Uid{});
    QCOMPARE(m_sync->state(), LoadState::Idle);
    const qsizetype asked = m_script->gateway.requests.size();
    m_sync->refresh();
    QCOMPARE(m_script->gateway.requests.size(), asked);
}

void HistorySyncTest::stopEndsTheWalk()
{
    makePast(120);
    const auto pausing = connect(m_sync.get(), &HistorySync::progressChanged, m_sync.get(), [&] {
        if (m_sync->progress().done == 4)
            m_script->gateway.hold();
    });
    m_sync->setAccount(alice);
    QTRY_VERIFY(m_script->gateway.waiting() > 0); // in the middle of the walk
    disconnect(pausing);
    m_sync->stop();
    QCOMPARE(m_sync->progress().total, 0);
    QVERIFY(m_sync->progress().coveredFrom > 0);
    const qsizetype asked = m_script->gateway.requests.size();
    QVERIFY(!m_sync->isBusy());
    m_script->gateway.release();
    QVERIFY(rows(Record::Fill) < std::size_t(240)); // comes behind all that the store was still given
    test::ScriptedGateway::settle();
    QCOMPARE(m_script->gateway.requests.size(), asked);
    refreshed();
    QCOMPARE(rows(Record::Fill), std::size_t(240));
}

void HistorySyncTest::walkFailureIsReported()
{
    makePast(120);
    QSignalSpy failed(m_sync.get(), &HistorySync::failed);
    connect(m_sync.get(), &HistorySync::progressChanged, m_sync.get(), [&] {
        if (m_sync->progress().done == 5)
            m_script->gateway.refuse("/v1/order/matchresults", test::offline());
    });
    m_sync->setAccount(alice);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_sync->state(), LoadState::Ready);
    QCOMPARE(m_sync->progress().total, 0);
}

void HistorySyncTest::cancelledRefreshEnds()
{
    QSignalSpy failed(m_sync.get(), &HistorySync::failed);
    m_script->gateway.hold();
    m_sync->setAccount(alice);
    QTRY_VERIFY(m_script->gateway.waiting() > 0);
    m_script->gateway.cancel();
    QTRY_COMPARE(m_sync->state(), LoadState::Idle);
    QCOMPARE(failed.size(), 0);
    m_sync->refresh();
    QTRY_COMPARE(m_sync->state(), LoadState::Ready);
    walked();
}

void HistorySyncTest::mayDieWhileAsking()
{
    m_script->gateway.hold();
    m_sync->setAccount(alice);
    QTRY_VERIFY(m_script->gateway.waiting() > 0);
    m_sync.reset();
    m_script->gateway.release();
    test::ScriptedGateway::settle();
    QCOMPARE(m_script->gateway.waiting(), 0);
}

QTEST_GUILESS_MAIN(HistorySyncTest)
#include "tst_history_sync.moc"
