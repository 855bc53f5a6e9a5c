// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/sparklines.h"

#include "scriptedgateway.h"
#include "support/fakeclock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffer;
using market::Sparklines;
using test::ScriptedGateway;

namespace {

const QByteArray candlesPath = "/market/history/kline";
const QString list = QStringLiteral("list");

Symbol sym(const QString &name)
{
    return Symbol{name};
}

QList<Symbol> many(int count, int first = 0)
{
    QList<Symbol> symbols;
    for (int i = first; i < first + count; ++i)
        symbols.append(sym(QStringLiteral("m%1usdt").arg(i)));
    return symbols;
}

/// Candles of half an hour up to now with these closes, oldest first.
QByteArray candles(qint64 nowSeconds, const QList<QByteArray> &closes)
{
    QList<QByteArray> rows;
    for (qsizetype i = closes.size() - 1; i >= 0; --i) {
        const qint64 time = nowSeconds - (closes.size() - 1 - i) * 1800;
        rows.append(R"({"id":)" + QByteArray::number(time) + R"(,"open":1,"close":)" + closes.at(i) +
                    R"(,"low":1,"high":1,"amount":1,"vol":1,"count":1})");
    }
    return test::okay('[' + rows.join(',') + ']');
}

} // namespace

class SparklinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::FakeClock>();
        m_gateway = std::make_unique<ScriptedGateway>();
        m_gateway->answer(candlesPath, candles(now(), {"1", "2", "3"}));
        m_lines = std::make_unique<Sparklines>(*m_gateway, *m_clock);
    }
    void cleanup()
    {
        m_lines.reset();
        m_gateway.reset();
    }

    void readsTheDay();
    void asksInTheBackgroundAFewAtATime();
    void asksOnlyForWhatIsStillWanted();
    void isGoodForMinutes();
    void leavesOutWhatIsNoPrice();
    void forgetsTheHaltedDay();
    void refusedMarketIsAskedForLate();
    void outageStopsAll();
    void keepsAFewHundred();
    void floodOfWishes();
    void calledOffIsAskedForAgain();
    void mayDieWhileAsking();

private:
    qint64 now() const { return m_clock->nowMs() / 1000; }
    int asked() const { return m_gateway->count(candlesPath); }
    QStringList askedNames() const
    {
        QStringList names;
        for (const htx::Request &request : m_gateway->requests)
            names.append(QString::fromLatin1(ScriptedGateway::parameter(request, "symbol")));
        return names;
    }

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<Sparklines> m_lines;
};

void SparklinesTest::readsTheDay()
{
    QSignalSpy changed(m_lines.get(), &Sparklines::changed);
    QVERIFY(m_lines->points(sym(QStringLiteral("btcusdt"))).isEmpty());
    m_lines->setWanted(list, {sym(QStringLiteral("btcusdt"))});
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_lines->points(sym(QStringLiteral("btcusdt"))), (QList<double>{1, 2, 3}));
    const htx::Request &request = m_gateway->requests.first();
    QCOMPARE(ScriptedGateway::parameter(request, "period"), QByteArray("30min"));
    QCOMPARE(ScriptedGateway::parameter(request, "size"), QByteArray("48"));
}

void SparklinesTest::asksInTheBackgroundAFewAtATime()
{
    m_gateway->hold();
    m_lines->setWanted(list, many(30));
    QCOMPARE(m_gateway->waiting(), Sparklines::mostAtOnce);
    while (asked() < 30) {
        m_gateway->release();
        m_gateway->hold();
        ScriptedGateway::settle();
    }
    QVERIFY(m_gateway->mostAtOnce <= Sparklines::mostAtOnce);
    for (const htx::Request &request : m_gateway->requests)
        QVERIFY(request.priority == htx::Priority::Background);
    QStringList expected;
    for (const Symbol &symbol : many(30))
        expected.append(symbol.value);
    QCOMPARE(askedNames(), expected); // the most wanted first, each once
    m_gateway->release();
}

void SparklinesTest::asksOnlyForWhatIsStillWanted()
{
    m_gateway->hold();
    m_lines->setWanted(list, many(100));
    m_lines->setWanted(list, many(2, 500)); // scrolled on
    m_gateway->release();
    QTRY_COMPARE(m_lines->points(sym(QStringLiteral("m501usdt"))).size(), 3);
    ScriptedGateway::settle();
    QCOMPARE(asked(), Sparklines::mostAtOnce + 2);
    m_lines->setWanted(list, {});
    m_clock->advance(std::chrono::hours(1));
    m_lines->setWanted(QStringLiteral("other"), {});
    ScriptedGateway::settle();
    QCOMPARE(asked(), Sparklines::mostAtOnce + 2);
}

void SparklinesTest::isGoodForMinutes()
{
    const QList<Symbol> wanted{sym(QStringLiteral("btcusdt"))};
    m_lines->setWanted(list, wanted);
    QTRY_COMPARE(m_lines->points(wanted.first()).size(), 3);
    m_clock->advance(std::chrono::minutes(4));
    m_lines->setWanted(list, wanted);
    QCOMPARE(asked(), 1);
    m_clock->advance(std::chrono::minutes(1));
    m_gateway->answer(candlesPath, candles(now(), {"5", "6"}));
    m_lines->setWanted(list, wanted);
    QCOMPARE(m_lines->points(wanted.first()).size(), 3); // the old ones meanwhile
    QTRY_COMPARE(m_lines->points(wanted.first()), (QList<double>{5, 6}));
    QCOMPARE(asked(), 2);
}

