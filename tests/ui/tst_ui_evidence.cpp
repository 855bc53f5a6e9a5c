// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/cacheschema.h"
#include "store/database.h"
#include "ui/shell/evidence.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace Qt::StringLiterals;

namespace {

constexpr Uid mine{100}, other{200};
constexpr qint64 since = 1'790'000'000'000;

htx::Order orderAt(int id, qint64 createdAt)
{
    htx::Order order;
    order.id = OrderId{QString::number(id)};
    order.symbol = Symbol{u"btcusdt"_s};
    order.rawState = u"filled"_s;
    order.state = htx::OrderState::Filled;
    order.createdAt = createdAt;
    return order;
}

htx::RequestRecord requestAt(qint64 startedAt, htx::Method method)
{
    htx::RequestRecord request;
    request.startedAt = startedAt;
    request.method = method;
    request.endpoint = "/v1/order/orders/place";
    return request;
}

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        return fail(ErrorKind::Timeout);
    return future.result();
}

} // namespace

class TestEvidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsNewerAndOfThatUser();
    void tellsThatItCantBeRead();
};

void TestEvidence::readsWhatIsNewerAndOfThatUser()
{
    store::Database cache({}, portfolio::cacheSchema(), store::Durability::Cache);
    store::Database log({}, activity::ActivityTable::schema(), store::Durability::Record);
    history::HistoryTable history(cache);
    activity::ActivityTable requests(log);
    QList<htx::Order> orders{orderAt(1, since - 1)};
    for (int i = 0; i < 1'200; ++i) // more than are read at once
        orders << orderAt(2 + i, since + i);
    QVERIFY(await(history.saveOrders(mine, orders)));
    QVERIFY(await(history.saveOrders(other, {orderAt(9'000, since + 5)})));
    htx::Fill fill;
    fill.id = FillId{u"1"_s};
    fill.symbol = Symbol{u"btcusdt"_s};
    fill.createdAt = since + 7;
    QVERIFY(await(history.saveFills(mine, {fill})));
    htx::Transfer transfer;
    transfer.id = TransferId{u"1"_s};
    transfer.currency = Currency{u"usdt"_s};
    transfer.state = u"safe"_s;
    transfer.createdAt = since - 7;
    QVERIFY(await(history.saveTransfers(mine, {transfer})));
    QVERIFY(
        await(requests.add({requestAt(since - 1, htx::Method::Post), requestAt(since + 1, htx::Method::Get),
                            requestAt(since + 2, htx::Method::Post)})));

    const Result<keys::LocalEvidence> evidence = await(ui::localEvidence(history, requests, mine, since));
    QVERIFY(evidence);
    QCOMPARE(evidence->orders.size(), 1'200);
    QCOMPARE(evidence->fills.size(), 1);
    QCOMPARE(evidence->transfers.size(), 0);
    QCOMPARE(evidence->requests.size(), 1); // what changed something
    QCOMPARE(evidence->requests.first().startedAt, since + 2);
}

void TestEvidence::tellsThatItCantBeRead()
{
    const QTemporaryDir folder;
    QFile damaged(folder.filePath(u"cache.sqlite"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(QByteArray(8'192, 'x')) == 8'192);
    damaged.close();
    store::Database cache(damaged.fileName(), portfolio::cacheSchema(), store::Durability::Record);
    store::Database log({}, activity::ActivityTable::schema(), store::Durability::Record);
    history::HistoryTable history(cache);
    activity::ActivityTable requests(log);
    QVERIFY(!await(ui::localEvidence(history, requests, mine, since)));
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_ui_evidence.moc"
