// SPDX-License-Identifier: GPL-3.0-or-later
// The answer to a key that may be known to others, from the first step to the report, against the exchange
// that runs inside the program.
#include "changefixture.h"

#include "htx/endpoints/account.h"
#include "htx/endpoints/algo.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/ordering.h"
#include "htx/endpoints/wallet.h"
#include "keys/response/compromiseresponse.h"
#include "support/patience.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
namespace api = htx::endpoints;
using Hand = CompromiseResponse::Hand;

namespace {

constexpr int patience = 20'000;

/// A gateway of one key that nobody here holds: somebody else's.
class Stranger final : public htx::Gateway
{
public:
    Stranger(htx::Client &client, const exchange::DemoKey &key)
        : m_client(client),
          m_credentials{key.accessKey, std::make_shared<const Secret>(key.secretKey),
                        htx::SignatureMethod::HmacSha256, KeyId{}, key.uid}
    {
    }

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        return m_client.execute(request, m_credentials);
    }

private:
    htx::Client &m_client;
    htx::Credentials m_credentials;
};

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patience) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

/// What a response works with, on an exchange that refuses nobody for asking too often.
struct Bench : ChangeFixture
{
    Bench()
    {
        clock.setOffsetMs(0);
        control("limits", {{u"on"_s, false}});
    }

    std::unique_ptr<CompromiseResponse> respondTo(const char *label)
    {
        auto response = std::make_unique<CompromiseResponse>(means, *entry(label));
        response->setPolling(std::chrono::milliseconds(20));
        return response;
    }
    /// What the journal has of responses.
    QList<Pending> incidents()
    {
        QList<Pending> all = await(pending.all()).value_or(QList<Pending>());
        all.removeIf(
            [](const Pending &entry) { return entry.kind != QLatin1String(CompromiseResponse::kind); });
        return all;
    }
    bool deleteOnTheWeb(const char *label)
    {
        return control("key/delete", {{u"accessKey"_s, QString::fromLatin1(demo(label).accessKey)}})
            .value("ok"_L1)
            .toBool();
    }
    /// Holds a key that is made on the web page now.
    bool holdFresh(const QString &label, const QString &permission)
    {
        const QJsonObject made = control("key/add", {{u"permission"_s, permission}});
        CheckedKey checked;
        checked.accessKey = made.value("accessKey"_L1).toString();
        checked.uid = demo("Portfolio").uid;
        htx::ApiKeyRecord record;
        record.accessKey = checked.accessKey;
        record.permissions = htx::PermissionSet::parse(permission);
        checked.record = record;
        return await(inventory.add(checked, {label, {}, {}, {}},
                                   secretOf(made.value("secretKey"_L1).toString().toLatin1())))
            .has_value();
    }

    AccountId spot(htx::Gateway &gateway)
    {
        const auto accounts = await(gateway.send(api::account::accounts()));
        for (const htx::Account &account : accounts.value_or(QList<htx::Account>())) {
            if (account.type == "spot"_L1)
                return account.id;
        }
        return {};
    }
    /// Far below the market, so that it stays open.
    Result<OrderId> placeOrder(htx::Gateway &gateway)
    {
        htx::OrderDraft draft;
        draft.account = spot(gateway);
        draft.symbol = Symbol{u"btcusdt"_s};
        draft.kind = u"limit"_s;
        draft.amount = *Decimal::parse(QByteArrayView("0.001"));
        draft.price = Decimal::parse(QByteArrayView("60000"));
        return await(gateway.send(api::ordering::place(draft)));
    }
    Result<QString> placeConditional(htx::Gateway &gateway)
    {
        htx::ConditionalDraft draft;
        draft.account = spot(gateway);
        draft.symbol = Symbol{u"btcusdt"_s};
        draft.orderType = u"limit"_s;
        draft.price = Decimal::parse(QByteArrayView("60000"));
        draft.size = Decimal::parse(QByteArrayView("0.001"));
        draft.timeInForce = u"gtc"_s;
        draft.clientOrderId = u"stranger-1"_s;
        draft.stopPrice = *Decimal::parse(QByteArrayView("61000"));
        return await(gateway.send(api::algo::place(draft)));
    }
    /// To the first address of the book whose chain is open.
    Result<TransferId> withdraw(htx::Gateway &gateway)
    {
        const auto book =
            await(gateway.send(api::wallet::withdrawAddresses({Currency{u"usdt"_s}, {}, {}, {}})));
        Result<TransferId> made = fail(ErrorKind::NotFound);
        for (const htx::WithdrawAddress &entry : book ? book->rows : QList<htx::WithdrawAddress>()) {
            htx::WithdrawDraft draft;
            draft.currency = entry.currency;
            draft.chain = entry.chain;
            draft.address = entry.address;
            draft.tag = entry.tag;
            draft.amount = Decimal(100);
            if (!made)
                made = await(gateway.send(api::wallet::withdraw(draft)));
        }
        return made;
    }
    int openOrders(htx::Gateway &gateway)
    {
        const auto open = await(gateway.send(api::order::open(spot(gateway))));
        return open ? int(open->size()) : -1;
    }
};

