// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointcheck.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/wallet.h"

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

/// Balances, records of accounts, moves, deposits and withdrawals (htx-api.md 4 and 6).
class TestEndpointsAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests() { checkRequest(); }
    void valuation();
    void history();
    void ledger();
    void points();
    void margin();
    void fees();
    void moves();
    void addresses();
    void quota();
    void withdrawals();
};

void TestEndpointsAccounts::requests_data()
{
    requestColumns();
    const Currency usdt{QStringLiteral("usdt")};
    addGet("valuation of a sub-user",
           api::account::assetValuation(QStringLiteral("spot"), QStringLiteral("BTC"), {9}).request,
           "/v2/account/asset-valuation?accountType=spot&subUid=9&valuationCurrency=BTC", 100);
    addGet("platform valuation", api::account::valuation(QStringLiteral("11")).request,
           "/v2/account/valuation?accountType=11&valuationCurrency=BTC", 6);
    api::account::RecordQuery query;
    query.account = {12345678};
    addGet("history", api::account::history(query).request,
           "/v1/account/history?account-id=12345678&size=500&sort=desc", 5);
    addGet("ledger", api::account::ledger(query).request,
           "/v2/account/ledger?accountId=12345678&limit=500&sort=desc", 20);
    query.currency = usdt;
    query.kinds = {QStringLiteral("trade"), QStringLiteral("interest")};
    query.startMs = 1;
    query.endMs = 2;
    query.from = QStringLiteral("359044690723242101");
    query.size = 0;
    addGet("history, all parameters", api::account::history(query).request,
           "/v1/account/history?account-id=12345678&currency=usdt&end-time=2&from-id=359044690723242101"
           "&size=1&sort=desc&start-time=1&transact-types=trade%2Cinterest",
           5);
    addGet("ledger, all parameters", api::account::ledger(query).request,
           "/v2/account/ledger?accountId=12345678&currency=usdt&endTime=2&fromId=359044690723242101&limit=1"
           "&sort=desc&startTime=1&transactTypes=trade%2Cinterest",
           20);
    addGet("points", api::account::points({7}).request, "/v2/point/account?subUid=7", 4);
    addGet("cross margin", api::account::crossMargin({7}).request,
           "/v1/cross-margin/accounts/balance?sub-uid=7", 20);
    addGet("isolated margin", api::account::isolatedMargin({QStringLiteral("btcusdt")}, {7}).request,
           "/v1/margin/accounts/balance?sub-uid=7&symbol=btcusdt", 20);
    addGet("fee deduction", api::account::feeDeduction().request, "/v1/account/switch/user/info", 20);
    addGet("fee overview", api::account::feeOverview().request, "/v1/account/overview/info", 20);
    addPost("transfer",
            api::account::transfer({{1}, QStringLiteral("spot"), {2}}, {{3}, QStringLiteral("margin"), {4}},
                                   usdt, dec("1E-8"))
                .request,
            "/v1/account/transfer",
            R"({"from-user":1,"from-account-type":"spot","from-account":2,"to-user":3,)"
            R"("to-account-type":"margin","to-account":4,"currency":"usdt","amount":"0.00000001"})",
            20);
    addPost("transfer between",
            api::account::transferBetween(QStringLiteral("spot"), QStringLiteral("linear-swap"), usdt,
                                          dec("10.5"), QStringLiteral("USDT"))
                .request,
            "/v2/account/transfer",
            R"({"from":"spot","to":"linear-swap","currency":"usdt","amount":"10.5","margin-account":"USDT"})",
            20);
    addPost("transfer to futures", api::account::transferFutures(usdt, dec("2"), true).request,
            "/v1/futures/transfer", R"({"currency":"usdt","amount":"2","type":"pro-to-futures"})", 1);
    addPost("transfer from futures", api::account::transferFutures(usdt, dec("2"), false).request,
            "/v1/futures/transfer", R"({"currency":"usdt","amount":"2","type":"futures-to-pro"})", 1);
    addPost("fee switch", api::account::switchFee(1, QStringLiteral("HTX")).request, "/v1/account/fee/switch",
            R"({"switchType":1,"deductionCurrency":"HTX"})", 20);

    addGet("deposits of one asset",
           api::wallet::transfers(TransferDirection::Deposit, QStringLiteral("9"), 10, usdt).request,
           "/v1/query/deposit-withdraw?currency=usdt&direct=next&from=9&size=10&type=deposit", 20);
    addGet("withdrawal", api::wallet::withdrawal(QStringLiteral("w-1")).request,
           "/v1/query/withdraw/client-order-id?clientOrderId=w-1", 20);
    addGet("deposit addresses", api::wallet::depositAddresses(usdt).request,
           "/v2/account/deposit/address?currency=usdt", 20);
    addGet("quota", api::wallet::withdrawQuota(usdt).request, "/v2/account/withdraw/quota?currency=usdt", 20);
    addGet("address book",
           api::wallet::withdrawAddresses({.currency = usdt,
                                           .chain = QStringLiteral("trc20usdt"),
                                           .note = QStringLiteral("cold wallet #1"),
                                           .from = QStringLiteral("5"),
                                           .size = 900})
               .request,
           "/v2/account/withdraw/address?chain=trc20usdt&currency=usdt&fromId=5&limit=500"
           "&note=cold%20wallet%20%231",
           20);
    addPost("withdraw",
            api::wallet::withdraw({.currency = usdt,
                                   .chain = QStringLiteral("trc20usdt"),
                                   .address = QStringLiteral("TFixture"),
                                   .tag = QStringLiteral("9"),
                                   .amount = dec("12.000000000000000001"),
                                   .fee = dec("1E0"),
                                   .clientOrderId = QStringLiteral("w-1")})
                .request,
            "/v1/dw/withdraw/api/create",
            R"({"address":"TFixture","currency":"usdt","amount":"12.000000000000000001","fee":"1",)"
            R"("chain":"trc20usdt","addr-tag":"9","client-order-id":"w-1"})",
            20, {}, Permission::Withdraw);
    addPost("cancel a withdrawal", api::wallet::cancelWithdrawal({QStringLiteral("101")}).request,
            "/v1/dw/withdraw-virtual/101/cancel", "{}", 20, "/v1/dw/withdraw-virtual/{id}/cancel",
            Permission::Withdraw);
}

