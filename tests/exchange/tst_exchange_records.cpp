// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeclient.h"
#include "localexchange.h"

#include "core/decimal.h"

#include <QJsonArray>
#include <QTest>

using namespace coffer;
using namespace coffer::test;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
constexpr qint64 hour = 3'600'000;

exchange::Options optionsForTest()
{
    exchange::Options options;
    options.nowMs = startMs;
    return options;
}

} // namespace

/// What a user's own records look like over HTTP: balances, orders, fills, transfers and keys, page by page.
class ExchangeRecordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void balanceListsEverything();
    void openOrdersAndSingleOrders();
    void ordersPageByFrom();
    void historyPagesByTime();
    void matchResultsOfOneOrder();
    void transfersBothWays();
    void ownKeyIsListed();

private:
    QByteArray uid(const char *label) const { return QByteArray::number(m_client->key(label).uid.value); }
    QByteArray accountId(const QString &type);

    std::unique_ptr<ExchangeClient> m_client;
};

void ExchangeRecordsTest::initTestCase()
{
    m_client = std::make_unique<ExchangeClient>(optionsForTest());
    QVERIFY(m_client->start());
}

QByteArray ExchangeRecordsTest::accountId(const QString &type)
{
    const QJsonArray accounts = dataOf(m_client->getSigned("Portfolio", "/v1/account/accounts"));
    for (const QJsonValue account : accounts) {
        if (textOf(account, "type") == type)
            return QByteArray::number(idOf(account));
    }
    return {};
}

void ExchangeRecordsTest::balanceListsEverything()
{
    const HttpAnswer answer = m_client->getSigned(
        "Portfolio", "/v1/account/accounts/" + accountId(QStringLiteral("spot")) + "/balance");
    const QJsonArray rows =
        answer.json().value(QLatin1String("data")).toObject().value(QLatin1String("list")).toArray();
    QVERIFY(rows.size() >= 2000);
    int zeros = 0;
    for (const QJsonValue row : rows) {
        zeros += textOf(row, "balance") == QLatin1String("0") ? 1 : 0;
        QCOMPARE(textOf(row, "debt"), QStringLiteral("invalid"));
        QVERIFY(row.toObject().value(QLatin1String("seq-num")).isString());
    }
    QVERIFY(zeros > 1900 && zeros < rows.size() - 15);
    QCOMPARE(answer.body.count("\"0E-18\""), 1);

    const QByteArray margin =
        m_client
            ->getSigned("Portfolio",
                        "/v1/account/accounts/" + accountId(QStringLiteral("margin")) + "/balance")
            .body;
    QVERIFY(margin.contains(R"("type":"loan","balance":"-850.000000000000000000")"));
    QVERIFY(margin.contains(R"("type":"transfer-out-available")"));
    // Not another user's.
    const HttpAnswer foreign = m_client->getSigned(
        "Grid bot", "/v1/account/accounts/" + accountId(QStringLiteral("spot")) + "/balance");
    QCOMPARE(textOf(foreign.json(), "err-code"),
             QStringLiteral("account-get-balance-account-inexistent-error"));
}

