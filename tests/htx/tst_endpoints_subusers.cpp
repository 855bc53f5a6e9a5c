// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointcheck.h"
#include "htx/endpoints/subuser.h"
#include "htx/gateway.h"

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

namespace {

SubUserKeyDraft draft()
{
    SubUserKeyDraft key;
    key.uid = {132208121};
    key.note = QStringLiteral("desk");
    key.permissions = PermissionSet::parse(QStringLiteral("trade,readOnly"));
    key.ipAddresses = {QStringLiteral("192.0.2.1"), QStringLiteral("2001:db8::1")};
    return key;
}

/// Answers with one body and keeps a share of it, as the layers below do.
class KeepingGateway final : public Gateway
{
public:
    explicit KeepingGateway(const QByteArray &body) : kept(body.constData(), body.size()) {}

    QByteArray kept;

protected:
    Future<Reply> execute(const Request &) override
    {
        Reply reply;
        reply.httpStatus = 200;
        reply.body = kept;
        return readyFuture<Reply>(std::move(reply));
    }
};

} // namespace

/// Sub-users and their keys (htx-api.md 3).
class TestEndpointsSubUsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests() { checkRequest(); }
    void keys();
    void badSecrets();
    void secretIsOverwritten();
    void otherRepliesStay();
    void creation();
    void states();
    void answers();
    void accountsAndBalances();
    void deposits();
};

void TestEndpointsSubUsers::requests_data()
{
    requestColumns();
    const Uid uid{132208121};
    addPost("create key", api::subuser::createKey(draft(), QStringLiteral("012345")).request,
            "/v2/sub-user/api-key-generation",
            R"({"otpToken":"012345","subUid":132208121,"note":"desk","permission":"readOnly,trade",)"
            R"("ipAddresses":"192.0.2.1,2001:db8::1"})",
            20);
    SubUserKeyDraft bare = draft();
    bare.ipAddresses.clear();
    bare.note.clear();
    addPost(
        "modify key: all members", api::subuser::modifyKey(QStringLiteral("a-b"), bare).request,
        "/v2/sub-user/api-key-modification",
        R"({"subUid":132208121,"accessKey":"a-b","note":"","permission":"readOnly,trade","ipAddresses":""})",
        20);
    addPost("delete key", api::subuser::deleteKey(uid, QStringLiteral("a-b")).request,
            "/v2/sub-user/api-key-deletion", R"({"subUid":132208121,"accessKey":"a-b"})", 20);
    addPost("create",
            api::subuser::create(
                {{QStringLiteral("desk01"), QStringLiteral("one")}, {QStringLiteral("desk02"), {}}})
                .request,
            "/v2/sub-user/creation",
            R"({"userList":[{"userName":"desk01","note":"one"},{"userName":"desk02"}]})", 20);
    addGet("list", api::subuser::list().request, "/v2/sub-user/user-list", 20);
    addGet("list, next page", api::subuser::list(QStringLiteral("5")).request,
           "/v2/sub-user/user-list?fromId=5", 20);
    addGet("state", api::subuser::state(uid).request, "/v2/sub-user/user-state?subUid=132208121", 20);
    addPost("lock", api::subuser::setLocked(uid, true).request, "/v2/sub-user/management",
            R"({"subUid":132208121,"action":"lock"})", 20);
    addPost("unlock", api::subuser::setLocked(uid, false).request, "/v2/sub-user/management",
            R"({"subUid":132208121,"action":"unlock"})", 20);
    addGet("accounts", api::subuser::accounts(uid).request, "/v2/sub-user/account-list?subUid=132208121", 20);
    addPost("tradable market",
            api::subuser::setTradableMarket({uid, {7}}, QStringLiteral("cross-margin"), true).request,
            "/v2/sub-user/tradable-market",
            R"({"subUids":"132208121,7","accountType":"cross-margin","activation":"activated"})", 20);
    addPost("transferability", api::subuser::setTransferable({uid}, false).request,
            "/v2/sub-user/transferability", R"({"subUids":"132208121","transferrable":false})", 20);
    addPost("deduct mode", api::subuser::setDeductMode({uid}, QStringLiteral("master")).request,
            "/v2/sub-user/deduct-mode", R"({"subUids":"132208121","deductMode":"master"})", 20);
    addPost("transfer",
            api::subuser::transfer(uid, {QStringLiteral("usdt")}, dec("1E-8"),
                                   QStringLiteral("master-transfer-in"), QStringLiteral("t-1"))
                .request,
            "/v1/subuser/transfer",
            R"({"sub-uid":132208121,"currency":"usdt","amount":"0.00000001","type":"master-transfer-in",)"
            R"("client-order-id":"t-1"})",
            2);
    addGet("aggregate", api::subuser::aggregateBalance().request, "/v1/subuser/aggregate-balance", 2);
    addGet("balances", api::subuser::balances(uid).request, "/v1/account/accounts/132208121", 20,
           "/v1/account/accounts/{sub-uid}");
    addGet("addresses", api::subuser::depositAddresses(uid, {QStringLiteral("btc")}).request,
           "/v2/sub-user/deposit-address?currency=btc&subUid=132208121", 20);
    addGet("deposits",
           api::subuser::deposits({.uid = uid,
                                   .currency = {QStringLiteral("btc")},
                                   .startMs = 1,
                                   .endMs = 2,
                                   .from = QStringLiteral("9"),
                                   .size = 900})
               .request,
           "/v2/sub-user/query-deposit?currency=btc&endTime=2&fromId=9&limit=500&sort=desc&startTime=1"
           "&subUid=132208121",
           20);
}