void TestEndpointsAccounts::valuation()
{
    const auto value = read(api::account::valuation(), "valuation");
    QCOMPARE(value.total.toString(), QByteArray("0.123456789012345678"));
    QCOMPARE(value.todayProfit, dec("-0.00028977"));
    QCOMPARE(value.todayProfitRate, dec("0.0046"));
    QCOMPARE(value.updatedAt, 1'768'478'400'000);
    QCOMPARE(value.parts.size(), 2);
    QCOMPARE(value.parts[0].kind, QStringLiteral("11"));
    QCOMPARE(value.parts[0].balance.toString(), QByteArray("0.057288080000000001")); // not the rounded one
    QCOMPARE(value.parts[1].kind, QStringLiteral("4"));
}

void TestEndpointsAccounts::history()
{
    const auto page = read(api::account::history({}), "account_history");
    QCOMPARE(page.next, QStringLiteral("359044690723242101"));
    QCOMPARE(page.rows.size(), 2);
    const AccountRecord &row = page.rows[0];
    QCOMPARE(row.id, QStringLiteral("359044707902783801")); // beyond what a double holds
    QCOMPARE(row.account.value, 10'000'001);
    QCOMPARE(row.currency.value, QStringLiteral("usdt"));
    QCOMPARE(row.amount.toString(), QByteArray("-10.000000000000000001"));
    QCOMPARE(row.kind, QStringLiteral("transfer"));
    QCOMPARE(row.available, dec("81.850043797676510303"));
    QCOMPARE(row.balance, dec("97.01"));
    QCOMPARE(row.time, 1'768'478'396'557);
    QCOMPARE(page.rows[1].kind, QStringLiteral("a-new-word"));
    QVERIFY(page.rows[1].balance.isZero());
}

void TestEndpointsAccounts::ledger()
{
    const auto page = read(api::account::ledger({}), "ledger");
    QCOMPARE(page.next, QStringLiteral("1624316679"));
    const LedgerRecord &row = page.rows[0];
    QCOMPARE(row.id, QStringLiteral("91"));
    QCOMPARE(row.account.value, 10'000'001);
    QCOMPARE(row.currency.value, QStringLiteral("usdt"));
    QCOMPARE(row.amount.toString(), QByteArray("10.000000000000000001"));
    QCOMPARE(row.kind, QStringLiteral("transfer"));
    QCOMPARE(row.transferKind, QStringLiteral("margin-transfer-out"));
    QCOMPARE(row.time, 1'768'478'331'066);
    QCOMPARE(row.from.value, 10'000'002);
    QCOMPARE(row.to.value, 10'000'001);
    QCOMPARE(page.rows[1].amount, dec("-10"));
}

void TestEndpointsAccounts::points()
{
    const auto account = read(api::account::points(), "points");
    QCOMPARE(account.id.value, 10'000'004);
    QCOMPARE(account.state, QStringLiteral("working"));
    QCOMPARE(account.balance, dec("0.3"));
    QCOMPARE(account.groups.size(), 1);
    QCOMPARE(account.groups[0].id, QStringLiteral("26"));
    QCOMPARE(account.groups[0].expiresAt, 1'800'000'000'000);
    QCOMPARE(account.groups[0].remaining, dec("0.3"));
}

