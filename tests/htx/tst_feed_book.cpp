// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/booksync.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};

Level level(const char *price, const char *size)
{
    return {Decimal::parse(QByteArrayView(price)).value(), Decimal::parse(QByteArrayView(size)).value()};
}

BookUpdate update(qint64 previous, qint64 sequence, const QList<Level> &bids, const QList<Level> &asks = {})
{
    return {btc, sequence, previous, bids, asks};
}

BookUpdate image(qint64 sequence)
{
    return update(0, sequence, {level("99", "1"), level("98", "2")}, {level("101", "1"), level("102", "2")});
}

/// A market's book as the exchange would keep it, on maps: the witness of the one under test.
class Witness
{
public:
    Witness()
    {
        for (int i = 0; i < 100; ++i) {
            m_bids[Decimal(5'000 - i)] = Decimal(1 + i);
            m_asks[Decimal(5'001 + i)] = Decimal(1 + i);
        }
    }

    /// The next change: a few levels get another size, come or go; the middle moves now and then.
    BookUpdate step()
    {
        BookUpdate change{btc, m_sequence + 1 + pick(3), m_sequence, {}, {}};
        if (pick(10) == 0)
            m_middle += pick(3) - 1;
        // What stands in the way of the new middle is traded away.
        while (!m_bids.empty() && m_bids.rbegin()->first > Decimal(m_middle))
            put(change, Side::Buy, Decimal(m_bids.rbegin()->first), 0); // a copy: the level goes
        while (!m_asks.empty() && m_asks.begin()->first <= Decimal(m_middle))
            put(change, Side::Sell, Decimal(m_asks.begin()->first), 0);
        put(change, Side::Buy, Decimal(m_middle), 1 + pick(50));
        put(change, Side::Sell, Decimal(m_middle + 1), 1 + pick(50));
        for (int i = pick(4); i > 0; --i) {
            put(change, Side::Buy, Decimal(m_middle - 1 - pick(150)), pick(40));
            put(change, Side::Sell, Decimal(m_middle + 2 + pick(150)), pick(40));
        }
        m_sequence = change.sequence;
        return change;
    }

    BookUpdate image() const
    {
        BookUpdate all{btc, m_sequence, 0, bids(), {}};
        for (const auto &[price, size] : m_asks)
            all.asks.append({price, size});
        return all;
    }

    QList<Level> bids() const
    {
        QList<Level> levels;
        for (auto each = m_bids.rbegin(); each != m_bids.rend(); ++each)
            levels.append({each->first, each->second});
        return levels;
    }
    QList<Level> asks() const { return image().asks; }
    qint64 sequence() const { return m_sequence; }
    int pick(int below) { return static_cast<int>(m_random.bounded(below)); }

private:
    void put(BookUpdate &change, Side side, const Decimal &price, int size)
    {
        auto &levels = side == Side::Buy ? m_bids : m_asks;
        if (size == 0)
            levels.erase(price);
        else
            levels[price] = size;
        QList<Level> &list = side == Side::Buy ? change.bids : change.asks;
        list.removeIf([&price](const Level &each) { return each.price == price; });
        list.append({price, Decimal(size)});
    }

    QRandomGenerator m_random{20260115};
    std::map<Decimal, Decimal> m_bids, m_asks;
    qint64 m_sequence = 100;
    int m_middle = 5'000;
};

void compare(const BookSync &sync, const Witness &witness)
{
    QVERIFY(sync.isLive());
    QCOMPARE(sync.sequence(), witness.sequence());
    QCOMPARE(sync.book().top(Side::Buy, 10'000), witness.bids());
    QCOMPARE(sync.book().top(Side::Sell, 10'000), witness.asks());
}

} // namespace

class TestFeedBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsLevelsSorted()
    {
        OrderBook book;
        QVERIFY(!book.bestBid());
        QVERIFY(!book.isSound());
        book.reset({level("99", "1"), level("97.50", "3"), level("98", "2"), level("96", "0")},
                   {level("101", "1"), level("103", "3"), level("102", "2")});
        QCOMPARE(book.bestBid(), level("99", "1"));
        QCOMPARE(book.bestAsk(), level("101", "1"));
        QCOMPARE(book.top(Side::Buy, 9), (QList{level("99", "1"), level("98", "2"), level("97.5", "3")}));
        QCOMPARE(book.top(Side::Sell, 2), (QList{level("101", "1"), level("102", "2")}));
        book.set(Side::Buy, level("98", "0"));
        book.set(Side::Buy, level("12", "0"));
        book.set(Side::Sell, level("100.5", "9"));
        book.set(Side::Sell, level("102.0", "7"));
        QCOMPARE(book.top(Side::Buy, 9), (QList{level("99", "1"), level("97.5", "3")}));
        QCOMPARE(book.top(Side::Sell, 9),
                 (QList{level("100.5", "9"), level("101", "1"), level("102", "7"), level("103", "3")}));
        QCOMPARE(book.size(Side::Sell), 4);
        QVERIFY(book.isSound());
    }

    void mergesWhatCameBeforeTheImage()
    {
        BookSync sync(btc);
        QVERIFY(sync.take(update(9, 10, {level("97", "5")})));
        QVERIFY2(!sync.take(update(10, 12, {level("99", "0")})), "the image is already asked for");
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.takeImage(image(10)));
        QVERIFY(sync.isLive());
        QCOMPARE(sync.sequence(), 12);
        QCOMPARE(sync.book().bestBid(), level("98", "2"));
        QCOMPARE(sync.book().size(Side::Buy), 1);
    }

    void waitsForIncrementsOlderThanTheImage()
    {
        BookSync sync(btc);
        QVERIFY(sync.take(update(1, 2, {level("50", "5")})));
        QVERIFY(!sync.takeImage(image(10)));
        QVERIFY2(!sync.take(update(2, 8, {level("51", "5")})), "is in the image");
        QVERIFY(!sync.take(update(8, 10, {level("52", "5")})));
        QVERIFY(!sync.take(update(10, 11, {level("97", "5")})));
        QCOMPARE(sync.book().size(Side::Buy), 3);
        QCOMPARE(sync.sequence(), 11);
    }

    void asksAgainWhenTheImageIsTooOld()
    {
        BookSync sync(btc);
        QVERIFY(sync.take(update(20, 21, {level("97", "5")})));
        QVERIFY(!sync.take(update(21, 22, {level("96", "5")})));
        QVERIFY(sync.takeImage(image(10)));
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.takeImage(image(21)));
        QVERIFY(sync.isLive());
        QCOMPARE(sync.sequence(), 22);
    }

    // security.md 8b, row 41
    void row41_data()
    {
        QTest::addColumn<qint64>("previous");
        QTest::addColumn<qint64>("sequence");
        QTest::newRow("gap") << qint64(12) << qint64(13);
        QTest::newRow("backwards") << qint64(9) << qint64(10);
        QTest::newRow("duplicate") << qint64(10) << qint64(11);
        QTest::newRow("overlap") << qint64(10) << qint64(14);
        QTest::newRow("no progress") << qint64(11) << qint64(11);
    }
    void row41()
    {
        QFETCH(qint64, previous);
        QFETCH(qint64, sequence);
        BookSync sync(btc);
        sync.take(update(9, 10, {}));
        QVERIFY(!sync.takeImage(image(10)));
        QVERIFY(!sync.take(update(10, 11, {level("97", "5")})));
        QVERIFY(sync.take(update(previous, sequence, {level("95", "1")})));
        QVERIFY(!sync.isLive());
        QCOMPARE(sync.resyncs(), 1);
        QVERIFY2(!sync.take(update(sequence, sequence + 1, {level("94", "1")})), "asked for once");
        QVERIFY(!sync.takeImage(image(sequence)));
        QVERIFY(sync.isLive());
        QCOMPARE(sync.sequence(), sequence + 1);
        QCOMPARE(sync.book().size(Side::Buy), 3);
    }

    // security.md 8b, row 42
    void row42_data()
    {
        QTest::addColumn<QList<Level>>("bids");
        QTest::newRow("crossed") << QList{level("101.5", "1")};
        QTest::newRow("locked") << QList{level("101", "1")};
        QTest::newRow("empty") << QList{level("99", "0"), level("98", "0")};
    }
    void row42()
    {
        QFETCH(QList<Level>, bids);
        BookSync sync(btc);
        sync.take(update(9, 10, {}));
        sync.takeImage(image(10));
        QVERIFY(sync.take(update(10, 11, bids)));
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.take(update(11, 12, {})));
        QVERIFY(!sync.takeImage(image(12)));
        QVERIFY(sync.isLive());
    }

    void emptyMarketIsNotAskedForAgain()
    {
        BookSync sync(btc);
        QVERIFY(sync.take(update(9, 10, {})));
        QVERIFY(!sync.takeImage(update(0, 10, {})));
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.take(update(10, 11, {level("99", "1")})));
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.take(update(11, 12, {}, {level("100", "1")})));
        QVERIFY(sync.isLive());
    }

    // security.md 8b, row 45
    void row45_otherMarketIsDropped()
    {
        BookSync sync(btc);
        sync.take(update(9, 10, {}));
        BookUpdate stranger = image(10);
        stranger.symbol = Symbol{QStringLiteral("ethusdt")};
        QVERIFY(!sync.takeImage(stranger));
        QVERIFY(!sync.isLive());
        QVERIFY(!sync.takeImage(image(10)));
        stranger.previous = 10;
        stranger.sequence = 11;
        QVERIFY(!sync.take(stranger));
        QVERIFY(sync.isLive());
        QCOMPARE(sync.sequence(), 10);
        QCOMPARE(sync.strangers(), 2);
    }

    void restartTrustsNothing()
    {
        BookSync sync(btc);
        sync.take(update(9, 10, {}));
        sync.takeImage(image(10));
        sync.restart();
        QVERIFY(!sync.isLive());
        QCOMPARE(sync.book().size(Side::Buy), 2);
        QVERIFY(sync.take(update(30, 31, {level("97", "1")})));
        QVERIFY(!sync.takeImage(image(30)));
        QCOMPARE(sync.sequence(), 31);
    }

    void memoryIsBoundedWithoutAnImage()
    {
        BookSync sync(btc);
        for (qint64 i = 0; i < 5'000; ++i)
            sync.take(update(i, i + 1, {level("97", "1")}));
        QVERIFY2(sync.takeImage(image(100)), "what came then was let go");
        QVERIFY(!sync.takeImage(image(4'500)));
        QCOMPARE(sync.sequence(), 5'000);
    }

    void randomWalkEqualsAFreshImage()
    {
        Witness witness;
        BookSync sync(btc);
        QVERIFY(sync.take(witness.step()));
        QVERIFY(!sync.takeImage(witness.image()));
        for (int i = 0; i < 10'000; ++i) {
            QVERIFY2(!sync.take(witness.step()), "nothing was lost");
            if (i % 100 == 0)
                compare(sync, witness);
        }
        compare(sync, witness);
        QCOMPARE(sync.resyncs(), 0);
    }

    void randomWalkSurvivesLosses()
    {
        Witness witness;
        BookSync sync(btc);
        QList<BookUpdate> images; // asked for, not yet arrived
        int asked = 0;
        const auto ask = [&] {
            images.append(witness.image());
            ++asked;
        };
        if (sync.take(witness.step()))
            ask();
        for (int i = 0; i < 10'000; ++i) {
            const BookUpdate next = witness.step();
            const int fate = witness.pick(100);
            if (fate != 0 && sync.take(next)) // one in a hundred is lost
                ask();
            if (fate == 1 && sync.take(next)) // one comes twice
                ask();
            if (!images.isEmpty() && witness.pick(4) == 0 && sync.takeImage(images.takeFirst()))
                ask();
            if (sync.isLive() && sync.sequence() == witness.sequence())
                compare(sync, witness);
        }
        QVERIFY(asked > 100);
        // Quiet again: everything is found back to.
        for (int i = 0; i < 10; ++i) {
            if (sync.take(witness.step()))
                ask();
            if (!images.isEmpty() && sync.takeImage(images.takeFirst()))
                ask();
        }
        compare(sync, witness);
    }
};

QTEST_APPLESS_MAIN(TestFeedBook)
#include "tst_feed_book.moc"
