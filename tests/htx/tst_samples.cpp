// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/algo.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/ordering.h"
#include "htx/endpoints/reference.h"
#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"
#include "htx/endpoints/wallet.h"
#include "sampledump_more.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

namespace {

using Reader = std::function<Result<Members>(const QByteArray &)>;

template<class T>
Reader readerOf(const Call<T> &call)
{
    return [call](const QByteArray &body) -> Result<Members> {
        const Result<T> result = test::decode(call, body);
        if (!result)
            return fail(result.error());
        return dump(*result).members;
    };
}

QDir samples()
{
    return QDir(QStringLiteral(COFFER_SAMPLES));
}

QByteArray sample(const QString &name)
{
    QFile file(samples().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Q_DECLARE_METATYPE(Reader)

/// Recorded and documented replies of the exchange, read where they lie; they are other people's and no part
/// of this project. Every number that a type has a member for must come out digit for digit.
class TestSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void numbers_data();
    void numbers();
    void refusals();
};

void TestSamples::initTestCase()
{
    if (!samples().exists())
        QSKIP("The folder of recorded replies is not on this machine.");
}

void TestSamples::numbers_data()
{
    QTest::addColumn<Reader>("reader");
    QTest::addColumn<QByteArrayList>("unread"); ///< numbers that no part of the program needs
    const auto add = [](const char *file, const auto &call, const QByteArrayList &unread = {}) {
        QTest::newRow(file) << readerOf(call) << unread;
    };
    add("v1_common_timestamp", api::reference::timestamp());
    add("v2_market-status", api::reference::marketStatus());
    add("v1_common_symbols", api::reference::symbols(),
        {"min-order-amt", "max-order-amt", "sell-market-min-order-amt", "sell-market-max-order-amt",
         "buy-market-max-order-value", "leverage-ratio", "super-margin-leverage-ratio",
         "funding-leverage-ratio"});
    add("v2_settings_common_symbols", api::reference::symbolSettings(),
        {"ts", "full", "wr", "id", "weight", "fp", "toa", "w", "lr"});
    add("v2_reference_currencies", api::reference::currencies(),
        {"numOfFastConfirmations", "withdrawQuotaPerDay", "withdrawQuotaPerYear", "withdrawQuotaTotal"});
    add("v2_settings_common_currencies", api::reference::currencySettings(),
        {"ts", "full", "fc", "sc", "dma", "wma", "wp", "at", "w"});
    add("market_tickers", api::market::tickers(), {"ts"});
    add("market_detail_merged", api::market::merged({}), {"id", "version"});
    add("market_history_kline", api::market::candles({}, Period::Min5), {"ts"});
    add("market_depth", api::market::depth({}), {"ts"});
    add("v2_user_uid", api::user::uid());
    add("v2_user_api-key", api::user::apiKeys({}));
    add("v2_sub-user_user-list", api::subuser::list());
    add("v1_account_accounts", api::account::accounts());
    add("v1_account_accounts_id_balance", api::account::balance({}), {"seq-num"});
    add("v2_account_asset-valuation", api::account::assetValuation({}, {}));
    add("v1_order_openOrders", api::order::open({}), {"filled-amount", "filled-cash-amount", "filled-fees"});
    add("v1_order_orders", api::order::orders({}));
    add("v1_order_history", api::order::recent());
    add("v1_order_orders_id", api::order::order({}));
    add("v1_order_matchresults", api::order::fills());
    add("v1_query_deposit-withdraw", api::wallet::transfers(TransferDirection::Withdrawal));
    add("v1_query_withdraw_client-order-id", api::wallet::withdrawal({}), {"client-order-id"});
    add("v2_account_deposit_address", api::wallet::depositAddresses({}));
    add("v2_account_withdraw_address", api::wallet::withdrawAddresses({}));
    add("v2_account_withdraw_quota", api::wallet::withdrawQuota({}),
        {"withdrawQuotaPerYear", "remainWithdrawQuotaPerYear", "withdrawQuotaTotal",
         "remainWithdrawQuotaTotal"}); // all -1: no limit
    add("v1_account_history", api::account::history({}));
    add("v1_account_history_zero-exponent", api::account::history({}));
    add("v2_account_ledger", api::account::ledger({}));
    add("v2_account_valuation", api::account::valuation(), {"balance"});
    add("v2_point_account", api::account::points());
    add("v1_cross-margin_accounts_balance", api::account::crossMargin(), {"balance"});
    add("v1_account_switch_user_info", api::account::feeDeduction());
    add("v1_account_transfer", api::account::transfer({}, {}, {}, 1));
    add("v2_account_transfer", api::account::transferBetween({}, {}, {}, 1));
    add("v2_reference_transact-fee-rate", api::order::feeRates({}));
    add("v1_order_orders_place", api::ordering::place({}));
    add("v1_order_orders_id_submitcancel", api::ordering::cancel({}));
    add("v1_order_batch-orders", api::ordering::placeBatch({}));
    add("v1_order_orders_batchcancel", api::ordering::cancelBatch({}));
    add("v2_algo-orders_opening", api::algo::open());
    add("v2_algo-orders_history", api::algo::history({}));
    add("v2_sub-user_creation", api::subuser::create({}));
    add("v2_sub-user_user-state", api::subuser::state({}));
    add("v2_sub-user_management", api::subuser::setLocked({}, true));
    add("v2_sub-user_account-list", api::subuser::accounts({}));
    add("v2_sub-user_transferability", api::subuser::setTransferable({}, true));
    add("v2_sub-user_tradable-market", api::subuser::setTradableMarket({}, {}, true));
    add("v2_sub-user_query-deposit", api::subuser::deposits({}));
    add("v2_sub-user_api-key-generation", api::subuser::createKey({}));
    add("v2_sub-user_api-key-modification", api::subuser::modifyKey({}, {}));
    add("v2_sub-user_api-key-deletion", api::subuser::deleteKey({}, {}));
    add("v1_subuser_aggregate-balance", api::subuser::aggregateBalance());
    add("v1_account_accounts_sub-uid", api::subuser::balances({}));
    add("v1_settings_common_market-symbols", api::reference::marketLimits(),
        {"minoa", "maxoa", "mfr", "rthr", "in"});
    add("market_trade", api::market::lastTrades({}), {"ts", "id"});
}

void TestSamples::numbers()
{
    QFETCH(const Reader, reader);
    QFETCH(const QByteArrayList, unread);
    const QByteArray body = sample(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".json"));
    QVERIFY(!body.isEmpty());
    const Result<Members> out = reader(body);
    QVERIFY2(out, out ? "" : qPrintable(out.error().detail));

    Members sent = numbersIn(body);
    for (const char *envelope : {"code", "note", "address", "accessKey", "ipAddresses", "tags", "tx-hash",
                                 "addressTag", "address-tag"})
        sent.remove(envelope);
    for (const QByteArray &name : unread) {
        QVERIFY2(sent.contains(name), name.constData());
        sent.remove(name);
    }
    for (auto [name, values] : sent.asKeyValueRange()) {
        // A zero row of a balance is left out on purpose; no sample has one.
        QVERIFY2(out->contains(name), name.constData());
        QCOMPARE(out->value(name), values);
    }
}

void TestSamples::refusals()
{
    const QJsonArray cases = QJsonDocument::fromJson(sample(QStringLiteral("errors.json"))).array();
    const QList<ErrorKind> expected{
        ErrorKind::WrongAccessKey, ErrorKind::WrongSignature, ErrorKind::IpNotAllowed, ErrorKind::KeyExpired,
        ErrorKind::ClockOff,       ErrorKind::WrongSignature, ErrorKind::NotFound,     ErrorKind::Rejected,
        ErrorKind::Rejected,       ErrorKind::Rejected};
    QCOMPARE(cases.size(), expected.size());
    for (qsizetype index = 0; index < cases.size(); ++index) {
        const QByteArray body = QJsonDocument(cases[index].toObject()).toJson();
        const auto result = test::decode(api::reference::timestamp(), body);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, expected[index]);
    }
    const auto blocked =
        test::decode(api::reference::timestamp(), QJsonDocument(cases[2].toObject()).toJson());
    const QString text = cases[2].toObject()[QStringLiteral("err-msg")].toString();
    QVERIFY(!blocked.error().detail.isEmpty() && text.endsWith(blocked.error().detail));
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