void TestEndpointsSubUsers::keys()
{
    QVERIFY(api::subuser::createKey(draft()).request.sensitive);
    QVERIFY(!api::subuser::modifyKey({}, draft()).request.sensitive);
    const auto created = read(api::subuser::createKey(draft()), "sub_key_created");
    QCOMPARE(created.accessKey, QStringLiteral("a1b2c3d4-ghxertfvbf-11111111-22222"));
    QCOMPARE(created.secret->view(), QByteArrayView("CANARY00-canary11-canary22-canar"));
    QCOMPARE(created.note, QStringLiteral("desk"));
    QCOMPARE(created.permissions, draft().permissions);
    QCOMPARE(created.ipAddresses, draft().ipAddresses);
    const auto changed = read(api::subuser::modifyKey({}, draft()), "sub_key_changed");
    QVERIFY(!changed.secret && changed.accessKey.isEmpty() && changed.ipAddresses.isEmpty());
    QCOMPARE(changed.note, QStringLiteral("desk 2"));
    QCOMPARE(changed.permissions.toWire(), QStringLiteral("readOnly"));
    QVERIFY(decode(api::subuser::deleteKey({}, {}), fixture("nothing")));
}

void TestEndpointsSubUsers::badSecrets()
{
    for (const char *secret : {"\"\"", "null", "7", "{}", "\"a\\u0062\""}) {
        const auto result =
            decode(api::subuser::createKey(draft()),
                   fixture("sub_key_created").replace("\"CANARY00-canary11-canary22-canar\"", secret));
        QVERIFY2(!result, secret);
        QVERIFY(!result.error().detail.contains(QLatin1String("CANARY")));
    }
}

/// Good or bad: nothing of the body is left in memory that others share.
void TestEndpointsSubUsers::secretIsOverwritten()
{
    for (const QByteArray &body :
         {fixture("sub_key_created"), fixture("sub_key_created").replace("accessKey", "accessKez")}) {
        KeepingGateway gateway(body);
        QVERIFY(gateway.kept.contains("CANARY"));
        const auto future = gateway.send(api::subuser::createKey(draft()));
        QVERIFY(future.isFinished());
        QVERIFY(!gateway.kept.contains("CANARY"));
        QCOMPARE(gateway.kept.count('\0'), gateway.kept.size());
        if (const auto result = future.result())
            QVERIFY(result->secret->view().startsWith("CANARY"));
    }
}

void TestEndpointsSubUsers::otherRepliesStay()
{
    KeepingGateway gateway(fixture("sub_key_changed"));
    QVERIFY(gateway.send(api::subuser::modifyKey({}, draft())).result());
    QCOMPARE(gateway.kept, fixture("sub_key_changed"));
}

void TestEndpointsSubUsers::creation()
{
    const auto rows = read(api::subuser::create({}), "sub_created");
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].name, QStringLiteral("desk01"));
    QCOMPARE(rows[0].note, QStringLiteral("one"));
    QCOMPARE(rows[0].uid.value, 132'208'121);
    QVERIFY(!rows[0].refusal);
    QCOMPARE(rows[1].uid.value, 0);
    QCOMPARE(rows[1].refusal->code, QStringLiteral("2002"));
    QVERIFY(rows[1].refusal->detail.startsWith(QLatin1String("value in user name")));
    QVERIFY(!decode(api::subuser::create({}), R"({"code":200,"data":[{"userName":"a"}]})"));
}

void TestEndpointsSubUsers::states()
{
    const auto page = read(api::subuser::list(), "sub_user_page");
    QCOMPARE(page.next, QStringLiteral("132208122"));
    QCOMPARE(page.rows.size(), 2);
    QCOMPARE(page.rows[0].note, QStringLiteral("<b>one</b>"));
    QCOMPARE(page.rows[1].state, QStringLiteral("lock"));
    QCOMPARE(page.rows[0].uid.value, 63'628'520);
    QCOMPARE(page.rows[0].name, QStringLiteral("desk01"));
    QVERIFY(page.rows[1].name.isEmpty());
    QVERIFY(good(decode(api::subuser::list(), R"({"code":200,"data":[]})")).next.isEmpty());
    const auto locked = read(api::subuser::setLocked({}, true), "sub_state");
    QCOMPARE(locked.uid.value, 245'686'628);
    QCOMPARE(locked.state, QStringLiteral("lock"));
}

