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

const LimitOwner key{Uid{7}, {}};
const LimitOwner nobody{};

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
    void owners();
    void budgets();

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
    QCOMPARE(throttle.admit(nobody, one), 0ms);
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
    QCOMPARE(throttle.admit(nobody, tickers), 0ms);
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

/// All keys of one user share its limits (htx-api.md 8).
void TestThrottle::owners()
{
    Credentials first{"first", {}, SignatureMethod::HmacSha256, {}, Uid{7}};
    Credentials second{"second", {}, SignatureMethod::HmacSha256, {}, Uid{7}};
    QCOMPARE(LimitOwner::of(first), LimitOwner::of(second));
    second.uid = Uid{8};
    QVERIFY(LimitOwner::of(first) != LimitOwner::of(second));
    first.uid.reset();
    second.uid.reset();
    QVERIFY(LimitOwner::of(first) != LimitOwner::of(second));
    QVERIFY(LimitOwner::of(first) != LimitOwner::of(std::nullopt));
    QCOMPARE(LimitOwner::of(std::nullopt), LimitOwner{});
}

void TestThrottle::budgets()
{
    Throttle throttle(m_clock);
    QVERIFY(throttle.budgets().isEmpty());
    const Request orders = request("orders", 10);
    const Request ledger = request("ledger", 4);
    QCOMPARE(throttle.admit(key, orders), 0ms);
    m_clock.advance(500ms);
    QCOMPARE(throttle.admit(nobody, ledger), 0ms);
    QCOMPARE(throttle.admit(nobody, ledger), 0ms);
    const QList<Budget> both = throttle.budgets();
    QCOMPARE(both.size(), 2);
    QCOMPARE(both[0], (Budget{"ledger", std::nullopt, 4, 2, 2, both[0].untilMore}));
    QCOMPARE(both[1], (Budget{"orders", Uid{7}, 10, 1, 9, both[1].untilMore}));
    QVERIFY(both[1].untilMore > 1'500ms && both[1].untilMore < 2s);
    // The exchange knows of others.
    throttle.finished(key, orders, RateBudget{1, m_clock.nowMs() + 1'200});
    QCOMPARE(throttle.budgets()[0], (Budget{"orders", Uid{7}, 10, 1, 1, 1'200ms}));
    throttle.pause(key, orders, 30s);
    QCOMPARE(throttle.budgets()[0], (Budget{"orders", Uid{7}, 10, 1, 0, 30s}));
    m_clock.advance(29s);
    QCOMPARE(throttle.budgets(), (QList<Budget>{{"orders", Uid{7}, 10, 0, 0, 1s}}));
    m_clock.advance(2s);
    QVERIFY(throttle.budgets().isEmpty());
}

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
