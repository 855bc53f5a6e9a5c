// SPDX-License-Identifier: GPL-3.0-or-later
#include "localexchange.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

constexpr qint64 second = 1000, day = 86'400'000;
const QByteArray creation = "/v1/dw/withdraw/api/create";

Decimal decimal(const QString &text)
{
    return Decimal::parse(text).value_or(Decimal(-1));
}

} // namespace

/// Deposits, withdrawals, addresses and quotas (htx-api.md 6).
class WalletTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void addressesStayTheSame();
    void bookPages();
    void withdrawsAndConfirms();
    void cancels();
    void refusesWithdrawals_data();
    void refusesWithdrawals();
    void feesByChain();
    void countsTheQuota();
    void needsTheRightKey();
    void depositsArrive();
    void withdrawsOnlySafeDeposits();
    void oldDepositsTakeHours();
    void recordsPageBothWays_data();
    void recordsPageBothWays();
    void depositsOfASubUser();

private:
    /// Of 100 USDT to the user's own Ethereum address.
    QJsonObject wish() const;
    const BookedAddress &booked(const char *currency, const char *chain) const;
    QJsonObject rowOf(qint64 id, const char *type = "withdraw");
    const Holding &held(const char *currency, const char *label = "Payouts") const;

    std::unique_ptr<LocalExchange> m_exchange;
};

void WalletTest::init()
{
    m_exchange = std::make_unique<LocalExchange>();
}

const BookedAddress &WalletTest::booked(const char *currency, const char *chain) const
{
    const auto &book = m_exchange->world().wallet().addresses();
    const int wanted = m_exchange->world().currencies().indexOf(currency);
    return *std::find_if(book.begin(), book.end(), [&](const BookedAddress &entry) {
        return entry.currency == wanted && entry.chain == chain;
    });
}

QJsonObject WalletTest::wish() const
{
    return {{QStringLiteral("address"), QString::fromLatin1(booked("usdt", "usdterc20").address)},
            {QStringLiteral("currency"), QStringLiteral("usdt")},
            {QStringLiteral("amount"), QStringLiteral("100")}};
}

QJsonObject WalletTest::rowOf(qint64 id, const char *type)
{
    const QJsonArray rows = rowsOf(m_exchange->get(
        "Portfolio", "/v1/query/deposit-withdraw",
        {{"type", type}, {"from", QByteArray::number(id)}, {"size", "1"}, {"direct", "next"}}));
    return rows.at(0).toObject();
}

const Holding &WalletTest::held(const char *currency, const char *label) const
{
    const Ledger &ledger = m_exchange->world().ledger();
    const int account = ledger.accountOf(m_exchange->user(label), "spot");
    return ledger.accounts()[size_t(account)].holdings.at(m_exchange->world().currencies().indexOf(currency));
}

void WalletTest::addressesStayTheSame()
{
    const QJsonObject first =
        m_exchange->get("Portfolio", "/v2/account/deposit/address", {{"currency", "usdt"}});
    QCOMPARE(rowsOf(first).size(), 4);
    QCOMPARE(membersOf(rowsOf(first).at(0)), QStringLiteral("address addressTag chain currency userId"));
    QCOMPARE(numberOf(rowsOf(first).at(0), "userId"), m_exchange->uid("Portfolio").toLongLong());
    m_exchange->moveOn(40 * day);
    const QJsonObject later =
        m_exchange->get("Portfolio", "/v2/account/deposit/address", {{"currency", "usdt"}});
    QCOMPARE(later, first);
    const QJsonObject tagged =
        m_exchange->get("Portfolio", "/v2/account/deposit/address", {{"currency", "xrp"}});
    QVERIFY(!textOf(rowsOf(tagged).at(0), "addressTag").isEmpty());
    const QJsonObject sub =
        m_exchange->get("Portfolio", "/v2/sub-user/deposit-address",
                        {{"currency", "usdt"}, {"subUid", m_exchange->uid("Savings read")}});
    QCOMPARE(rowsOf(sub).size(), 4);
    QVERIFY(textOf(rowsOf(sub).at(0), "address") != textOf(rowsOf(first).at(0), "address"));
    QCOMPARE(rowsOf(m_exchange->get("Savings read", "/v2/account/deposit/address", {{"currency", "usdt"}})),
             rowsOf(sub));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/deposit/address")), QStringLiteral("2003"));
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v2/account/deposit/address", {{"currency", "nope"}})),
             QStringLiteral("2002"));
}