void SparklinesTest::leavesOutWhatIsNoPrice()
{
    QList<QByteArray> closes(60, "7"); // more than was asked for
    closes.last() = "0";
    closes[58] = "1e-12";
    m_gateway->answer(candlesPath, candles(now(), closes));
    QSignalSpy changed(m_lines.get(), &Sparklines::changed);
    m_lines->setWanted(list, {sym(QStringLiteral("btcusdt"))});
    QTRY_COMPARE(changed.size(), 1);
    const QList<double> points = m_lines->points(sym(QStringLiteral("btcusdt")));
    QVERIFY(points.size() <= Sparklines::pointCount);
    QCOMPARE(points.last(), 1e-12);
    QCOMPARE(points.first(), 7.0);
    QVERIFY(std::all_of(points.begin(), points.end(), [](double point) { return point > 0; }));
}

void SparklinesTest::forgetsTheHaltedDay()
{
    m_gateway->answer(candlesPath, candles(now() - 30 * 24 * 3600, {"1", "2", "3"}));
    m_lines->setWanted(list, many(1));
    QTRY_COMPARE(asked(), 1);
    ScriptedGateway::settle();
    QVERIFY(m_lines->points(many(1).first()).isEmpty());
}

void SparklinesTest::refusedMarketIsAskedForLate()
{
    m_gateway->answer(candlesPath, [this](const htx::Request &request) -> Result<QByteArray> {
        if (ScriptedGateway::parameter(request, "symbol") == "m0usdt")
            return fail(ErrorKind::Rejected, QStringLiteral("invalid symbol"));
        return candles(now(), {"1", "2"});
    });
    m_lines->setWanted(list, many(5));
    QTRY_COMPARE(m_lines->points(sym(QStringLiteral("m4usdt"))).size(), 2); // the others go on
    QCOMPARE(asked(), 5);
    m_clock->advance(std::chrono::minutes(6));
    m_lines->setWanted(list, many(1));
    QCOMPARE(asked(), 5);
    m_clock->advance(std::chrono::minutes(10));
    m_lines->setWanted(list, many(1));
    QCOMPARE(asked(), 6);
}

void SparklinesTest::outageStopsAll()
{
    m_gateway->refuse(candlesPath, test::offline());
    m_lines->setWanted(list, many(40));
    QTRY_COMPARE(asked(), Sparklines::mostAtOnce);
    ScriptedGateway::settle();
    m_lines->setWanted(list, many(40));
    QCOMPARE(asked(), Sparklines::mostAtOnce);
    m_clock->advance(std::chrono::seconds(61));
    m_gateway->answer(candlesPath, candles(now(), {"1", "2"}));
    m_lines->setWanted(list, many(40));
    QTRY_COMPARE(m_lines->points(sym(QStringLiteral("m39usdt"))).size(), 2);
    QCOMPARE(asked(), Sparklines::mostAtOnce + 40);

    // A limit that was hit says how long to wait.
    Error busy{ErrorKind::RateLimited, {}, {}, std::chrono::minutes(3)};
    m_gateway->refuse(candlesPath, busy);
    m_clock->advance(std::chrono::minutes(6));
    m_lines->setWanted(list, many(1));
    QTRY_COMPARE(asked(), Sparklines::mostAtOnce + 41);
    ScriptedGateway::settle();
    m_clock->advance(std::chrono::minutes(2));
    m_lines->setWanted(list, many(1));
    QCOMPARE(asked(), Sparklines::mostAtOnce + 41);
    m_clock->advance(std::chrono::minutes(1));
    m_lines->setWanted(list, many(1));
    QCOMPARE(asked(), Sparklines::mostAtOnce + 42);
    QCOMPARE(m_lines->points(many(1).first()).size(), 2); // what was there is kept
}

void SparklinesTest::keepsAFewHundred()
{
    for (int first = 0; first < 600; first += 20) {
        m_lines->setWanted(list, many(20, first));
        QTRY_COMPARE(m_lines->points(sym(QStringLiteral("m%1usdt").arg(first + 19))).size(), 3);
    }
    int kept = 0;
    for (const Symbol &symbol : many(600))
        kept += m_lines->points(symbol).isEmpty() ? 0 : 1;
    QCOMPARE(kept, Sparklines::mostKept);
}

void SparklinesTest::floodOfWishes()
{
    // More than are kept must not push one another out and be asked for without end.
    m_lines->setWanted(list, many(2000));
    QTRY_COMPARE(asked(), Sparklines::mostKept / 2);
    ScriptedGateway::settle();
    QCOMPARE(asked(), Sparklines::mostKept / 2);
    m_lines->setWanted(list, {Symbol{}});
    QCOMPARE(asked(), Sparklines::mostKept / 2);
}

void SparklinesTest::calledOffIsAskedForAgain()
{
    m_gateway->hold();
    m_lines->setWanted(list, many(1));
    m_gateway->cancel();
    ScriptedGateway::settle();
    m_lines->setWanted(list, many(1));
    QTRY_COMPARE(m_lines->points(many(1).first()).size(), 3);
}

void SparklinesTest::mayDieWhileAsking()
{
    m_gateway->hold();
    m_lines->setWanted(list, many(10));
    m_lines.reset();
    m_gateway->release();
    ScriptedGateway::settle();
    QCOMPARE(m_gateway->waiting(), 0);
}

QTEST_GUILESS_MAIN(SparklinesTest)
#include "tst_market_sparklines.moc"