/// The step came to rest in that state.
#define REACHES(response, which, wanted)                                                                     \
    QTRY_COMPARE_WITH_TIMEOUT((response).incident().step(which).state, wanted, patience)

void skipUpTo(CompromiseResponse &response, ResponseStep step)
{
    for (int i = 0; i < int(step); ++i) {
        if (!response.incident().step(ResponseStep(i)).isSettled())
            response.skip(ResponseStep(i), u"not this time"_s);
    }
}

} // namespace

class TestResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMainKeyFromTheFirstStepToTheLast();
    void aKeyThatIsNotHeldHere();
    void onlyTheKeyItself();
    void refusedAndLostCancellations();
    void whatCantBeReadIsNotProved();
    void goesOnAfterARestart();
    void nothingHappensUnasked();
};

void TestResponse::aMainKeyFromTheFirstStepToTheLast()
{
    Bench bench;
    QVERIFY(bench.begin({"Portfolio", "Trading desk", "Old bot", "Payouts"}));
    const exchange::DemoKey &bad = bench.demo("Trading desk");
    Stranger thief(bench.client, bad), payouts(bench.client, bench.demo("Payouts"));
    const Result<OrderId> order = bench.placeOrder(thief);
    VERIFY_RESULT(order);
    VERIFY_RESULT(bench.placeConditional(thief));
    VERIFY_RESULT(bench.withdraw(payouts));

    auto response = bench.respondTo("Trading desk");
    const KeyId id = response->incident().key;
    QVERIFY(bench.keyring.gives(id));
    response->act(ResponseStep::Stop);
    REACHES(*response, ResponseStep::Stop, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Stop).fact, StepFact::NoLongerGiven);
    QVERIFY(!bench.keyring.gives(id));

    for (const auto step : {ResponseStep::Orders, ResponseStep::Conditionals, ResponseStep::Withdrawals}) {
        response->look(step);
        QTRY_VERIFY_WITH_TIMEOUT(response->openItems(step).has_value(), patience);
        REACHES(*response, step, StepState::ToDo); // listed, and nothing else
        const StepRecord &record = response->incident().step(step);
        QVERIFY(record.found > 0);
        QCOMPARE(response->hand(step), Hand::Another);
        response->act(step);
        REACHES(*response, step, StepState::Done);
        QCOMPARE(record.fact, StepFact::AllGone);
        QCOMPARE(record.left, 0);
        QCOMPARE(record.done, record.found);
        QCOMPARE(record.usedKey, step == ResponseStep::Withdrawals ? u"Payouts"_s : u"Old bot"_s);
        QVERIFY(!record.usedCompromised);
    }
    Stranger reader(bench.client, bench.demo("Portfolio"));
    QCOMPARE(bench.openOrders(reader), 0);

    response->act(ResponseStep::Delete);
    QTRY_VERIFY_WITH_TIMEOUT(response->revocation() &&
                                 response->revocation()->state() == Revocation::State::WaitingForUser,
                             patience);
    QCOMPARE(response->deletionWay(), Revocation::Way::Web);
    QVERIFY(bench.deleteOnTheWeb("Trading desk"));
    REACHES(*response, ResponseStep::Delete, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Delete).fact, StepFact::NotListed);

    QVERIFY(bench.entry("Trading desk"));
    response->act(ResponseStep::Wipe);
    REACHES(*response, ResponseStep::Wipe, StepState::Done);
    QVERIFY(!bench.store.secrets.contains(id));

    QSignalSpy wanted(response.get(), &CompromiseResponse::replacementWanted);
    response->act(ResponseStep::Replace);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(response->incident().step(ResponseStep::Replace).state, StepState::ToDo);
    QVERIFY(bench.holdFresh(u"Fresh"_s, u"readOnly"_s));
    REACHES(*response, ResponseStep::Replace, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Replace).fact, StepFact::Replaced);
    QVERIFY(response->incident().step(ResponseStep::Replace).evidence.startsWith(u"Fresh ("_s));

    response->setSince(bench.clock.nowMs() - 3LL * 86'400'000);
    response->readReview({});
    REACHES(*response, ResponseStep::Review, StepState::Done);
    const auto &rows = response->review()->rows;
    const auto placed = std::ranges::find(rows, order->value, &ReviewRow::id);
    QVERIFY(placed != rows.end());
    QCOMPARE(placed->state, u"canceled"_s);
    QCOMPARE(placed->byCoffer, ByCoffer::Cancelled);
    QVERIFY(
        std::ranges::any_of(rows, [](const ReviewRow &row) { return row.kind == ReviewKind::Withdrawal; }));
    QVERIFY(std::ranges::any_of(rows, [](const ReviewRow &row) { return row.kind == ReviewKind::Key; }));

    response->reportSaved(u"report.pdf"_s);
    QCOMPARE(response->incident().current(), ResponseStep::Count);
    QTRY_COMPARE(bench.incidents().size(), 1); // the deletion's own entry is gone
    QSignalSpy finished(response.get(), &CompromiseResponse::finished);
    response->finish();
    response->reportSaved(u"late.json"_s); // a file that was being written meanwhile
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(bench.incidents().size(), 0);
}

