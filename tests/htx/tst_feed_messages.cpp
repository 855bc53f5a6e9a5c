// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/inflater.h"
#include "htx/feed/marketpayload.h"
#include "htx/feed/topic.h"
#include "support/gzip.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::feed;
using coffer::test::gzip;

namespace {

const Symbol btc{QStringLiteral("btcusdt")};

Decimal dec(const char *text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

/// The payload of a whole message.
template<class T>
Result<T> read(const QByteArray &text, Result<T> (*parse)(json::Value))
{
    json::Document document(text);
    const Result<json::Frame> frame = document.readFrame();
    if (!frame)
        return fail(frame.error());
    return parse(json::Value(document));
}

Result<json::Frame> frameOf(const QByteArray &text)
{
    return json::Document(text).readFrame();
}

} // namespace

class TestFeedMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unpacksOneAfterAnother()
    {
        Inflater inflater;
        const QByteArray longer(300'000, 'x');
        QCOMPARE(inflater.inflate(gzip("{\"ping\":1}")), QByteArray("{\"ping\":1}"));
        const Result<QByteArray> kept = inflater.inflate(gzip("first"));
        QCOMPARE(inflater.inflate(gzip("second")), QByteArray("second"));
        QCOMPARE(kept, QByteArray("first"));
        QByteArray mixed; // does not shrink a hundredfold
        for (int i = 0; i < 50'000; ++i)
            mixed += QByteArray::number(i * 7919 % 100'003);
        QCOMPARE(inflater.inflate(gzip(mixed)), mixed);
        QVERIFY2(!inflater.inflate(gzip(longer)), "more than a hundred to one");
    }

    // security.md 8b, rows 33 to 35 and 37: what is wrong with one message does not harm the next.
    void badGzip_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray good = gzip("{\"ping\":1492420473027}");
        QByteArray badSum = good;
        badSum[good.size() - 6] = char(badSum.at(good.size() - 6) ^ 1);
        QTest::newRow("row 33: truncated") << good.chopped(1) << ErrorKind::MalformedReply;
        QTest::newRow("row 33: without its trailer") << good.chopped(8) << ErrorKind::MalformedReply;
        QTest::newRow("row 33: half") << good.first(good.size() / 2) << ErrorKind::MalformedReply;
        QTest::newRow("row 33: header alone") << good.first(10) << ErrorKind::MalformedReply;
        QTest::newRow("row 34: checksum") << badSum << ErrorKind::MalformedReply;
        QTest::newRow("row 35: bomb") << gzip(QByteArray(64 << 20, ' ')) << ErrorKind::TooLarge;
        QTest::newRow("row 35: small bomb") << gzip(QByteArray(1 << 20, 'a')) << ErrorKind::TooLarge;
        QTest::newRow("trailing byte") << good + 'x' << ErrorKind::MalformedReply;
        QTest::newRow("two files") << good + good << ErrorKind::MalformedReply;
        QTest::newRow("row 37: random bytes")
            << QByteArray("\x8f\x13\x37 random") << ErrorKind::MalformedReply;
        QTest::newRow("nothing") << QByteArray() << ErrorKind::MalformedReply;
        QTest::newRow("zlib, not gzip") << qCompress("{\"ping\":1}").mid(4) << ErrorKind::MalformedReply;
    }
    void badGzip()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorKind, kind);
        Inflater inflater;
        const Result<QByteArray> unpacked = inflater.inflate(bytes);
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().kind, kind);
        QCOMPARE(inflater.inflate(gzip("next")), QByteArray("next"));
    }

    void namesTopics_data()
    {
        QTest::addColumn<Topic>("topic");
        QTest::addColumn<QString>("name");
        QTest::newRow("tickers") << Topic::tickers() << QStringLiteral("market.tickers");
        QTest::newRow("ticker") << Topic::ticker(btc) << QStringLiteral("market.btcusdt.ticker");
        QTest::newRow("candles") << Topic::candles(btc, Period::Min1)
                                 << QStringLiteral("market.btcusdt.kline.1min");
        QTest::newRow("depth") << Topic::depth(btc, 0) << QStringLiteral("market.btcusdt.depth.step0");
        QTest::newRow("book") << Topic::book(btc) << QStringLiteral("market.btcusdt.mbp.150");
        QTest::newRow("refresh") << Topic::bookRefresh(btc, 20)
                                 << QStringLiteral("market.btcusdt.mbp.refresh.20");
        QTest::newRow("bbo") << Topic::bbo(btc) << QStringLiteral("market.btcusdt.bbo");
        QTest::newRow("trades") << Topic::trades(btc) << QStringLiteral("market.btcusdt.trade.detail");
        QTest::newRow("detail") << Topic::rollingDay(btc) << QStringLiteral("market.btcusdt.detail");
    }
    void namesTopics()
    {
        QFETCH(Topic, topic);
        QFETCH(QString, name);
        QCOMPARE(topic.wireName(), name);
        QCOMPARE(topic.isIncremental(), topic.kind == Topic::Kind::Book);
    }

    void readsFrames()
    {
        const auto ping = frameOf(R"({"ping":1492420473027})");
        QVERIFY(ping);
        QCOMPARE(ping->ping, 1'492'420'473'027);

        const auto subscribed = frameOf(R"({"id":"7","status":"ok","subbed":"market.x.bbo","ts":5})");
        QVERIFY(subscribed);
        QCOMPARE(subscribed->kind, json::Frame::Kind::Subscribed);
        QCOMPARE(subscribed->topic, QStringLiteral("market.x.bbo"));
        QCOMPARE(subscribed->id, QStringLiteral("7"));
        QCOMPARE(subscribed->timestamp, 5);
        QVERIFY(!subscribed->hasPayload);

        const auto refused = frameOf(
            R"({"status":"error","ts":1,"id":"8","err-code":"bad-request","err-msg":"invalid topic x"})");
        QVERIFY(refused);
        QCOMPARE(refused->status, QStringLiteral("error"));
        QCOMPARE(refused->code, QStringLiteral("bad-request"));
        QCOMPARE(refused->message, QStringLiteral("invalid topic x"));

        const auto pushed = frameOf(R"({"tick":{"id":1},"ts":9,"ch":"market.x.detail"})");
        QVERIFY(pushed);
        QCOMPARE(pushed->kind, json::Frame::Kind::Push);
        QVERIFY(pushed->hasPayload);

        const auto login = frameOf(R"({"action":"req","code":2002,"ch":"auth","message":"auth.fail"})");
        QVERIFY(login);
        QCOMPARE(login->action, QStringLiteral("req"));
        QCOMPARE(login->code, QStringLiteral("2002"));
        QCOMPARE(login->message, QStringLiteral("auth.fail"));
    }

    void refusesFrames_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("cut") << QByteArray(R"({"ch":"market.x.bbo","tick":{"a":1)");
        QTest::newRow("trailing") << QByteArray(R"({"ping":1}x)");
        QTest::newRow("twice") << QByteArray(R"({"ping":1,"ping":2})");
        QTest::newRow("ping is a word") << QByteArray(R"({"ping":"soon"})");
        QTest::newRow("utf-8") << QByteArray("{\"ch\":\"\xff\"}");
    }
    void refusesFrames()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!frameOf(text));
    }

    void readsTickers()
    {
        const auto rows = read(
            R"({"ch":"market.tickers","status":"ok","ts":1,"data":[{"symbol":"btcusdt","open":1,"high":3,)"
            R"("low":0.5,"close":2,"amount":5.985618685709001E8,"vol":7,"count":9,"bid":1.9,"bidSize":1,)"
            R"("ask":2.1,"askSize":1.82E-4},{"symbol":"newusdt","open":null,"high":1}]})",
            payload::tickers);
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().symbol, btc);
        QCOMPARE(rows->first().amount, dec("598561868.5709001"));
        QCOMPARE(rows->first().askSize, dec("0.000182"));

        const auto one = read(R"({"ch":"market.btcusdt.ticker","ts":1,"tick":{"open":1,"high":3,"low":0.5,)"
                              R"("close":2,"amount":4,"vol":7,"count":9,"bid":1.9,"bidSize":1,"ask":2.1,)"
                              R"("askSize":2,"lastPrice":2,"lastSize":0.1}})",
                              payload::ticker);
        QVERIFY(one);
        QCOMPARE(one->close, Decimal(2));
        QCOMPARE(one->volume, Decimal(7));
    }

    void readsCandles()
    {
        const auto one = read(R"({"ch":"market.btcusdt.kline.1min","ts":1,"tick":{"id":60,"open":1,)"
                              R"("close":2,"low":0.5,"high":3,"amount":4,"vol":8,"count":2}})",
                              payload::candle);
        QVERIFY(one);
        QCOMPARE(*one, (Candle{60, 1, 3, 0.5, 2, 4, 8, 2}));
        const QByteArray row = R"(,"open":1,"close":2,"low":0.5,"high":3,"amount":4,"vol":8,"count":2})";
        const auto many =
            read(R"({"id":"1","rep":"market.btcusdt.kline.1min","status":"ok","data":[{"id":60)" + row +
                     R"(,{"id":120)" + row + "]}",
                 payload::candles);
        QVERIFY(many);
        QCOMPARE(many->size(), 2);
        QCOMPARE(many->first().time, 60);
    }

    void readsBooks()
    {
        const auto increment =
            read(R"({"ch":"market.btcusdt.mbp.150","ts":1,"tick":{"seqNum":12,"prevSeqNum":11,)"
                 R"("asks":[[7645.98,0]]}})",
                 payload::book);
        QVERIFY(increment);
        QCOMPARE(increment->sequence, 12);
        QCOMPARE(increment->previous, 11);
        QVERIFY(increment->bids.isEmpty());
        QCOMPARE(increment->asks, QList{(Level{dec("7645.98"), dec("0")})});
        const auto image = read(R"({"id":"2","rep":"market.btcusdt.mbp.150","status":"ok",)"
                                R"("data":{"seqNum":9,"bids":[[1,2]],"asks":[[3,4]]}})",
                                payload::book);
        QVERIFY(image);
        QCOMPARE(image->sequence, 9);
        const auto depth = read(R"({"ch":"market.btcusdt.depth.step0","ts":1,"tick":{"bids":[[2,1],[1,1]],)"
                                R"("asks":[[3,1]],"version":5,"ts":7}})",
                                payload::depth);
        QVERIFY(depth);
        QCOMPARE(depth->bids.size(), 2);
        QCOMPARE(depth->timestamp, 7);
        const auto refresh = read(R"({"ch":"market.btcusdt.mbp.refresh.5","ts":1,"tick":{"seqNum":8,)"
                                  R"("bids":[[2,1]],"asks":[[3,1]]}})",
                                  payload::depth);
        QVERIFY(refresh);
        QCOMPARE(refresh->version, 8);
        QVERIFY2(!read(R"({"ch":"x","tick":{"seqNum":1,"bids":[[-1,2]]}})", payload::book), "below zero");
        QVERIFY2(!read(R"({"ch":"x","tick":{"bids":[[1,2]]}})", payload::book), "no sequence");
    }

    void readsBbo()
    {
        for (const char *text :
             {R"({"ch":"c","ts":1,"tick":{"symbol":"btcusdt","quoteTime":5,"bid":1.5,"bidSize":2,"ask":1.6,)"
              R"("askSize":3,"seqId":10}})",
              R"({"ch":"c","ts":1,"tick":{"symbol":"btcusdt","quoteTime":"5","bid":"1.5","bidSize":"2",)"
              R"("ask":"1.6","askSize":"3","seqId":"10"}})"}) {
            const auto bbo = read(QByteArray(text), payload::bbo);
            QVERIFY(bbo);
            QCOMPARE(*bbo, (Bbo{btc, 5, dec("1.5"), Decimal(2), dec("1.6"), Decimal(3), 10}));
        }
    }

    void readsTrades()
    {
        const QByteArray rows =
            R"([{"id":136107843051348400221001656,"ts":9,"tradeId":102,"amount":0.1,"price":5,)"
            R"("direction":"sell"},{"id":136107843051348400221001655,"ts":8,"tradeId":101,"amount":1.82E-4,)"
            R"("price":4,"direction":"buy"}])";
        const auto pushed = read(R"({"ch":"c","ts":1,"tick":{"id":136107843051,"ts":9,"data":)" + rows + "}}",
                                 payload::trades);
        QVERIFY(pushed);
        QCOMPARE(pushed->size(), 2);
        QCOMPARE(pushed->first(), (Trade{QStringLiteral("101"), 8, Decimal(4), dec("0.000182"), Side::Buy}));
        QCOMPARE(pushed->last().side, Side::Sell);
        const auto answered =
            read(R"({"id":"1","rep":"c","status":"ok","data":)" + rows + '}', payload::recentTrades);
        QCOMPARE(answered, pushed);
        QVERIFY(!read(R"({"id":"1","rep":"c","data":[{"ts":1,"tradeId":1,"amount":1,"price":1,)"
                      R"("direction":"up"}]})",
                      payload::recentTrades));
    }

    void readsDetail()
    {
        const auto detail = read(R"({"ch":"c","ts":77,"tick":{"id":5,"low":1,"high":4,"open":2,"close":3,)"
                                 R"("vol":8,"amount":9,"version":5,"count":6}})",
                                 payload::detail);
        QVERIFY(detail);
        QCOMPARE(detail->timestamp, 77);
        QCOMPARE(detail->open, Decimal(2));
        QVERIFY(!detail->bid);
    }
};

QTEST_APPLESS_MAIN(TestFeedMessages)
#include "tst_feed_messages.moc"
