// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a compromise response: what is open is listed, cancelled as told and in portions, what
// happened is put together and Coffer's own marked, and all of it is written down without secrets.
#include "keyfixture.h"

#include "keys/keyring.h"
#include "keys/response/cancellation.h"
#include "keys/response/incidentreport.h"
#include "keys/response/openlist.h"
#include "keys/response/reviewread.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

/// One account's gateway over a scripted network.
struct Fixture : ClientFixture
{
    Fixture()
    {
        const KeyRecord key = keyRecord(u"trade"_s, u"readOnly,trade"_s);
        store.secrets.insert(key.id, secretOf("secret"));
        stores.add(store);
        keyring.setKeys({key});
    }

    htx::Gateway &gateway() { return keyring.accountGateway(mainUid); }
    Expectation &get(const QByteArray &path) { return network.expect("GET", path); }
    Expectation &post(const QByteArray &path) { return network.expect("POST", path); }

    FakeSecretStore store;
    SecretStores stores;
    Keyring keyring{client, stores, clock};
};

QByteArray orderJson(int id, const char *market, qint64 createdAt)
{
    return R"({"symbol":")" + QByteArray(market) + R"(","source":"api","price":"3","created-at":)" +
           QByteArray::number(createdAt) + R"(,"amount":"2","account-id":1,"client-order-id":"",)" +
           R"("filled-amount":"0","filled-cash-amount":"0","filled-fees":"0","id":)" +
           QByteArray::number(id) + R"(,"state":"submitted","type":"sell-limit"})";
}

QByteArray transferJson(int id, const char *state, qint64 createdAt)
{
    return R"({"id":)" + QByteArray::number(id) +
           R"(,"type":"withdraw","currency":"usdt","chain":"trc20usdt",)" +
           R"("amount":"5","address":"TAddress","fee":0,"state":")" + state + R"(","created-at":)" +
           QByteArray::number(createdAt) + '}';
}

QByteArray ok(const QByteArray &data)
{
    return R"({"status":"ok","data":)" + data + '}';
}

htx::RequestRecord ownPost(const char *endpoint, qint64 startedAt, std::optional<ErrorKind> failure = {})
{
    htx::RequestRecord record;
    record.startedAt = startedAt;
    record.method = htx::Method::Post;
    record.endpoint = endpoint;
    record.durationMs = 300;
    record.failure = failure;
    return record;
}

htx::Order orderAt(const char *id, qint64 createdAt, qint64 canceledAt = 0)
{
    htx::Order order;
    order.id = OrderId{QString::fromLatin1(id)};
    order.symbol = Symbol{u"btcusdt"_s};
    order.createdAt = createdAt;
    order.canceledAt = canceledAt;
    return order;
}

const ReviewRow *rowOf(const QList<ReviewRow> &rows, const QString &id)
{
    const auto found = std::ranges::find(rows, id, &ReviewRow::id);
    return found == rows.end() ? nullptr : &*found;
}

Incident someIncident()
{
    Incident incident;
    incident.id = u"incident-1"_s;
    incident.key = KeyId{u"id-old"_s};
    incident.accessKey = u"2b55df29-vf25treb80-1535713d-8aea2"_s;
    incident.label = u"Trading <b>desk"_s;
    incident.uid = mainUid;
    incident.permissions = htx::PermissionSet::parse(u"readOnly,trade"_s);
    incident.startedAt = 1'790'000'000'000;
    incident.since = 1'789'000'000'000;
    return incident;
}

} // namespace

class TestIncident : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesTheJournal();
    void stepsTakeTheirTurn();
    void everyWordIsItsOwn();
    void listsOrdersOfAllTradingAccounts();
    void oneUnreadAccountLeavesAllUnknown();
    void listsWithdrawalsThatHaveNotEnded();
    void cancelsInPortions();
    void refusalOfOneGoesOn();
    void lostAnswerIsNotSentAgain();
    void failureThatMeetsAllStops();
    void joinsTheExchangeAndTheLocalHistory();
    void marksWhatCofferDid_data();
    void marksWhatCofferDid();
    void whatWasToldToBeCancelledIsOwn();
    void newAddressesNeedABaseline();
    void readsWhatItMayAndTellsTheGaps();
    void reportHoldsNoSecret();
};

