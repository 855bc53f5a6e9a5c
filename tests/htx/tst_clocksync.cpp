// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/outcome.h"
#include "somecalls.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace std::chrono_literals;
namespace api = coffer::htx::endpoints;
using test::order;
using test::someKey;

namespace {

const QByteArray timePath = "/v1/common/timestamp";
const QByteArray orderPath = "/v1/order/orders/place";
const QByteArray good = R"({"status":"ok","data":[]})";
const QByteArray accepted = R"({"status":"ok","data":7})";
const QByteArray wrongSignature = R"({"status":"error","err-code":"api-signature-not-valid",)"
                                  R"("err-msg":"Signature not valid: Verification failure"})";

QByteArray time(qint64 ms)
{
    return R"({"status":"ok","data":)" + QByteArray::number(ms) + '}';
}

} // namespace

/// Time: measured well, used for every signature, and nothing of weight is signed without it. The numbers are
/// the rows of security.md 8b.
class TestClockSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void shortestRoundTripCounts();
    void clockSetWhileAsking();
    void wrongClocks_data();
    void wrongClocks();
    void untrustedClockIsMeasuredAgain();
    void garbageBlocksOrders_data();
    void garbageBlocksOrders();
    void garbageKeepsTheLastOffset();
    void nothingIsSignedAfterAJump();
    void afterAJumpWithoutAnswer();
    void startingOver();
    void lateYears_data();
    void lateYears();
    void wrongSignatureMeasuresOnce();
    void ordersLeaveInTimeOrNever();
    void ordersThatWaitForTheClock();
    void stormIsSpared();
    void userMayAskDuringAnOutage();
    void waitingOnesHearOfAnOutage();

private:
    test::FakeClock m_clock;
    std::unique_ptr<test::FakeNetwork> m_network;
    std::unique_ptr<Client> m_client;
};

void TestClockSync::init()
{
    m_clock = test::FakeClock();
    m_network = std::make_unique<test::FakeNetwork>();
    m_client =
        std::make_unique<Client>(*m_network, m_clock, QUrl(QStringLiteral("https://api.example.test")));
    m_client->setTiming({5s, 5s, 0ms});
}

void TestClockSync::cleanup()
{
    m_client.reset();
    QCOMPARE(m_network->problems(), QString());
    m_network.reset();
}