void WalletTest::bookPages()
{
    const QJsonObject all =
        m_exchange->get("Portfolio", "/v2/account/withdraw/address", {{"currency", "usdt"}});
    QVERIFY(rowsOf(all).size() >= 6);
    QVERIFY(!all.contains(QLatin1String("nextId")));
    QCOMPARE(membersOf(rowsOf(all).at(0)), QStringLiteral("address addressTag chain currency note"));
    Parameters parameters{{"currency", "usdt"}, {"limit", "2"}};
    QJsonArray paged;
    while (true) {
        const QJsonObject page = m_exchange->get("Portfolio", "/v2/account/withdraw/address", parameters);
        QVERIFY(rowsOf(page).size() <= 2);
        for (const QJsonValue row : rowsOf(page))
            paged.append(row);
        if (!page.contains(QLatin1String("nextId")))
            break;
        parameters = parameters.mid(0, 2);
        parameters.append({"fromId", QByteArray::number(numberOf(page, "nextId"))});
    }
    QCOMPARE(paged, rowsOf(all));
    const QJsonObject cold =
        m_exchange->get("Portfolio", "/v2/account/withdraw/address",
                        {{"currency", "usdt"}, {"note", "Cold wallet TRC20"}, {"chain", "trc20usdt"}});
    QCOMPARE(rowsOf(cold).size(), 1);
}

/// Frozen at once, on its way for less than a minute, gone when it is confirmed.
void WalletTest::withdrawsAndConfirms()
{
    const Decimal before = held("usdt").trade, frozen = held("usdt").frozen;
    QJsonObject body = wish();
    body.insert(QStringLiteral("client-order-id"), QStringLiteral("pay_2026-1"));
    const qint64 id = numberOf(m_exchange->post("Payouts", creation, body), "data");
    QVERIFY(id > 0);
    const Decimal taken = before - held("usdt").trade;
    QVERIFY(taken > Decimal(100));
    QCOMPARE(held("usdt").frozen, frozen + taken);
    QStringList states;
    for (int step = 0; step < 30; ++step) {
        const QString state = textOf(rowOf(id), "state");
        if (states.isEmpty() || states.last() != state)
            states += state;
        m_exchange->moveOn(2 * second);
    }
    QCOMPARE(states.join(QLatin1Char(' ')),
             QStringLiteral("submitted reexamine pass pre-transfer wallet-transfer confirmed"));
    QCOMPARE(held("usdt").frozen, frozen);
    QCOMPARE(held("usdt").trade, before - taken);
    const QJsonObject row = rowOf(id);
    QCOMPARE(membersOf(row),
             QStringLiteral("address address-tag amount chain client-order-id created-at currency fee "
                            "from-addr-tag id state sub-type tx-hash type updated-at"));
    QCOMPARE(textOf(row, "tx-hash").size(), 64);
    QVERIFY(row.value(QLatin1String("amount")).isDouble());
    const QJsonObject same =
        m_exchange->get("Payouts", "/v1/query/withdraw/client-order-id", {{"clientOrderId", "pay_2026-1"}});
    QCOMPARE(objectOf(same), row);
    QCOMPARE(outcome(m_exchange->get("Payouts", "/v1/query/withdraw/client-order-id",
                                     {{"clientOrderId", "other"}})),
             QStringLiteral("base-record-invalid"));
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("invalid-client-order-id"));
}

void WalletTest::cancels()
{
    const Decimal before = held("usdt").trade;
    const qint64 id = numberOf(m_exchange->post("Payouts", creation, wish()), "data");
    const QByteArray path = "/v1/dw/withdraw-virtual/" + QByteArray::number(id) + "/cancel";
    m_exchange->moveOn(20 * second);
    QCOMPARE(numberOf(m_exchange->post("Payouts", path, {}), "data"), id);
    QCOMPARE(held("usdt").trade, before);
    QCOMPARE(textOf(rowOf(id), "state"), QStringLiteral("canceled"));
    m_exchange->moveOn(day);
    QCOMPARE(textOf(rowOf(id), "state"), QStringLiteral("canceled"));
    QCOMPARE(outcome(m_exchange->post("Payouts", path, {})), QStringLiteral("base-operation-forbidden"));

    const qint64 late = numberOf(m_exchange->post("Payouts", creation, wish()), "data");
    m_exchange->moveOn(30 * second);
    QCOMPARE(outcome(m_exchange->post("Payouts",
                                      "/v1/dw/withdraw-virtual/" + QByteArray::number(late) + "/cancel", {})),
             QStringLiteral("base-operation-forbidden"));
    QCOMPARE(outcome(m_exchange->post("Payouts", "/v1/dw/withdraw-virtual/1/cancel", {})),
             QStringLiteral("base-record-invalid"));
}

