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

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using coffer::htx::test::fixture;
namespace api = coffer::htx::endpoints;

namespace {

/// Nothing when the body was read, else why not.
using Decoder = std::function<std::optional<Error>(const QByteArray &)>;

template<class T>
Decoder decoderOf(const Call<T> &call)
{
    return [call](const QByteArray &body) -> std::optional<Error> {
        const Result<T> result = test::decode(call, body);
        return result ? std::nullopt : std::optional(result.error());
    };
}

/// Where a value stands in the text: after a colon, or in a list.
struct Slot
{
    qsizetype start;
    qsizetype length;
};

QList<Slot> valueSlots(const QByteArray &body)
{
    static const QRegularExpression values(QStringLiteral(
        "(?<=[:\\[,])\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|true|false|null)(?=\\s*[,\\]}])"));
    QList<Slot> found;
    auto matches = values.globalMatch(QString::fromLatin1(body)); // one character a byte
    while (matches.hasNext()) {
        const auto match = matches.next();
        found.append({match.capturedStart(1), match.capturedLength(1)});
    }
    return found;
}

QByteArray replaced(const QByteArray &body, const Slot &slot, const QByteArray &value)
{
    return QByteArray(body).replace(slot.start, slot.length, value);
}

} // namespace

Q_DECLARE_METATYPE(Decoder)

/// Whatever arrives is read or refused. That nothing crashes or reads outside its buffer is what the
/// sanitizer builds of this test prove.
class TestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void truncated_data() { fixtures(); }
    void truncated();
    void swapped_data() { fixtures(); }
    void swapped();
    void renamed_data() { fixtures(); }
    void renamed();
    void damaged_data() { fixtures(); }
    void damaged();

private:
    static void fixtures();
};

void TestMutations::fixtures()
{
    QTest::addColumn<Decoder>("decoder");
    const auto add = [](const char *name, const auto &call) { QTest::newRow(name) << decoderOf(call); };
    add("timestamp", api::reference::timestamp());
    add("market_status", api::reference::marketStatus());
    add("market_status_halted", api::reference::marketStatus());
    add("symbols", api::reference::symbols());
    add("symbol_settings", api::reference::symbolSettings());
    add("currencies", api::reference::currencies());
    add("currency_settings", api::reference::currencySettings());
    add("tickers", api::market::tickers());
    add("merged", api::market::merged({}));
    add("kline", api::market::candles({}, Period::Hour1));
    add("depth", api::market::depth({}));
    add("uid", api::user::uid());
    add("api_key", api::user::apiKeys({}));
    add("sub_users", api::subuser::list());
    add("sub_user_page", api::subuser::list());
    add("sub_key_created", api::subuser::createKey({}));
    add("sub_key_changed", api::subuser::modifyKey({}, {}));
    add("sub_created", api::subuser::create({}));
    add("sub_state", api::subuser::state({}));
    add("sub_accounts", api::subuser::accounts({}));
    add("sub_answers", api::subuser::setDeductMode({}, {}));
    add("sub_aggregate", api::subuser::aggregateBalance());
    add("sub_balances", api::subuser::balances({}));
    add("sub_deposits", api::subuser::deposits({}));
    add("fee_rates", api::order::feeRates({}));
    add("placed", api::ordering::place({}));
    add("placed_batch", api::ordering::placeBatch({}));
    add("cancel_code", api::ordering::cancelByClientOrderId({}));
    add("cancel_batch", api::ordering::cancelBatch({}));
    add("cancel_sweep", api::ordering::cancelOpen({}));
    add("algo_placed", api::algo::place({}));
    add("algo_cancel", api::algo::cancel({}));
    add("algo_orders", api::algo::history({}));
    add("algo_order", api::algo::order({}));
    add("cancel_timer", api::algo::cancelAllAfter(5));
    add("valuation", api::account::valuation());
    add("account_history", api::account::history({}));
    add("ledger", api::account::ledger({}));
    add("points", api::account::points());
    add("margin_cross", api::account::crossMargin());
    add("margin_isolated", api::account::isolatedMargin());
    add("fee_deduction", api::account::feeDeduction());
    add("transfer_receipt", api::account::transfer({}, {}, {}, 1));
    add("transfer_id", api::account::transferBetween({}, {}, {}, 1));
    add("deposit_addresses", api::wallet::depositAddresses({}));
    add("withdraw_quota", api::wallet::withdrawQuota({}));
    add("withdraw_addresses", api::wallet::withdrawAddresses({}));
    add("withdrawal", api::wallet::withdrawal({}));
    add("currency_names", api::reference::currencyNames());
    add("old_symbol_settings", api::reference::oldSymbolChanges());
    add("market_limits", api::reference::marketLimits());
    add("chain_settings", api::reference::chains());
    add("trade", api::market::lastTrades({}));
    add("trades", api::market::trades({}));
    add("full_depth", api::market::fullDepth({}));
    add("accounts", api::account::accounts());
    add("balance", api::account::balance({}));
    add("balance_margin", api::account::balance({}));
    add("asset_valuation", api::account::assetValuation({}, {}));
    add("open_orders", api::order::open({}));
    add("orders", api::order::orders({}));
    add("order", api::order::order({}));
    add("fills", api::order::fills());
    add("transfers", api::wallet::transfers(TransferDirection::Deposit));
}