void TestResponse::aKeyThatIsNotHeldHere()
{
    Bench bench;
    QVERIFY(bench.begin({"Trading desk"}));
    const exchange::DemoKey &bad = bench.demo("Grid bot"); // a sub-user's, which the main account's key lists
    QVERIFY(bench.entry("Grid bot"));
    auto response = bench.respondTo("Grid bot");
    QVERIFY(response->incident().isSubUser);
    response->act(ResponseStep::Stop);
    REACHES(*response, ResponseStep::Stop, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Stop).fact, StepFact::NotHeld);

    QCOMPARE(response->hand(ResponseStep::Orders), Hand::Nobody);
    response->look(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Unproved);
    const StepRecord &orders = response->incident().step(ResponseStep::Orders);
    QCOMPARE(orders.fact, StepFact::Unreadable);
    QCOMPARE(orders.error->kind, ErrorKind::NoSuitableKey);
    response->skip(ResponseStep::Orders, u" done on the web page "_s);
    QCOMPARE(orders.state, StepState::Skipped);
    QCOMPARE(orders.reason, u"done on the web page"_s);
    response->skip(ResponseStep::Conditionals, u"the same"_s);
    response->look(ResponseStep::Withdrawals);
    REACHES(*response, ResponseStep::Withdrawals, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Withdrawals).fact, StepFact::CannotWithdraw);

    QCOMPARE(response->deletionWay(), Revocation::Way::Api);
    response->act(ResponseStep::Delete);
    REACHES(*response, ResponseStep::Delete, StepState::Done);
    Stranger gone(bench.client, bad);
    QCOMPARE(bench.openOrders(gone), -1);
    response->act(ResponseStep::Wipe);
    REACHES(*response, ResponseStep::Wipe, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Wipe).fact, StepFact::NotHeld);
}

