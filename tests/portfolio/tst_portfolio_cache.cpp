// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/balancecache.h"
#include "portfolio/cacheschema.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::portfolio;
using htx::BalanceKind;

class BalanceCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasSaved();
    void replacesOfOneUserOnly();
};

namespace {

CachedBalances sample(qint64 readAt, const char *amount)
{
    CachedBalances cached;
    cached.readAt = readAt;
    cached.accounts = {
        {AccountId{7}, QStringLiteral("spot"), {}, QStringLiteral("working")},
        {AccountId{3}, QStringLiteral("margin"), QStringLiteral("btcusdt"), QStringLiteral("lock")},
    };
    QList<htx::BalanceRow> rows;
    for (const auto kind : {BalanceKind::Trade, BalanceKind::Frozen, BalanceKind::Loan, BalanceKind::Interest,
                            BalanceKind::Lock, BalanceKind::Limit, BalanceKind::Unknown})
        rows.append({Currency{QStringLiteral("usdt")}, kind, QStringLiteral("wire-word"),
                     *Decimal::parse(QByteArrayView(amount))});
    cached.balances = {
        {AccountId{7}, QStringLiteral("spot"), QStringLiteral("working"), rows, 2000, 1},
        {AccountId{3}, QStringLiteral("margin"), QStringLiteral("lock"), {}, 5, 0},
    };
    return cached;
}

void compare(const CachedBalances &left, const CachedBalances &right)
{
    QCOMPARE(left.readAt, right.readAt);
    QCOMPARE(left.accounts.size(), right.accounts.size());
    for (qsizetype i = 0; i < left.accounts.size(); ++i) {
        QCOMPARE(left.accounts[i].id, right.accounts[i].id);
        QCOMPARE(left.accounts[i].type, right.accounts[i].type);
        QCOMPARE(left.accounts[i].subtype, right.accounts[i].subtype);
        QCOMPARE(left.accounts[i].state, right.accounts[i].state);
    }
    QCOMPARE(left.balances.size(), right.balances.size());
    for (qsizetype i = 0; i < left.balances.size(); ++i) {
        QCOMPARE(left.balances[i].id, right.balances[i].id);
        QCOMPARE(left.balances[i].type, right.balances[i].type);
        QCOMPARE(left.balances[i].state, right.balances[i].state);
        QCOMPARE(left.balances[i].rows, right.balances[i].rows);
        QCOMPARE(left.balances[i].rowsRead, right.balances[i].rowsRead);
        QCOMPARE(left.balances[i].rowsRejected, right.balances[i].rowsRejected);
    }
}

template<class T>
Result<T> waitFor(Future<T> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace

void BalanceCacheTest::givesBackWhatWasSaved()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("cache.sqlite"));
    const CachedBalances saved = sample(1234567890123, "-123456789012345678901234.000000000000000001");
    {
        store::Database database(file, cacheSchema(), store::Durability::Cache);
        QVERIFY(waitFor(database.open()));
        BalanceCache cache(database);
        const auto nothing = waitFor(cache.load(Uid{1}));
        QVERIFY(nothing);
        QCOMPARE(nothing->readAt, 0);
        QVERIFY(waitFor(cache.save(Uid{1}, saved)));
    }
    store::Database database(file, cacheSchema(), store::Durability::Cache);
    QVERIFY(waitFor(database.open()));
    BalanceCache cache(database);
    const auto loaded = waitFor(cache.load(Uid{1}));
    QVERIFY(loaded);
    compare(*loaded, saved);
}

void BalanceCacheTest::replacesOfOneUserOnly()
{
    store::Database database({}, cacheSchema(), store::Durability::Cache);
    QVERIFY(waitFor(database.open()));
    BalanceCache cache(database);
    QVERIFY(waitFor(cache.save(Uid{1}, sample(1, "1"))));
    QVERIFY(waitFor(cache.save(Uid{2}, sample(2, "2"))));
    CachedBalances fewer = sample(3, "3");
    fewer.balances.removeFirst();
    fewer.accounts.removeFirst();
    QVERIFY(waitFor(cache.save(Uid{1}, fewer)));
    compare(*waitFor(cache.load(Uid{1})), fewer);
    compare(*waitFor(cache.load(Uid{2})), sample(2, "2"));
}

QTEST_GUILESS_MAIN(BalanceCacheTest)
#include "tst_portfolio_cache.moc"