void TestIncident::survivesTheJournal()
{
    Incident incident = someIncident();
    incident.step(ResponseStep::Stop) = {StepState::Done, StepFact::NoLongerGiven, 1'790'000'000'100};
    StepRecord &orders = incident.step(ResponseStep::Orders);
    orders = {StepState::Failed, StepFact::Refused, 1'790'000'000'200, 3, 1, 2};
    orders.error = Error{ErrorKind::Rejected, u"order-orderstate-error"_s, u"no"_s, std::nullopt};
    orders.usedKey = u"Other"_s;
    orders.told = QStringList{u"1"_s, u"2"_s};
    incident.step(ResponseStep::Wipe).state = StepState::Skipped;
    incident.step(ResponseStep::Wipe).reason = u"still needed"_s;
    QCOMPARE(Incident::fromJson(incident.toJson()), std::optional(incident));

    // What was under way when Coffer ended may or may not have happened.
    incident.step(ResponseStep::Delete).state = StepState::Running;
    const std::optional<Incident> again = Incident::fromJson(incident.toJson());
    QVERIFY(again);
    QCOMPARE(again->step(ResponseStep::Delete).state, StepState::Unproved);
    QCOMPARE(again->step(ResponseStep::Delete).fact, StepFact::Interrupted);
    QVERIFY(!Incident::fromJson({}));
}

void TestIncident::stepsTakeTheirTurn()
{
    Incident incident = someIncident();
    QCOMPARE(incident.current(), ResponseStep::Stop);
    QVERIFY(!incident.mayRun(ResponseStep::Orders));
    incident.step(ResponseStep::Stop).state = StepState::Skipped;
    QCOMPARE(incident.current(), ResponseStep::Orders);
    QVERIFY(incident.mayRun(ResponseStep::Stop)); // what was skipped may be done after all
    for (const StepState state : {StepState::Running, StepState::Unproved, StepState::Failed}) {
        incident.step(ResponseStep::Orders).state = state;
        QVERIFY(!incident.mayRun(ResponseStep::Conditionals));
    }
    for (StepRecord &record : incident.steps)
        record.state = StepState::Done;
    QCOMPARE(incident.current(), ResponseStep::Count);
}

void TestIncident::everyWordIsItsOwn()
{
    QSet<QString> words;
    for (int i = 0; i < responseSteps; ++i)
        words.insert(stepWord(ResponseStep(i)));
    for (int i = 0; i < int(StepFact::Count); ++i)
        words.insert(factWord(StepFact(i)));
    for (int i = 0; i < int(ReviewKind::Count); ++i)
        words.insert(reviewWord(ReviewKind(i)));
    QCOMPARE(words.size(), responseSteps + int(StepFact::Count) + int(ReviewKind::Count));
    QVERIFY(!words.contains(QString()));
}

void TestIncident::listsOrdersOfAllTradingAccounts()
{
    Fixture f;
    f.get("/v1/account/accounts")
        .reply(200,
               ok(R"([{"id":1,"type":"spot","state":"working"},{"id":2,"type":"point","state":"working"},)"
                  R"({"id":3,"type":"margin","subtype":"btcusdt","state":"working"}])"));
    f.network.expect("GET", [](const SentRequest &sent) { return sent.target.contains("account-id=1&"); })
        .reply(200, ok('[' + orderJson(11, "btcusdt", 100) + ']'));
    f.network.expect("GET", [](const SentRequest &sent) { return sent.target.contains("account-id=3&"); })
        .reply(200, ok('[' + orderJson(12, "ethusdt", 200) + ']'));
    OpenList list(f.gateway(), f.clock);
    AWAIT(items, list.run(ResponseStep::Orders));
    VERIFY_RESULT(items);
    QCOMPARE(items->size(), 2);
    QCOMPARE(items->first().id, u"12"_s); // the newest
    QCOMPARE(items->first().subject, u"ethusdt"_s);
    QCOMPARE(items->last().side, std::optional(htx::Side::Sell));
    QCOMPARE(f.network.problems(), QString());
}