void TestResponse::onlyTheKeyItself()
{
    Bench bench;
    QVERIFY(bench.begin({"Old bot"}));
    const exchange::DemoKey &bad = bench.demo("Old bot");
    Stranger thief(bench.client, bad);
    VERIFY_RESULT(bench.placeOrder(thief));
    auto response = bench.respondTo("Old bot");
    response->act(ResponseStep::Stop);
    REACHES(*response, ResponseStep::Stop, StepState::Done);
    QCOMPARE(response->hand(ResponseStep::Orders), Hand::OnlyThisKey);
    response->look(ResponseStep::Orders); // not allowed: it is not used
    REACHES(*response, ResponseStep::Orders, StepState::Unproved);
    QVERIFY(!response->openItems(ResponseStep::Orders));

    response->allowThisKey(ResponseStep::Orders, true);
    response->look(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::ToDo);
    response->act(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Done);
    QVERIFY(response->incident().step(ResponseStep::Orders).usedCompromised);
    QVERIFY(!bench.keyring.gives(response->incident().key)); // for that step only

    QCOMPARE(response->hand(ResponseStep::Conditionals), Hand::OnlyThisKey);
    QVERIFY(!response->isThisKeyAllowed(ResponseStep::Conditionals));
    skipUpTo(*response, ResponseStep::Delete);
    QCOMPARE(response->hand(ResponseStep::Delete), Hand::OnlyThisKey);
    response->allowThisKey(ResponseStep::Delete, true);
    response->act(ResponseStep::Delete);
    REACHES(*response, ResponseStep::Delete, StepState::Unproved);
    QCOMPARE(response->incident().step(ResponseStep::Delete).fact, StepFact::StillListed);
    QVERIFY(bench.deleteOnTheWeb("Old bot"));
    response->act(ResponseStep::Delete);
    REACHES(*response, ResponseStep::Delete, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Delete).fact, StepFact::NotListed);
}

void TestResponse::refusedAndLostCancellations()
{
    Bench bench;
    QVERIFY(bench.begin({"Trading desk", "Old bot"}));
    Stranger thief(bench.client, bench.demo("Trading desk"));
    VERIFY_RESULT(bench.placeOrder(thief));
    auto response = bench.respondTo("Trading desk");
    skipUpTo(*response, ResponseStep::Orders);
    response->look(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::ToDo);
    const StepRecord &record = response->incident().step(ResponseStep::Orders);
    const int found = record.found;

    const auto fault = [&bench](const QString &kind) {
        return bench
            .control("fault", {{u"fault"_s, kind},
                               {u"path"_s, u"/v1/order/orders/batchcancel"_s},
                               {u"handled"_s, kind != "error"_L1},
                               {u"code"_s, u"cancel-disabled"_s},
                               {u"text"_s, u"not now"_s}})
            .value("ok"_L1)
            .toBool();
    };
    QVERIFY(fault(u"error"_s));
    response->act(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Failed);
    QCOMPARE(record.fact, StepFact::Refused);
    QCOMPARE(record.left, found);

    // The answer is lost on its way. The list no longer has them, but whether they were cancelled or filled
    // nobody said.
    QVERIFY(fault(u"close"_s));
    response->act(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Unproved);
    QCOMPARE(record.fact, StepFact::GoneUnaccepted);
    QCOMPARE(record.done, 0);
    QCOMPARE(record.left, 0);
}