void WalletTest::refusesWithdrawals_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *field, const QJsonValue &value, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(field) << value << QString::fromLatin1(expected);
    };
    const QJsonValue missing(QJsonValue::Undefined);
    row("no address", "address", missing, "validation-constraints-required");
    row("no amount", "amount", missing, "validation-constraints-required");
    row("address out of the book", "address", QStringLiteral("0x00"), "invalid-address");
    row("tag that is not booked", "addr-tag", QStringLiteral("123"), "invalid-address");
    row("booked for another chain", "chain", QStringLiteral("trc20usdt"), "invalid-address");
    row("unknown currency", "currency", QStringLiteral("nope"), "base-currency-error");
    row("unknown chain", "chain", QStringLiteral("btc"), "base-currency-chain-error");
    row("closed chain", "chain", QStringLiteral("usdt"), "base-operation-forbidden");
    row("delisted", "currency", QStringLiteral("luna2x"), "base-operation-forbidden");
    row("nothing", "amount", QStringLiteral("0"), "invalid-amount");
    row("no number", "amount", QStringLiteral("many"), "invalid-amount");
    row("too fine", "amount", QStringLiteral("100.123456789"), "invalid-amount");
    row("more than one may be", "amount", QStringLiteral("900000"), "invalid-amount");
    row("too little", "amount", QStringLiteral("1"), "dw-withdraw-min-limit");
    row("wrong fee", "fee", QStringLiteral("0.01"), "base-withdraw-fee-error");
    row("fee that is no number", "fee", QStringLiteral("free"), "base-withdraw-fee-error");
    row("bad client id", "client-order-id", QStringLiteral("a b"), "invalid-client-order-id");
    row("more than there is", "amount", QStringLiteral("250000"), "dw-insufficient-balance");
}

void WalletTest::refusesWithdrawals()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject body = wish();
    if (value.isUndefined())
        body.remove(field);
    else
        body.insert(field, value);
    const size_t before = m_exchange->world().ledger().transfers().size();
    const Decimal held0 = held("usdt").trade;
    QTEST(outcome(m_exchange->post("Payouts", creation, body)), "expected");
    QCOMPARE(m_exchange->world().ledger().transfers().size(), before);
    QCOMPARE(held("usdt").trade, held0);
}

/// A fixed fee must be met; a circulated one may be chosen within its bounds.
void WalletTest::feesByChain()
{
    const auto withdraw = [&](const char *chain, const char *fee) {
        QJsonObject body = wish();
        body.insert(QStringLiteral("address"), QString::fromLatin1(booked("usdt", chain).address));
        body.insert(QStringLiteral("chain"), QLatin1String(chain));
        body.insert(QStringLiteral("fee"), QLatin1String(fee));
        return m_exchange->post("Payouts", creation, body);
    };
    const Asset &usdt = m_exchange->world().currencies().at(m_exchange->world().currencies().indexOf("usdt"));
    const Chain &ethereum = *chainOf(usdt, "usdterc20"), &bnb = *chainOf(usdt, "bep20usdt");
    QCOMPARE(outcome(withdraw("usdterc20", ethereum.withdrawFee)), QStringLiteral("ok"));
    const QJsonObject dear = withdraw("bep20usdt", bnb.maxFee);
    QCOMPARE(rowOf(numberOf(dear, "data")).value(QLatin1String("fee")).toDouble(),
             decimal(QString::fromLatin1(bnb.maxFee)).toDouble());
    QCOMPARE(outcome(withdraw("bep20usdt", bnb.minFee)), QStringLiteral("ok"));
    QCOMPARE(outcome(withdraw("bep20usdt", "5")), QStringLiteral("base-withdraw-fee-error"));
}