void TestEndpointsSubUsers::answers()
{
    const auto rows = read(api::subuser::setTransferable({}, true), "sub_answers");
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[0].uid.value, 12'345'678);
    QCOMPARE(rows[0].accountType, QStringLiteral("isolated-margin"));
    QCOMPARE(rows[0].setting, QStringLiteral("activated"));
    QVERIFY(!rows[0].transferable && !rows[0].refusal);
    QCOMPARE(rows[1].transferable, false);
    QCOMPARE(rows[2].setting, QStringLiteral("master"));
    QCOMPARE(rows[3].uid.value, 2'215'699'261);
    QCOMPARE(rows[3].refusal->kind, ErrorKind::PermissionMissing);
    QCOMPARE(read(api::subuser::setDeductMode({}, {}), "sub_answers").size(), 4);
    QCOMPARE(read(api::subuser::setTradableMarket({}, {}, true), "sub_answers").size(), 4);
}

void TestEndpointsSubUsers::accountsAndBalances()
{
    const auto accounts = read(api::subuser::accounts({}), "sub_accounts");
    QCOMPARE(accounts.uid.value, 132'208'121);
    QCOMPARE(accounts.deductMode, QStringLiteral("sub"));
    QCOMPARE(accounts.kinds.size(), 2);
    QVERIFY(!accounts.kinds[0].transferable && accounts.kinds[0].accounts.isEmpty());
    QCOMPARE(accounts.kinds[1].type, QStringLiteral("spot"));
    QCOMPARE(accounts.kinds[1].activation, QStringLiteral("activated"));
    QCOMPARE(accounts.kinds[1].transferable, true);
    QCOMPARE(accounts.kinds[1].accounts[1].id.value, 12'255'181);
    QCOMPARE(accounts.kinds[1].accounts[1].subtype, QStringLiteral("btcusdt"));
    QCOMPARE(accounts.kinds[1].accounts[1].state, QStringLiteral("locked"));
    const auto sums = read(api::subuser::aggregateBalance(), "sub_aggregate");
    QCOMPARE(sums[1].balance, dec("8.085591650000000001"));
    QCOMPARE(sums[0].currency.value, QStringLiteral("hbpoint"));
    QCOMPARE(sums[0].type, QStringLiteral("point"));
    const auto balances = read(api::subuser::balances({}), "sub_balances");
    QCOMPARE(balances[0].rows.size(), 1);
    QCOMPARE(balances[0].rows[0].amount, dec("8.0855916572"));
    QVERIFY(balances[0].symbol.value.isEmpty());
    QCOMPARE(balances[1].symbol.value, QStringLiteral("btcusdt"));
    QCOMPARE(balances[1].rows[0].kind, BalanceKind::Loan);
    QCOMPARE(balances[1].type, QStringLiteral("margin"));
    QCOMPARE(balances[1].state, QStringLiteral("working"));
    QCOMPARE(balances[1].id.value, 24'994'285);
    QCOMPARE(read(api::subuser::transfer({}, {}, dec("1"), {}), "transfer_id").value,
             QStringLiteral("176104252"));
}

void TestEndpointsSubUsers::deposits()
{
    const auto page = read(api::subuser::deposits({}), "sub_deposits");
    QCOMPARE(page.next, QStringLiteral("33419471"));
    const Transfer &row = page.rows[0];
    QCOMPARE(row.id.value, QStringLiteral("33419472"));
    QCOMPARE(row.direction, TransferDirection::Deposit);
    QCOMPARE(row.amount.toString(), QByteArray("0.001000000000000001"));
    QCOMPARE(row.chain, QStringLiteral("ltc"));
    QCOMPARE(row.address, QStringLiteral("LUfixture"));
    QCOMPARE(row.addressTag, QStringLiteral("7"));
    QCOMPARE(row.txHash, QStringLiteral("8476"));
    QCOMPARE(row.state, QStringLiteral("safe"));
    QCOMPARE(row.createdAt, 1'768'478'225'787);
    QCOMPARE(row.updatedAt, 1'768'478'716'616);
    QCOMPARE(read(api::subuser::depositAddresses({}, {}), "deposit_addresses").size(), 2);
}

QTEST_GUILESS_MAIN(TestEndpointsSubUsers)
#include "tst_endpoints_subusers.moc"