void TestResponse::whatCantBeReadIsNotProved()
{
    Bench bench;
    QVERIFY(bench.begin({"Trading desk", "Old bot"}));
    Stranger thief(bench.client, bench.demo("Trading desk"));
    VERIFY_RESULT(bench.placeOrder(thief));
    auto response = bench.respondTo("Trading desk");
    skipUpTo(*response, ResponseStep::Orders);
    response->look(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::ToDo);
    QVERIFY(bench
                .control("fault", {{u"fault"_s, u"error"_s},
                                   {u"path"_s, u"/v1/order/openOrders"_s},
                                   {u"code"_s, u"base-system-error"_s},
                                   {u"text"_s, u"later"_s},
                                   {u"count"_s, 20}})
                .value("ok"_L1)
                .toBool());
    response->act(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Unproved);
    QCOMPARE(response->incident().step(ResponseStep::Orders).fact, StepFact::Unreadable);
    QVERIFY(!response->incident().mayRun(ResponseStep::Conditionals));
    QVERIFY(bench.control("faults/clear", {}).value("ok"_L1).toBool());
    bench.keyring.forgetFailures();
    response->look(ResponseStep::Orders);
    REACHES(*response, ResponseStep::Orders, StepState::Done);
    QCOMPARE(response->incident().step(ResponseStep::Orders).fact, StepFact::NothingOpen);
}

void TestResponse::goesOnAfterARestart()
{
    Bench bench;
    QVERIFY(bench.begin({"Trading desk", "Old bot"}));
    Stranger thief(bench.client, bench.demo("Trading desk"));
    VERIFY_RESULT(bench.placeOrder(thief));
    {
        auto response = bench.respondTo("Trading desk");
        QCOMPARE(bench.incidents().size(), 0); // looking at the window is no incident
        response->act(ResponseStep::Stop);
        REACHES(*response, ResponseStep::Stop, StepState::Done);
        response->look(ResponseStep::Orders);
        REACHES(*response, ResponseStep::Orders, StepState::ToDo);
        QVERIFY(
            bench.control("fault", {{u"fault"_s, u"hang"_s}, {u"path"_s, u"/v1/order/orders/batchcancel"_s}})
                .value("ok"_L1)
                .toBool());
        response->act(ResponseStep::Orders);
        QTRY_COMPARE(bench.received("POST /v1/order/orders/batchcancel"), 1);
        QVERIFY(bench.incidents().first().step.endsWith(u"running"_s));
    } // it ends in the middle
    const QList<Pending> pendings = bench.incidents();
    QCOMPARE(pendings.size(), 1);
    QCOMPARE(pendings.first().kind, QLatin1StringView(CompromiseResponse::kind));
    const std::optional<Incident> incident = Incident::fromJson(pendings.first().data);
    QVERIFY(incident);
    CompromiseResponse again(bench.means, pendings.first(), *incident);
    QCOMPARE(again.incident().step(ResponseStep::Stop).state, StepState::Done);
    QCOMPARE(again.incident().step(ResponseStep::Orders).state, StepState::Unproved);
    QCOMPARE(again.incident().step(ResponseStep::Orders).fact, StepFact::Interrupted);
    again.look(ResponseStep::Orders);
    QTRY_VERIFY_WITH_TIMEOUT(again.incident().step(ResponseStep::Orders).fact != StepFact::Interrupted,
                             patience);
    if (again.incident().step(ResponseStep::Orders).state == StepState::ToDo) {
        again.act(ResponseStep::Orders);
        REACHES(again, ResponseStep::Orders, StepState::Done);
    }
    QCOMPARE(bench.incidents().size(), 1); // one incident, not two
}

void TestResponse::nothingHappensUnasked()
{
    Bench bench;
    QVERIFY(bench.begin({"Trading desk", "Old bot"}));
    auto response = bench.respondTo("Trading desk");
    response->act(ResponseStep::Orders); // it is not its turn
    response->act(ResponseStep::Delete);
    response->act(ResponseStep::Wipe);
    skipUpTo(*response, ResponseStep::Orders);
    response->act(ResponseStep::Orders); // nothing was listed that the user could have meant
    QCOMPARE(response->incident().step(ResponseStep::Orders).state, StepState::ToDo);
    QCOMPARE(response->incident().step(ResponseStep::Delete).state, StepState::ToDo);
    QVERIFY(bench.entry("Trading desk")->held);
    for (const char *target : {"POST /v1/order/orders/batchcancel", "POST /v2/algo-orders/cancellation",
                               "POST /v2/sub-user/api-key-deletion"})
        QCOMPARE(bench.received(target), 0);
}

QTEST_GUILESS_MAIN(TestResponse)
#include "tst_keys_response.moc"