void TestIncident::oneUnreadAccountLeavesAllUnknown()
{
    Fixture f;
    f.get("/v1/account/accounts").reply(200, ok(R"([{"id":1,"type":"spot","state":"working"}])"));
    f.get("/v1/order/openOrders").reply(200, R"({"status":"error","err-code":"base-msg","err-msg":"no"})");
    OpenList list(f.gateway(), f.clock);
    AWAIT(items, list.run(ResponseStep::Orders));
    QVERIFY(!items);
    QCOMPARE(items.error().kind, ErrorKind::Rejected);
}

void TestIncident::listsWithdrawalsThatHaveNotEnded()
{
    Fixture f;
    const qint64 now = f.clock.nowMs();
    f.get("/v1/query/deposit-withdraw")
        .reply(200, ok('[' + transferJson(9, "submitted", now - 1000) + ',' +
                       transferJson(8, "wallet-transfer", now - 2000) + ',' +
                       transferJson(7, "confirmed", now - 3000) + ',' +
                       transferJson(6, "verifying", now - 91LL * 86'400'000) + ']'));
    OpenList list(f.gateway(), f.clock);
    AWAIT(items, list.run(ResponseStep::Withdrawals));
    VERIFY_RESULT(items);
    QCOMPARE(items->size(), 2);
    QCOMPARE(items->first().id, u"9"_s);
    QVERIFY(items->first().canCancel);
    QVERIFY(!items->last().canCancel); // it is on its way
}

void TestIncident::cancelsInPortions()
{
    Fixture f;
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids << QString::number(i);
    const auto accepted = [](int from, int to) {
        QByteArrayList list;
        for (int i = from; i < to; ++i)
            list << '"' + QByteArray::number(i) + '"';
        return ok(R"({"success":[)" + list.join(',') + R"(],"failed":[]})");
    };
    f.post("/v1/order/orders/batchcancel").reply(200, accepted(0, 50));
    f.post("/v1/order/orders/batchcancel").reply(200, accepted(50, 60));
    Cancellation cancellation(f.gateway());
    AWAIT(tally, cancellation.run(ResponseStep::Orders, ids));
    QCOMPARE(tally.accepted, 60);
    QCOMPARE(tally.refused + tally.unknown + tally.unsent, 0);
    QVERIFY(f.network.requests().back().body.contains("\"59\""));
    QVERIFY(!f.network.requests().back().body.contains("\"49\""));
    QCOMPARE(f.network.problems(), QString());
}

void TestIncident::refusalOfOneGoesOn()
{
    Fixture f;
    KeyRecord key = keyRecord(u"all"_s, u"readOnly,withdraw"_s);
    f.store.secrets.insert(key.id, secretOf("secret"));
    f.keyring.setKeys({key});
    f.post("/v1/dw/withdraw-virtual/1/cancel")
        .reply(200, R"({"status":"error","err-code":"base-operation-forbidden","err-msg":"too late"})");
    f.post("/v1/dw/withdraw-virtual/2/cancel").reply(200, ok("2"));
    Cancellation cancellation(f.gateway());
    AWAIT(tally, cancellation.run(ResponseStep::Withdrawals, {u"1"_s, u"2"_s}));
    QCOMPARE(tally.accepted, 1);
    QCOMPARE(tally.refused, 1);
    QVERIFY(tally.error);
    QCOMPARE(f.network.problems(), QString());
}

void TestIncident::lostAnswerIsNotSentAgain()
{
    Fixture f;
    f.post("/v2/algo-orders/cancellation").fail(QNetworkReply::RemoteHostClosedError);
    Cancellation cancellation(f.gateway());
    AWAIT(tally, cancellation.run(ResponseStep::Conditionals, {u"c-1"_s, u"c-2"_s}));
    QCOMPARE(tally.unknown, 2);
    QCOMPARE(tally.accepted + tally.refused, 0);
    QCOMPARE(f.network.count("POST", "/v2/algo-orders"), 1);
}