void TestEndpointsAccounts::margin()
{
    const auto cross = read(api::account::crossMargin(), "margin_cross");
    QCOMPARE(cross.id.value, 10'000'005);
    QCOMPARE(cross.type, QStringLiteral("cross-margin"));
    QCOMPARE(cross.riskRate, dec("1.25"));
    QCOMPARE(cross.balanceSum, dec("12312.123123"));
    QCOMPARE(cross.debtSum, dec("1231.2123123"));
    QCOMPARE(cross.rows.size(), 3); // the zero row is left out
    QCOMPARE(cross.rows[1].kind, BalanceKind::Loan);
    QCOMPARE(cross.rows[1].amount, dec("-2.433"));
    QCOMPARE(cross.rows[2].kind, BalanceKind::Limit);
    QVERIFY(cross.symbol.value.isEmpty() && !cross.liquidationPrice);
    const auto isolated = read(api::account::isolatedMargin(), "margin_isolated");
    QCOMPARE(isolated.size(), 2);
    QCOMPARE(isolated[0].symbol.value, QStringLiteral("btcusdt"));
    QCOMPARE(isolated[0].state, QStringLiteral("fl-sys"));
    QCOMPARE(isolated[0].liquidationPrice, dec("70000.5"));
    QCOMPARE(isolated[0].liquidationKind, QStringLiteral("sell"));
    QCOMPARE(isolated[0].riskRate, dec("1.1"));
    QCOMPARE(isolated[0].rows[0].kind, BalanceKind::Interest);
    QVERIFY(isolated[1].rows.isEmpty() && !isolated[1].riskRate);
}

void TestEndpointsAccounts::fees()
{
    for (const auto &call : {api::account::feeDeduction(), api::account::feeOverview()}) {
        const auto deduction = read(call, "fee_deduction");
        QCOMPARE(deduction.byPoints, true);
        QCOMPARE(deduction.byToken, false);
        QCOMPARE(deduction.currency, QStringLiteral("HTX"));
    }
    QVERIFY(decode(api::account::switchFee(1), fixture("nothing")));
}

void TestEndpointsAccounts::moves()
{
    const auto receipt = read(api::account::transfer({}, {}, {}, 1), "transfer_receipt");
    QCOMPARE(receipt.id.value, QStringLiteral("220521190"));
    QCOMPARE(receipt.time, 1'768'478'391'832);
    QCOMPARE(read(api::account::transferBetween({}, {}, {}, 1), "transfer_id").value,
             QStringLiteral("176104252"));
    QCOMPARE(good(decode(api::account::transferFutures({}, 1, true), R"({"data":1000})")).value,
             QStringLiteral("1000"));
}

void TestEndpointsAccounts::addresses()
{
    const auto own = read(api::wallet::depositAddresses({}), "deposit_addresses");
    QCOMPARE(own.size(), 2);
    QCOMPARE(own[0].user.value, 63'628'520);
    QCOMPARE(own[0].chain, QStringLiteral("trc20usdt"));
    QVERIFY(own[0].tag.isEmpty());
    QCOMPARE(own[1].address, QStringLiteral("0xfixture"));
    QCOMPARE(own[1].tag, QStringLiteral("42"));
    QCOMPARE(own[1].currency.value, QStringLiteral("usdt"));
    const auto book = read(api::wallet::withdrawAddresses({}), "withdraw_addresses");
    QCOMPARE(book.next, QStringLiteral("30137790")); // "next-id" in a v2 reply
    QCOMPARE(book.rows[0].note, QStringLiteral("cold wallet"));
    QCOMPARE(book.rows[0].address, QStringLiteral("TFixtureAddress"));
    QCOMPARE(book.rows[0].tag, QStringLiteral("9"));
    QCOMPARE(book.rows[0].chain, QStringLiteral("trc20usdt"));
    QCOMPARE(book.rows[0].currency.value, QStringLiteral("usdt"));
    const auto documented = decode(api::wallet::withdrawAddresses({}),
                                   fixture("withdraw_addresses").replace("next-id", "nextId"));
    QCOMPARE(good(documented).next, QStringLiteral("30137790"));
}

void TestEndpointsAccounts::quota()
{
    const auto quota = read(api::wallet::withdrawQuota({}), "withdraw_quota");
    QCOMPARE(quota.currency.value, QStringLiteral("usdt"));
    const auto &chain = quota.chains[0];
    QCOMPARE(chain.chain, QStringLiteral("trc20usdt"));
    QCOMPARE(chain.atOnce, dec("1000000.000000000000000001"));
    QCOMPARE(chain.perDay, dec("4845303.99999991"));
    QCOMPARE(chain.remainingToday, dec("45303.5"));
    QVERIFY(!chain.perYear && !chain.remainingThisYear); // -1: no limit
    QCOMPARE(chain.total, dec("900"));
    QCOMPARE(chain.remaining, dec("800"));
}

void TestEndpointsAccounts::withdrawals()
{
    const auto row = read(api::wallet::withdrawal({}), "withdrawal");
    QCOMPARE(row.id.value, QStringLiteral("101123262"));
    QCOMPARE(row.direction, TransferDirection::Withdrawal);
    QCOMPARE(row.amount, dec("1.2"));
    QVERIFY(row.fee.isZero() && isSettled(row));
    QCOMPARE(read(api::wallet::withdraw({}), "transfer_id").value, QStringLiteral("176104252"));
    QCOMPARE(read(api::wallet::cancelWithdrawal({}), "transfer_id").value, QStringLiteral("176104252"));
}

QTEST_GUILESS_MAIN(TestEndpointsAccounts)
#include "tst_endpoints_accounts.moc"
