// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/throttle.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace std::chrono_literals;

namespace {

Request request(const QByteArray &group, int perTwoSeconds)
{
    Request request;
    request.rateGroup = group;
    request.perTwoSeconds = perTwoSeconds;
    return request;
}

const QByteArray key = "access-key";

} // namespace

class TestThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_clock = test::FakeClock(); }
    void noMoreThanTheLimitInAnyTwoSeconds();
    void groupsAndKeysAreApart();
    void pause_data();
    void pause();
    void headersTighten();
    void requestsUnderWayCount();
    void expireUnits_data();
    void expireUnits();
    void wallClockJumpsChangeNothing();
    void aLimitOfZeroIsOne();

private:
    test::FakeClock m_clock;
};

/// Wherever the exchange's own blocks of two seconds begin, none of them may see more than the limit.
void TestThrottle::noMoreThanTheLimitInAnyTwoSeconds()
{
    constexpr int limit = 5;
    Throttle throttle(m_clock);
    const Request history = request("history", limit);
    std::vector<Clock::Steady> sent;
    for (int step = 0; step < 1000; ++step) {
        if (throttle.admit(key, history) == 0ms) {
            throttle.finished(key, history, std::nullopt);
            sent.push_back(m_clock.steady());
        }
        m_clock.advance(17ms);
    }
    for (std::size_t first = 0; first + limit < sent.size(); ++first)
        QVERIFY(sent[first + limit] - sent[first] > 2s);
    // 17 s hold seven windows and more: what is allowed is also used.
    QVERIFY(sent.size() >= 7 * limit);
}

void TestThrottle::groupsAndKeysAreApart()
{
    Throttle throttle(m_clock);
    const Request one = request("one", 1);
    const Request other = request("other", 1);
    QCOMPARE(throttle.admit(key, one), 0ms);
    const auto wait = throttle.admit(key, one);
    QVERIFY(wait > 2s && wait < 3s);
    QCOMPARE(throttle.admit(key, other), 0ms);
    QCOMPARE(throttle.admit("public", one), 0ms);
    m_clock.advance(wait);
    QCOMPARE(throttle.admit(key, one), 0ms);
}

void TestThrottle::pause_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("expected");
    QTest::newRow("as asked") << 5'000 << 5'000;
    QTest::newRow("too short") << 0 << 1'000;
    QTest::newRow("negative") << -7 << 1'000;
    QTest::newRow("absurd") << 86'400'000 << 300'000;
}

void TestThrottle::pause()
{
    QFETCH(const int, asked);
    QFETCH(const int, expected);
    Throttle throttle(m_clock);
    const Request tickers = request("tickers", 20);
    throttle.pause(key, tickers, std::chrono::milliseconds(asked));
    QCOMPARE(throttle.admit(key, tickers), std::chrono::milliseconds(expected));
    // A shorter pause does not end a longer one.
    throttle.pause(key, tickers, 1s);
    QCOMPARE(throttle.admit(key, tickers), std::chrono::milliseconds(expected));
    QCOMPARE(throttle.admit("public", tickers), 0ms);
    m_clock.advance(std::chrono::milliseconds(expected));
    QCOMPARE(throttle.admit(key, tickers), 0ms);
}

void TestThrottle::headersTighten()
{
    Throttle throttle(m_clock);
    const Request orders = request("orders", 50);
    QCOMPARE(throttle.admit(key, orders), 0ms);
    throttle.finished(key, orders, RateBudget{2, m_clock.nowMs() + 1'500});
    QCOMPARE(throttle.admit(key, orders), 0ms);
    QCOMPARE(throttle.admit(key, orders), 0ms);
    QCOMPARE(throttle.admit(key, orders), 1'500ms);
    m_clock.advance(1'500ms);
    QCOMPARE(throttle.admit(key, orders), 0ms);
}

void TestThrottle::requestsUnderWayCount()
{
    Throttle throttle(m_clock);
    const Request orders = request("orders", 50);
    for (int sent = 0; sent < 3; ++sent)
        QCOMPARE(throttle.admit(key, orders), 0ms);
    // Two are still on their way: of the three left, one remains.
    throttle.finished(key, orders, RateBudget{3, m_clock.nowMs() + 1'000});
    QCOMPARE(throttle.admit(key, orders), 0ms);
    QCOMPARE(throttle.admit(key, orders), 1'000ms);
    // A reply that was overtaken does not widen the budget again.
    throttle.finished(key, orders, RateBudget{40, m_clock.nowMs() + 1'000});
    QCOMPARE(throttle.admit(key, orders), 1'000ms);
}

void TestThrottle::expireUnits_data()
{
    QTest::addColumn<qint64>("expires");
    QTest::addColumn<int>("expected");
    const qint64 now = test::FakeClock().localMs();
    QTest::newRow("ms") << now + 700 << 700;
    QTest::newRow("s") << now / 1000 + 1 << 1'000;
    QTest::newRow("nothing") << qint64{0} << 2'000;
    QTest::newRow("past") << now - 60'000 << 2'000;
    QTest::newRow("absurd") << now + 86'400'000 << 10'000;
    QTest::newRow("negative") << qint64{-1} << 2'000;
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << 10'000;
}

void TestThrottle::expireUnits()
{
    QFETCH(const qint64, expires);
    QFETCH(const int, expected);
    Throttle throttle(m_clock);
    const Request orders = request("orders", 50);
    QCOMPARE(throttle.admit(key, orders), 0ms);
    throttle.finished(key, orders, RateBudget{0, expires});
    QCOMPARE(throttle.admit(key, orders), std::chrono::milliseconds(expected));
}

void TestThrottle::wallClockJumpsChangeNothing()
{
    Throttle throttle(m_clock);
    const Request one = request("one", 1);
    QCOMPARE(throttle.admit(key, one), 0ms);
    const auto wait = throttle.admit(key, one);
    const qint64 before = m_clock.localMs();
    m_clock.setLocalMs(before + 3'600'000);
    QCOMPARE(throttle.admit(key, one), wait);
    m_clock.setLocalMs(before);
}

void TestThrottle::aLimitOfZeroIsOne()
{
    Throttle throttle(m_clock);
    QCOMPARE(throttle.admit(key, request("zero", 0)), 0ms);
    QVERIFY(throttle.admit(key, request("zero", 0)) > 0ms);
}

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