/// Of a day at UTC+8; what was canceled does not count.
void WalletTest::countsTheQuota()
{
    const int usdt = m_exchange->world().currencies().indexOf("usdt");
    const Asset &asset = m_exchange->world().currencies().at(usdt);
    const auto remaining = [&] {
        const QJsonObject data =
            objectOf(m_exchange->get("Payouts", "/v2/account/withdraw/quota", {{"currency", "usdt"}}));
        return decimal(
            textOf(data.value(QLatin1String("chains")).toArray().at(0), "remainWithdrawQuotaPerDay"));
    };
    const QJsonObject data =
        objectOf(m_exchange->get("Payouts", "/v2/account/withdraw/quota", {{"currency", "usdt"}}));
    const QJsonValue chain = data.value(QLatin1String("chains")).toArray().at(0);
    QCOMPARE(membersOf(chain),
             QStringLiteral("chain maxWithdrawAmt remainWithdrawQuotaPerDay remainWithdrawQuotaPerYear "
                            "remainWithdrawQuotaTotal withdrawQuotaPerDay withdrawQuotaPerYear "
                            "withdrawQuotaTotal"));
    QCOMPARE(textOf(chain, "withdrawQuotaTotal"), QStringLiteral("-1"));
    const Decimal whole = decimal(textOf(chain, "withdrawQuotaPerDay"));
    QCOMPARE(remaining(), whole);
    const qint64 id = numberOf(m_exchange->post("Payouts", creation, wish()), "data");
    QCOMPARE(remaining(), whole - Decimal(100));
    m_exchange->post("Payouts", "/v1/dw/withdraw-virtual/" + QByteArray::number(id) + "/cancel", {});
    QCOMPARE(remaining(), whole);

    // Rich enough to use it up.
    m_exchange->world().wallet().receive(m_exchange->user("Payouts"), usdt, asset.chains.front(),
                                         Decimal(1'000'000), m_exchange->world().nowMs());
    m_exchange->moveOn(60 * second);
    QJsonObject body = wish();
    body.insert(QStringLiteral("amount"), QStringLiteral("280000"));
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("ok"));
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("base-msg"));
    QCOMPARE(remaining(), whole - Decimal(280'000));
    m_exchange->moveOn(day);
    QCOMPARE(remaining(), whole);
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("ok"));
}