void TestMutations::truncated()
{
    QFETCH(const Decoder, decoder);
    const QByteArray body = fixture(QTest::currentDataTag()).trimmed();
    QVERIFY(!decoder(body));
    for (qsizetype length = 0; length < body.size(); ++length) {
        const auto error = decoder(body.left(length));
        QVERIFY2(error, qPrintable(QStringLiteral("cut at %1").arg(length)));
        QCOMPARE(error->kind, ErrorKind::MalformedReply);
    }
}

void TestMutations::swapped()
{
    QFETCH(const Decoder, decoder);
    const QByteArray body = fixture(QTest::currentDataTag());
    const QList<Slot> found = valueSlots(body);
    QVERIFY(!found.isEmpty());
    int refused = 0;
    for (const Slot &slot : found) {
        for (const char *value : {"null", "true", "-1", "1e999", "NaN", "1.5", "{}", "[]", "[{}]", "\"\"",
                                  "\"x\"", "\"nan\"", "\"\\ud800\"", "123456789012345678901234567890",
                                  "\"0E-18\"", "\"<img src=x>\"", "{\"a\":[", ""}) {
            if (const auto error = decoder(replaced(body, slot, value))) {
                ++refused;
                QVERIFY(!error->detail.isEmpty() || !error->code.isEmpty());
            }
        }
        QVERIFY2(decoder(replaced(body, slot, "{\"a\":[")), "unbalanced text was read");
    }
    QVERIFY(refused > found.size());
}

/// A member under another name is a missing member.
void TestMutations::renamed()
{
    QFETCH(const Decoder, decoder);
    const QByteArray body = fixture(QTest::currentDataTag());
    int renamedOnes = 0;
    for (qsizetype colon = body.indexOf("\":"); colon >= 0; colon = body.indexOf("\":", colon + 1)) {
        QByteArray other = body;
        other[colon - 1] = '~';
        decoder(other);
        other.insert(colon, '"'); // and a broken name
        QVERIFY(decoder(other));
        ++renamedOnes;
    }
    QVERIFY(renamedOnes > 0);
}

/// Random bytes at random places, the same ones each time.
void TestMutations::damaged()
{
    QFETCH(const Decoder, decoder);
    const QByteArray body = fixture(QTest::currentDataTag());
    QRandomGenerator random(20260115);
    for (int round = 0; round < 2'000; ++round) {
        QByteArray other = body;
        for (int change = random.bounded(1, 4); change > 0; --change) {
            const qsizetype place = random.bounded(int(other.size()));
            switch (random.bounded(3)) {
            case 0:
                other[place] = char(random.bounded(256));
                break;
            case 1:
                other.remove(place, random.bounded(1, 20));
                break;
            default:
                other.insert(place, other.mid(random.bounded(int(other.size())), random.bounded(1, 40)));
                break;
            }
            if (other.isEmpty())
                break;
        }
        decoder(other);
    }
    QVERIFY(!decoder(body));
}

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