void ExchangeRecordsTest::openOrdersAndSingleOrders()
{
    const HttpAnswer open = m_client->getSigned("Portfolio", "/v1/order/openOrders");
    QVERIFY(open.body.contains("\"filled-amount\"") && !open.body.contains("field-"));
    const QJsonArray rows = dataOf(open);
    QCOMPARE(rows.size(), 6);
    bool isPartial = false;
    for (const QJsonValue row : rows) {
        const HttpAnswer one =
            m_client->getSigned("Portfolio", "/v1/order/orders/" + QByteArray::number(idOf(row)));
        QVERIFY(one.body.contains("\"field-amount\"") && !one.body.contains("filled-amount"));
        const QJsonObject order = one.json().value(QLatin1String("data")).toObject();
        QCOMPARE(textOf(order, "field-amount"), textOf(row, "filled-amount"));
        QCOMPARE(textOf(order, "state"), textOf(row, "state"));
        QCOMPARE(idOf(order, "finished-at"), 0);
        isPartial = isPartial || textOf(row, "state") == QLatin1String("partial-filled");
        const HttpAnswer foreign =
            m_client->getSigned("Grid bot", "/v1/order/orders/" + QByteArray::number(idOf(row)));
        QCOMPARE(textOf(foreign.json(), "err-code"), QStringLiteral("base-record-invalid"));
    }
    QVERIFY(isPartial);
    const QJsonArray buys = dataOf(m_client->getSigned(
        "Portfolio", "/v1/order/openOrders",
        {{"symbol", "btcusdt"}, {"side", "buy"}, {"account-id", accountId(QStringLiteral("spot"))}}));
    QCOMPARE(buys.size(), 1);
    QCOMPARE(textOf(buys[0], "type"), QStringLiteral("buy-limit"));
}

void ExchangeRecordsTest::ordersPageByFrom()
{
    // The bot trades often enough for several orders in two days.
    const Parameters window{{"symbol", "solusdt"},
                            {"states", "filled,canceled,partial-canceled,submitted"},
                            {"start-time", QByteArray::number(startMs - 48 * hour)},
                            {"end-time", QByteArray::number(startMs)}};
    const QJsonArray whole = dataOf(m_client->getSigned("Grid bot", "/v1/order/orders", window));
    QVERIFY(whole.size() >= 3);
    QVector<qint64> ids;
    QByteArray from;
    for (qsizetype added = 1; added > 0;) {
        Parameters page = window + Parameters{{"size", "2"}};
        if (!from.isEmpty())
            page.append({"from", from});
        added = 0;
        const QJsonArray rows = dataOf(m_client->getSigned("Grid bot", "/v1/order/orders", page));
        for (const QJsonValue row : rows) {
            from = QByteArray::number(idOf(row));
            if (ids.contains(idOf(row)))
                continue;
            ids.append(idOf(row));
            ++added;
        }
    }
    QCOMPARE(ids.size(), whole.size());
    QVERIFY(std::is_sorted(ids.rbegin(), ids.rend()));
    const QJsonArray rising =
        dataOf(m_client->getSigned("Grid bot", "/v1/order/orders", window + Parameters{{"direct", "prev"}}));
    QCOMPARE(idOf(rising[0]), ids.last());
}

void ExchangeRecordsTest::historyPagesByTime()
{
    QSet<qint64> ids;
    qint64 end = startMs;
    int pages = 0;
    for (; end > 0; ++pages) {
        const HttpAnswer answer =
            m_client->getSigned("Grid bot", "/v1/order/history",
                                {{"start-time", QByteArray::number(startMs - 48 * hour)},
                                 {"end-time", QByteArray::number(end)},
                                 {"size", "10"}});
        const QJsonArray rows = dataOf(answer);
        QVERIFY(rows.size() <= 10);
        for (const QJsonValue row : rows)
            ids.insert(idOf(row));
        end = answer.json().contains(QLatin1String("next-time")) ? idOf(answer.json(), "next-time") : 0;
    }
    const QJsonArray whole = dataOf(m_client->getSigned(
        "Grid bot", "/v1/order/history", {{"size", "1000"}, {"end-time", QByteArray::number(startMs)}}));
    QCOMPARE(ids.size(), whole.size());
    QCOMPARE(pages, (whole.size() + 9) / 10);
}