void TestClockSync::shortestRoundTripCounts()
{
    const qint64 start = m_clock.localMs();
    // Each sample is off by what its round trip hides; that of the second is the least.
    struct
    {
        std::chrono::milliseconds trip;
        qint64 offset;
    } const samples[] = {{800ms, 5'300}, {200ms, 5'010}, {400ms, 4'800}};
    qint64 sent = start;
    for (const auto &sample : samples) {
        m_network->expect("GET", timePath)
            .held()
            .reply(200, time(sent + sample.trip.count() / 2 + sample.offset));
        sent += sample.trip.count();
    }
    auto measured = m_client->synchroniseClock();
    for (int sample = 0; sample < 3; ++sample) {
        QTRY_COMPARE(m_network->count("GET", timePath), sample + 1);
        m_clock.advance(samples[sample].trip);
        m_network->release();
    }
    QTRY_VERIFY(measured.isFinished());
    QCOMPARE(measured.result().value(), 5'010);
    QCOMPARE(m_clock.offsetMs(), 5'010);
}

/// Row 73: an answer that came before it was asked for measures nothing.
void TestClockSync::clockSetWhileAsking()
{
    m_clock.setOffsetMs(20);
    m_network->expect("GET", timePath).held().reply(200, time(m_clock.localMs()));
    auto measured = m_client->synchroniseClock();
    m_clock.setLocalMs(m_clock.localMs() - 3'600'000);
    m_network->release();
    QTRY_VERIFY(measured.isFinished());
    QVERIFY(!measured.result());
    QCOMPARE(m_clock.offsetMs(), 20);
}

void TestClockSync::wrongClocks_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QByteArray>("stamp");
    QTest::newRow("71 ten minutes fast") << qint64{-600'000} << QByteArray("2026-01-15T11%3A50%3A00");
    QTest::newRow("72 ten minutes slow") << qint64{600'000} << QByteArray("2026-01-15T12%3A10%3A00");
    QTest::newRow("exact") << qint64{0} << QByteArray("2026-01-15T12%3A00%3A00");
}

/// An order never leaves by a clock that nobody compared; then it carries the exchange's time.
void TestClockSync::wrongClocks()
{
    QFETCH(const qint64, offset);
    QFETCH(const QByteArray, stamp);
    m_network->expect("GET", timePath).held().reply(200, time(m_clock.localMs() + offset));
    auto placed = m_client->send(order(), someKey());
    QTRY_COMPARE(m_network->inFlight(), 1);
    QCOMPARE(m_network->count("POST", "/"), 0);
    m_network->expect("POST", orderPath).reply(200, accepted);
    m_network->release();
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().value(), 7);
    QVERIFY(m_network->requests().back().target.contains("Timestamp=" + stamp));
    QCOMPARE(m_network->count("POST", "/"), 1);
}

void TestClockSync::untrustedClockIsMeasuredAgain()
{
    m_clock.setOffsetMs(300'000);
    m_network->expect("POST", orderPath).reply(200, accepted).times(2);
    auto first = m_client->send(order(), someKey());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(m_network->count("GET", timePath), 0);
    m_clock.advance(16min);
    m_network->expect("GET", timePath).reply(200, time(m_clock.localMs() + 310'000));
    auto second = m_client->send(order(), someKey());
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result());
    QCOMPARE(m_clock.offsetMs(), 310'000);
}

void TestClockSync::garbageBlocksOrders_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("zero") << QByteArray(R"({"status":"ok","data":0})");
    QTest::newRow("seconds") << QByteArray(R"({"status":"ok","data":1768478400})");
    QTest::newRow("far") << QByteArray(R"({"status":"ok","data":9223372036854775807})");
    QTest::newRow("text") << QByteArray(R"({"status":"ok","data":"noon"})");
    QTest::newRow("page") << QByteArray("<html>");
}

/// Row 75: without any offset no order leaves.
void TestClockSync::garbageBlocksOrders()
{
    QFETCH(const QByteArray, body);
    m_network->expect("GET", timePath).reply(200, body);
    auto placed = m_client->send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QCOMPARE(placed.result().error().kind, ErrorKind::ClockOff);
    QCOMPARE(placed.result().error().code, QStringLiteral("clock-not-measured"));
    QVERIFY(outcomeOf(placed.result()) == Outcome::Rejected);
    QCOMPARE(m_network->count("POST", "/"), 0);
}

/// Row 75: with one, the last is used.
void TestClockSync::garbageKeepsTheLastOffset()
{
    m_clock.setOffsetMs(1'000);
    m_network->expect("GET", timePath).reply(200, R"({"status":"ok","data":12})");
    auto measured = m_client->synchroniseClock();
    QTRY_VERIFY(measured.isFinished());
    QVERIFY(!measured.result());
    m_network->expect("POST", orderPath).reply(200, accepted);
    auto placed = m_client->send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QVERIFY(m_network->requests().back().target.contains("Timestamp=2026-01-15T12%3A00%3A01"));
}

/// Row 73: the clock was set by an hour, or the computer slept.
void TestClockSync::nothingIsSignedAfterAJump()
{
    m_clock.setOffsetMs(0);
    m_clock.setLocalMs(m_clock.localMs() + 3'600'000);
    m_network->expect("GET", timePath).held().reply(200, time(m_clock.localMs() - 3'600'000));
    m_client->startOver();
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto balances = m_client->send(api::account::accounts(), someKey());
    auto placed = m_client->send(order(), someKey());
    auto tickers = m_client->send(api::market::tickers());
    QTRY_VERIFY(tickers.isFinished()); // unsigned: needs no clock
    QCOMPARE(m_network->requests().size(), std::size_t{2});
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    m_network->expect("POST", orderPath).reply(200, accepted);
    m_network->release();
    QTRY_VERIFY(balances.isFinished() && placed.isFinished());
    QVERIFY(balances.result() && placed.result());
    for (std::size_t sent = 2; sent < 4; ++sent)
        QVERIFY(m_network->requests()[sent].target.contains("Timestamp=2026-01-15T12%3A00%3A00"));
}

/// Looking goes on with the best guess; ordering does not.
void TestClockSync::afterAJumpWithoutAnswer()
{
    m_clock.setOffsetMs(0);
    m_network->expect("GET", timePath).reply(200, "<html>").always();
    m_client->startOver();
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    auto balances = m_client->send(api::account::accounts(), someKey());
    auto placed = m_client->send(order(), someKey());
    QTRY_VERIFY(balances.isFinished() && placed.isFinished());
    QVERIFY(balances.result());
    QCOMPARE(placed.result().error().code, QStringLiteral("clock-not-measured"));
    QCOMPARE(m_network->count("POST", "/"), 0);
}

/// Row 101: what was under way when the computer slept.
void TestClockSync::startingOver()
{
    m_clock.setOffsetMs(0);
    m_network->expect("GET", "/v1/account/accounts").neverAnswers();
    m_network->expect("POST", orderPath).neverAnswers();
    auto balances = m_client->send(api::account::accounts(), someKey());
    auto placed = m_client->send(order(), someKey());
    QTRY_COMPARE(m_network->inFlight(), 2);
    m_clock.advance(8h);
    m_network->expect("GET", timePath).reply(200, time(m_clock.localMs()));
    m_network->expect("GET", "/v1/account/accounts").reply(200, good);
    m_client->startOver();
    QTRY_VERIFY(balances.isFinished() && placed.isFinished());
    QVERIFY(balances.result());
    QVERIFY(outcomeOf(placed.result()) == Outcome::Unknown);
    QCOMPARE(m_network->count("POST", "/"), 1);
    QCOMPARE(m_network->count("GET", "/v1/account/accounts"), 2);
}

void TestClockSync::lateYears_data()
{
    QTest::addColumn<qint64>("localMs");
    QTest::addColumn<QByteArray>("stamp");
    QTest::newRow("2038") << qint64{2'147'483'648'000} << QByteArray("2038-01-19T03%3A14%3A08");
    QTest::newRow("2099") << qint64{4'070'908'800'000} << QByteArray("2099-01-01T00%3A00%3A00");
}

/// Row 74.
void TestClockSync::lateYears()
{
    QFETCH(const qint64, localMs);
    QFETCH(const QByteArray, stamp);
    m_clock.setLocalMs(localMs - 600'000);
    m_network->expect("GET", timePath).reply(200, time(localMs));
    m_network->expect("POST", orderPath).reply(200, accepted);
    auto placed = m_client->send(order(), someKey());
    QTRY_VERIFY(placed.isFinished());
    QVERIFY(placed.result());
    QVERIFY(m_network->requests().back().target.contains("Timestamp=" + stamp));
}

/// Row 68.
void TestClockSync::wrongSignatureMeasuresOnce()
{
    m_network->expect("GET", "/v1/account/accounts").reply(200, wrongSignature).times(2);
    m_network->expect("GET", timePath).reply(200, time(m_clock.localMs() + 2'000));
    auto first = m_client->send(api::account::accounts(), someKey());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::WrongSignature);
    QCOMPARE(m_clock.offsetMs(), 2'000);
    QCOMPARE(m_network->count("GET", timePath), 1);
    // Now it is known not to be the clock.
    m_network->expect("GET", "/v1/account/accounts").reply(200, wrongSignature);
    auto second = m_client->send(api::account::accounts(), someKey());
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(m_network->count("GET", timePath), 1);
}

/// An order that would leave minutes after it was given does not leave at all.
/// They leave in the order in which they came, and in time or never.
void TestClockSync::ordersThatWaitForTheClock()
{
    const auto numbered = [](const QByteArray &body) {
        Call<qint64> call = order();
        call.request.body = body;
        return call;
    };
    m_network->expect("GET", timePath).held().reply(200, time(m_clock.localMs()));
    m_network->expect("GET", timePath)
        .always()
        .reply(200, time(m_clock.localMs() + 11'000)); // better samples
    auto late = m_client->send(order(), someKey());
    m_clock.advance(11s);
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto poke = m_client->send(api::market::tickers()); // its timer goes by real time
    QTRY_VERIFY(late.isFinished() && poke.isFinished());
    QCOMPARE(late.result().error().code, QStringLiteral("not-sent"));

    auto first = m_client->send(numbered(R"({"n":1})"), someKey());
    auto second = m_client->send(numbered(R"({"n":2})"), someKey());
    auto third = m_client->send(numbered(R"({"n":3})"), someKey());
    m_network->expect("POST", orderPath).always().reply(200, accepted);
    m_network->release();
    QTRY_VERIFY(first.isFinished() && second.isFinished() && third.isFinished());
    QByteArrayList bodies;
    for (const auto &sent : m_network->requests()) {
        if (sent.method == "POST")
            bodies.append(sent.body);
    }
    QCOMPARE(bodies, (QByteArrayList{R"({"n":1})", R"({"n":2})", R"({"n":3})"}));
}

void TestClockSync::ordersLeaveInTimeOrNever()
{
    m_clock.setOffsetMs(0);
    m_network->expect("POST", orderPath)
        .reply(429, R"({"code":1006,"message":"too many"})")
        .header("Retry-After", "60");
    auto first = m_client->send(order(), someKey());
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::RateLimited);
    auto second = m_client->send(order(), someKey());
    m_clock.advance(6s);
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto poke = m_client->send(api::market::tickers()); // its timer goes by real time
    QTRY_VERIFY(second.isFinished() && poke.isFinished());
    QCOMPARE(second.result().error().code, QStringLiteral("not-sent"));
    QVERIFY(outcomeOf(second.result()) == Outcome::Rejected);
    m_clock.advance(60s);
    QCOMPARE(m_network->count("POST", "/"), 1);
}

/// Row 66: ten minutes of 503, asked every five seconds.
void TestClockSync::stormIsSpared()
{
    m_network->expect("GET", "/market/tickers").reply(503, "<html>").always();
    int before = 0;
    for (int second = 0; second < 600; second += 5) {
        auto asked = m_client->send(api::market::tickers());
        QTRY_VERIFY(asked.isFinished());
        QCOMPARE(asked.result().error().kind, ErrorKind::Maintenance);
        if (second == 120)
            before = m_network->count("GET", "/market/tickers");
        m_clock.advance(5s);
    }
    const int all = m_network->count("GET", "/market/tickers");
    QVERIFY2(all - before <= 8, qPrintable(QString::number(all - before))); // of eight minutes
    QVERIFY2(all <= 18, qPrintable(QString::number(all)));
    // The first good answer ends it.
    m_network->clear();
    m_network->expect("GET", "/market/tickers").reply(200, good).times(2);
    m_clock.advance(60s);
    for (int count = 0; count < 2; ++count) {
        auto asked = m_client->send(api::market::tickers());
        QTRY_VERIFY(asked.isFinished());
        QVERIFY(asked.result());
    }
}

void TestClockSync::userMayAskDuringAnOutage()
{
    m_network->expect("GET", "/market/tickers").fail(QNetworkReply::HostNotFoundError).times(3);
    auto first = m_client->send(api::market::tickers());
    QTRY_VERIFY(first.isFinished());
    auto second = m_client->send(api::market::tickers());
    QVERIFY(second.isFinished());
    QCOMPARE(second.result().error().kind, ErrorKind::Offline);
    QVERIFY(second.result().error().retryAfter);
    m_client->forgetOutages();
    m_network->expect("GET", "/market/tickers").reply(200, good);
    auto third = m_client->send(api::market::tickers());
    QTRY_VERIFY(third.isFinished());
    QVERIFY(third.result());
}

void TestClockSync::waitingOnesHearOfAnOutage()
{
    m_network->expect("GET", "/v1/account/accounts/").fail(QNetworkReply::ConnectionRefusedError).always();
    m_clock.setOffsetMs(0);
    std::vector<Future<Balance>> futures;
    for (int id = 1; id <= 20; ++id)
        futures.push_back(m_client->send(api::account::balance({id}), someKey()));
    QTRY_VERIFY(std::ranges::all_of(futures, [](const auto &future) { return future.isFinished(); }));
    for (const auto &future : futures)
        QCOMPARE(future.result().error().kind, ErrorKind::Offline);
    QVERIFY(m_network->count("GET", "/") <= 9); // three at a time, three tries each
}

QTEST_GUILESS_MAIN(TestClockSync)
#include "tst_clocksync.moc"