void WalletTest::needsTheRightKey()
{
    QCOMPARE(outcome(m_exchange->post("Trading desk", creation, wish())),
             QStringLiteral("api-permission-forbidden"));
    QCOMPARE(outcome(m_exchange->post("Portfolio", "/v1/dw/withdraw-virtual/1/cancel", {})),
             QStringLiteral("api-permission-forbidden"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v1/query/deposit-withdraw", {{"type", "withdraw"}})),
             QStringLiteral("403"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v1/query/deposit-withdraw", {{"type", "deposit"}})),
             QStringLiteral("ok"));
}

/// Seen at once, there to trade when it is confirmed, and safe after that.
void WalletTest::depositsArrive()
{
    World &world = m_exchange->world();
    const int eth = world.currencies().indexOf("eth");
    const Decimal before = held("eth").trade;
    const int place =
        world.wallet().receive(m_exchange->user("Payouts"), eth, world.currencies().at(eth).chains.front(),
                               Decimal::scaled(25, -2), world.nowMs());
    const qint64 id = world.ledger().transfers()[size_t(place)].id;
    QStringList states;
    for (int step = 0; step < 30; ++step) {
        const QString state = textOf(rowOf(id, "deposit"), "state");
        if (states.isEmpty() || states.last() != state)
            states += state;
        QCOMPARE(held("eth").trade,
                 state == QLatin1String("confirming") ? before : before + Decimal::scaled(25, -2));
        m_exchange->moveOn(2 * second);
    }
    QCOMPARE(states.join(QLatin1Char(' ')), QStringLiteral("confirming confirmed safe"));
    const QJsonObject own =
        m_exchange->get("Portfolio", "/v2/account/deposit/address", {{"currency", "eth"}});
    QCOMPARE(textOf(rowOf(id, "deposit"), "address"), textOf(rowsOf(own).at(0), "address"));
}

/// A deposit that is confirmed may be traded; only a safe one may be withdrawn.
void WalletTest::withdrawsOnlySafeDeposits()
{
    World &world = m_exchange->world();
    const int usdt = world.currencies().indexOf("usdt");
    world.wallet().receive(m_exchange->user("Payouts"), usdt, world.currencies().at(usdt).chains.front(),
                           Decimal(200'000), world.nowMs());
    QJsonObject body = wish();
    body.insert(QStringLiteral("amount"), QStringLiteral("200000"));
    m_exchange->moveOn(30 * second);
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("dw-insufficient-balance"));
    QVERIFY(held("usdt").trade > Decimal(200'000));
    m_exchange->moveOn(30 * second);
    QCOMPARE(outcome(m_exchange->post("Payouts", creation, body)), QStringLiteral("ok"));
}

/// What was on its way when the world began stays so for hours, for there to be something to see.
void WalletTest::oldDepositsTakeHours()
{
    const auto confirming = [&] {
        const QJsonArray rows =
            rowsOf(m_exchange->get("Portfolio", "/v1/query/deposit-withdraw",
                                   {{"type", "deposit"}, {"currency", "usdt"}, {"direct", "next"}}));
        return textOf(rows.at(0), "state");
    };
    QCOMPARE(confirming(), QStringLiteral("confirming"));
    m_exchange->moveOn(3600 * second);
    QCOMPARE(confirming(), QStringLiteral("confirming"));
    m_exchange->moveOn(5 * 3600 * second);
    QCOMPARE(confirming(), QStringLiteral("confirmed"));
    m_exchange->moveOn(6 * 3600 * second);
    QCOMPARE(confirming(), QStringLiteral("safe"));
}

void WalletTest::recordsPageBothWays_data()
{
    QTest::addColumn<QByteArray>("direct");
    QTest::newRow("oldest first") << QByteArray("prev");
    QTest::newRow("newest first") << QByteArray("next");
}

/// from is the last id of the page before, and is told again.
void WalletTest::recordsPageBothWays()
{
    QFETCH(QByteArray, direct);
    const QJsonArray all = rowsOf(m_exchange->get("Portfolio", "/v1/query/deposit-withdraw",
                                                  {{"type", "withdraw"}, {"direct", direct}}));
    QVERIFY(all.size() >= 10);
    QCOMPARE(rowsOf(m_exchange->get("Portfolio", "/v1/query/deposit-withdraw",
                                    {{"type", "withdraw"}, {"direct", direct}, {"from", "0"}})),
             all); // 0 is no id
    QJsonArray paged;
    QByteArray from;
    while (true) {
        Parameters parameters{{"type", "withdraw"}, {"direct", direct}, {"size", "4"}};
        if (!from.isEmpty())
            parameters.append({"from", from});
        QJsonArray page = rowsOf(m_exchange->get("Portfolio", "/v1/query/deposit-withdraw", parameters));
        if (!from.isEmpty())
            page.removeFirst();
        if (page.isEmpty())
            break;
        for (const QJsonValue row : std::as_const(page))
            paged.append(row);
        from = QByteArray::number(numberOf(page.last(), "id"));
    }
    QCOMPARE(paged, all);
}

void WalletTest::depositsOfASubUser()
{
    const QByteArray uid = m_exchange->uid("Savings read");
    World &world = m_exchange->world();
    const int usdt = world.currencies().indexOf("usdt");
    for (int count = 1; count <= 5; ++count) {
        world.wallet().receive(m_exchange->user("Savings read"), usdt,
                               world.currencies().at(usdt).chains.front(), Decimal(count), world.nowMs());
        m_exchange->moveOn(10 * second);
    }
    Parameters parameters{{"subUid", uid}, {"limit", "2"}};
    QList<double> amounts;
    while (true) {
        const QJsonObject reply = m_exchange->get("Portfolio", "/v2/sub-user/query-deposit", parameters);
        for (const QJsonValue row : rowsOf(reply)) {
            QCOMPARE(membersOf(row),
                     QStringLiteral("address addressTag amount chain createTime currency id state txHash "
                                    "updateTime"));
            amounts += row.toObject().value(QLatin1String("amount")).toDouble();
        }
        if (!reply.contains(QLatin1String("nextId")))
            break;
        parameters = parameters.mid(0, 2);
        parameters.append({"fromId", QByteArray::number(numberOf(reply, "nextId"))});
    }
    QCOMPARE(amounts, (QList<double>{5, 4, 3, 2, 1}));
    const qint64 now = world.nowMs();
    const auto window = [&](qint64 start, qint64 end) {
        return outcome(m_exchange->get("Portfolio", "/v2/sub-user/query-deposit",
                                       {{"subUid", uid},
                                        {"startTime", QByteArray::number(now - start)},
                                        {"endTime", QByteArray::number(now - end)}}));
    };
    QCOMPARE(window(360 * day, 330 * day), QStringLiteral("ok"));
    QCOMPARE(window(360 * day, 330 * day - 1), QStringLiteral("2002"));
}

QTEST_GUILESS_MAIN(WalletTest)
#include "tst_exchange_wallet.moc"