void ExchangeRecordsTest::matchResultsOfOneOrder()
{
    const QJsonArray fills =
        dataOf(m_client->getSigned("Portfolio", "/v1/order/matchresults", {{"size", "1"}}));
    QCOMPARE(fills.size(), 1);
    const QByteArray order = QByteArray::number(idOf(fills[0], "order-id"));
    const QJsonArray parts =
        dataOf(m_client->getSigned("Portfolio", "/v1/order/orders/" + order + "/matchresults"));
    const QJsonObject record = m_client->getSigned("Portfolio", "/v1/order/orders/" + order)
                                   .json()
                                   .value(QLatin1String("data"))
                                   .toObject();
    Decimal amount, cash, fees;
    for (const QJsonValue part : parts) {
        QCOMPARE(QByteArray::number(idOf(part, "order-id")), order);
        const Decimal one = Decimal::parse(textOf(part, "filled-amount")).value_or(Decimal());
        amount += one;
        cash += one * Decimal::parse(textOf(part, "price")).value_or(Decimal());
        fees += Decimal::parse(textOf(part, "filled-fees")).value_or(Decimal());
    }
    QVERIFY(amount.sign() > 0);
    QCOMPARE(Decimal::parse(textOf(record, "field-amount")), std::optional(amount));
    QCOMPARE(Decimal::parse(textOf(record, "field-cash-amount")), std::optional(cash));
    QCOMPARE(Decimal::parse(textOf(record, "field-fees")), std::optional(fees));
}

void ExchangeRecordsTest::transfersBothWays()
{
    const QJsonArray rising =
        dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw", {{"type", "deposit"}}));
    const QJsonArray falling = dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw",
                                                          {{"type", "deposit"}, {"direct", "next"}}));
    QVERIFY(rising.size() > 15);
    QCOMPARE(rising.size(), falling.size());
    for (qsizetype at = 0; at < rising.size(); ++at)
        QCOMPARE(idOf(rising[at]), idOf(falling[falling.size() - 1 - at]));
    const QJsonArray page = dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw",
                                                       {{"type", "deposit"},
                                                        {"direct", "next"},
                                                        {"from", QByteArray::number(idOf(falling[3]))},
                                                        {"size", "2"}}));
    QCOMPARE(page.size(), 2);
    QCOMPARE(idOf(page[0]), idOf(falling[3]));
    QCOMPARE(dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw",
                                        {{"type", "deposit"}, {"direct", "next"}, {"from", "0"}})),
             falling);
    const QJsonArray withdrawals =
        dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw", {{"type", "withdraw"}}));
    for (const QJsonArray &rows : {rising, withdrawals}) {
        for (const QJsonValue &row : rows)
            QVERIFY2(!textOf(row, "tx-hash").isEmpty(), qPrintable(textOf(row, "currency")));
    }
    const QJsonArray coins = dataOf(m_client->getSigned("Portfolio", "/v1/query/deposit-withdraw",
                                                        {{"type", "deposit"}, {"currency", "luna2x"}}));
    QCOMPARE(coins.size(), 1);
}

/// How a key learns its own rights: its user, then that user's record of it.
void ExchangeRecordsTest::ownKeyIsListed()
{
    for (const char *label : {"Portfolio", "Trading desk", "Old bot", "Payouts"}) {
        const exchange::DemoKey &key = m_client->key(label);
        const QJsonArray keys = dataOf(m_client->getSigned(
            label, "/v2/user/api-key", {{"uid", uid(label)}, {"accessKey", key.accessKey}}));
        QCOMPARE(keys.size(), 1);
        QCOMPARE(textOf(keys[0], "permission"), key.permission);
        QCOMPARE(textOf(keys[0], "note"), key.label);
    }
    const QJsonArray all =
        dataOf(m_client->getSigned("Portfolio", "/v2/user/api-key", {{"uid", uid("Portfolio")}}));
    QCOMPARE(all.size(), 6);
    QCOMPARE(textOf(all[4], "status"), QStringLiteral("expired"));
    QCOMPARE(idOf(all[2], "validDays"), 6);
    QCOMPARE(idOf(all[3], "validDays"), 81);
    QCOMPARE(idOf(all[0], "validDays"), -1);
    QVERIFY(dataOf(m_client->getSigned("Portfolio", "/v2/user/api-key",
                                       {{"uid", uid("Portfolio")}, {"accessKey", "gone"}}))
                .isEmpty());
}

QTEST_GUILESS_MAIN(ExchangeRecordsTest)
#include "tst_exchange_records.moc"