void TestIncident::failureThatMeetsAllStops()
{
    Fixture f;
    Cancellation cancellation(f.keyring.accountGateway(subUid)); // nobody holds a key of it
    AWAIT(tally, cancellation.run(ResponseStep::Withdrawals, {u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(tally.accepted, 0);
    QCOMPARE(tally.unsent, 2);
    QCOMPARE(tally.error->kind, ErrorKind::NoSuitableKey);
    QCOMPARE(f.network.count("POST", "/"), 0);
}

void TestIncident::joinsTheExchangeAndTheLocalHistory()
{
    RemoteEvidence remote;
    remote.orders = {orderAt("new", 5'000), orderAt("both", 3'000)};
    LocalEvidence local;
    local.orders = {orderAt("both", 3'000), orderAt("gone", 2'000), orderAt("before", 500)};
    local.knownAddresses = QList<htx::WithdrawAddress>();
    const Review review = reviewOf(remote, local, 1'000, 9'000);
    QCOMPARE(review.rows.size(), 3);
    QCOMPARE(review.rows.first().id, u"new"_s);
    QVERIFY(!rowOf(review.rows, u"both"_s)->isLocal);
    QVERIFY(rowOf(review.rows, u"gone"_s)->isLocal);
    QVERIFY(!rowOf(review.rows, u"before"_s));
    QVERIFY(review.gaps.isEmpty());
}

void TestIncident::marksWhatCofferDid_data()
{
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<qint64>("startedAt");
    QTest::addColumn<int>("failure");
    QTest::addColumn<ByCoffer>("expected");
    const int none = -1;
    QTest::newRow("placed") << QByteArray("/v1/order/orders/place") << qint64(9'900) << none
                            << ByCoffer::Placed;
    QTest::newRow("in a batch") << QByteArray("/v1/order/batch-orders") << qint64(10'100) << none
                                << ByCoffer::Placed;
    QTest::newRow("perhaps") << QByteArray("/v1/order/orders/place") << qint64(9'900)
                             << int(ErrorKind::OutcomeUnknown) << ByCoffer::Placed;
    QTest::newRow("refused") << QByteArray("/v1/order/orders/place") << qint64(9'900)
                             << int(ErrorKind::Rejected) << ByCoffer::No;
    QTest::newRow("long before") << QByteArray("/v1/order/orders/place") << qint64(1'000) << none
                                 << ByCoffer::No;
    QTest::newRow("cancelled") << QByteArray("/v1/order/orders/batchcancel") << qint64(60'000) << none
                               << ByCoffer::Cancelled;
    QTest::newRow("something else") << QByteArray("/v1/account/transfer") << qint64(9'900) << none
                                    << ByCoffer::No;
}

void TestIncident::marksWhatCofferDid()
{
    QFETCH(QByteArray, endpoint);
    QFETCH(qint64, startedAt);
    QFETCH(int, failure);
    QFETCH(ByCoffer, expected);
    LocalEvidence local;
    local.orders = {orderAt("1", 10'000, 60'100)};
    local.requests = {
        ownPost(endpoint, startedAt, failure < 0 ? std::nullopt : std::optional(ErrorKind(failure)))};
    const Review review = reviewOf({}, local, 0, 99'000);
    QCOMPARE(review.rows.first().byCoffer, expected);
    QCOMPARE(review.byCoffer(), expected == ByCoffer::No ? 0 : 1);
}

void TestIncident::whatWasToldToBeCancelledIsOwn()
{
    LocalEvidence local;
    local.orders = {orderAt("1", 1'000), orderAt("2", 2'000), orderAt("3", 3'000)};
    local.orders[0].rawState = u"partial-canceled"_s;
    local.orders[1].rawState = u"filled"_s; // it was faster
    local.orders[2].rawState = u"canceled"_s;
    Review review = reviewOf({}, local, 0, 9'000);
    markCancelled(review.rows, ReviewKind::Order, {u"1"_s, u"2"_s});
    QCOMPARE(rowOf(review.rows, u"1"_s)->byCoffer, ByCoffer::Cancelled);
    QCOMPARE(rowOf(review.rows, u"2"_s)->byCoffer, ByCoffer::No);
    QCOMPARE(rowOf(review.rows, u"3"_s)->byCoffer, ByCoffer::No);
}

void TestIncident::newAddressesNeedABaseline()
{
    const htx::WithdrawAddress known{Currency{u"usdt"_s}, u"trc20usdt"_s, u"mine"_s, u"TMine"_s, {}};
    const htx::WithdrawAddress added{Currency{u"usdt"_s}, u"trc20usdt"_s, u"?"_s, u"TTheirs"_s, {}};
    RemoteEvidence remote;
    remote.addresses = {known, added};
    LocalEvidence local;
    QCOMPARE(reviewOf(remote, local, 0, 1).rows.size(), 0);
    QCOMPARE(reviewOf(remote, local, 0, 1).gaps.size(), 1);
    local.knownAddresses = QList{known};
    const Review review = reviewOf(remote, local, 0, 1);
    QCOMPARE(review.rows.size(), 1);
    QCOMPARE(review.rows.first().detail, u"TTheirs"_s);
    QCOMPARE(review.rows.first().time, 0); // nobody tells when
    QVERIFY(review.gaps.isEmpty());
}

void TestIncident::readsWhatItMayAndTellsTheGaps()
{
    Fixture f;
    const qint64 now = f.clock.nowMs();
    f.get("/v1/order/history").reply(200, ok("[]"));
    f.get("/v1/order/matchresults").always().reply(200, body::forbidden());
    f.get("/v1/query/deposit-withdraw").always().reply(200, ok("[]"));
    f.get("/v2/account/withdraw/address").reply(200, R"({"code":200,"data":[]})");
    f.get("/v1/account/accounts").reply(200, ok(R"([{"id":1,"type":"spot","state":"working"}])"));
    f.get("/v2/account/ledger").always().reply(200, R"({"code":200,"data":[]})");
    ReviewRead read(f.gateway(), f.clock, {mainUid, false, now - 3LL * 86'400'000, {Currency{u"usdt"_s}}});
    AWAIT(remote, read.run());
    QCOMPARE(remote.gaps.size(), 2);
    QCOMPARE(remote.gaps.first().kind, ReviewKind::Order); // older than two days: the local history's
    QVERIFY(remote.gaps.first().before > 0);
    QCOMPARE(remote.gaps.last().kind, ReviewKind::Fill);
    QCOMPARE(remote.gaps.last().error->kind, ErrorKind::PermissionMissing);
    QCOMPARE(f.network.problems(), QString());
}

void TestIncident::reportHoldsNoSecret()
{
    Incident incident = someIncident();
    incident.step(ResponseStep::Stop) = {StepState::Done, StepFact::NoLongerGiven, 1'790'000'000'100};
    Review review;
    review.since = incident.since;
    review.readAt = incident.startedAt;
    ReviewRow row{ReviewKind::Order, 1'789'500'000'000, u"7"_s, u"btcusdt"_s};
    row.amount = Decimal::parse(QByteArrayView("0.000000000000000001"));
    row.byCoffer = ByCoffer::Placed;
    review.rows = {row};
    ReportFrame frame{u"Coffer 1"_s, u"api.huobi.pro"_s, true, 1'790'000'000'500, {u"The key is paused."_s}};
    const QByteArray json = incidentJson(incident, review, frame);
    QVERIFY(!json.contains(incident.accessKey.toUtf8()));
    const QJsonObject report = QJsonDocument::fromJson(json).object();
    QCOMPARE(report.value("rehearsal"_L1).toBool(), true);
    QCOMPARE(report.value("timeZone"_L1).toString(), u"UTC"_s);
    QCOMPARE(report.value("key"_L1).toObject().value("accessKey"_L1).toString(), masked(incident.accessKey));
    const QJsonArray steps = report.value("steps"_L1).toArray();
    QCOMPARE(steps.size(), responseSteps);
    QCOMPARE(steps.first().toObject().value("state"_L1).toString(), u"done"_s);
    QCOMPARE(steps.first().toObject().value("text"_L1).toString(), u"The key is paused."_s);
    QVERIFY(steps.first().toObject().value("at"_L1).toString().endsWith(u'Z'));
    const QJsonObject first =
        report.value("review"_L1).toObject().value("rows"_L1).toArray().first().toObject();
    QCOMPARE(first.value("amount"_L1).toString(), u"0.000000000000000001"_s);
    QCOMPARE(first.value("byCoffer"_L1).toString(), u"placed"_s);
    QVERIFY(QJsonDocument::fromJson(incidentJson(incident, {}, frame)).object().value("review"_L1).isNull());
}

QTEST_GUILESS_MAIN(TestIncident)
#include "tst_keys_incident.moc"
