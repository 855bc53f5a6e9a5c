// SPDX-License-Identifier: GPL-3.0-or-later
#include "localexchange.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

/// The lists of markets, currencies and chains, and the market's state (htx-api.md 7.1).
class ReferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_exchange = std::make_unique<LocalExchange>(); }
    void settingsHaveTheirMembers_data();
    void settingsHaveTheirMembers();
    void settingsTellChanges_data() { settingsHaveTheirMembers_data(); }
    void settingsTellChanges();
    void chainsOfOneCurrency();
    void chainTexts_data();
    void chainTexts();
    void currencyReference();
    void marketStatusFollowsTheWorld();
    void fullBook();

private:
    std::unique_ptr<LocalExchange> m_exchange;
};

void ReferenceTest::settingsHaveTheirMembers_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("members");
    const auto row = [](const char *path, const char *members) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(members).split(' ');
    };
    row("/v1/settings/common/symbols",
        "symbol sn bc qc state ve we dl te ce tet toa tca voa vca tpp tap ttp fp");
    row("/v2/settings/common/symbols",
        "sc dn bc qc bcdn qcdn state te cd whe toa sp w tpp tap ttp fp lr smlr flr wr tags d elr p");
    row("/v1/settings/common/market-symbols", "symbol bc qc state pp ap vp minoa maxoa minov lominoa lomaxoa "
                                              "lomaxba lomaxsa smminoa smmaxoa bmmaxov blmlt slmgt "
                                              "msormlt mbormlt maxov at tags");
    row("/v2/settings/common/currencies",
        "cc dn fn at wp sp dma wma qc state v de wed cawt fc sc w tags dd wd sdd swd svd");
    row("/v1/settings/common/chains",
        "chain currency code ct ac default dma wma de we wp ft dn fn awt adt ao fc sc v "
        "deposit-desc withdraw-desc suspend-deposit-desc suspend-withdraw-desc");
}

void ReferenceTest::settingsHaveTheirMembers()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, members);
    const QJsonObject reply = m_exchange->get(nullptr, path);
    QCOMPARE(outcome(reply), QStringLiteral("ok"));
    QCOMPARE(numberOf(reply, "full"), 1);
    QCOMPARE(textOf(reply, "ts"), QString::number(m_exchange->world().nowMs()));
    QVERIFY(rowsOf(reply).size() > 20);
    for (const QByteArray &member : members)
        QVERIFY2(rowsOf(reply).at(0).toObject().contains(QLatin1String(member)), member.constData());
}

/// Nothing has changed since the world began.
void ReferenceTest::settingsTellChanges()
{
    QFETCH(QByteArray, path);
    const qint64 now = m_exchange->world().nowMs();
    const QJsonObject since = m_exchange->get(nullptr, path, {{"ts", QByteArray::number(now)}});
    QCOMPARE(numberOf(since, "full"), 0);
    QVERIFY(since.value(QLatin1String("data")).isArray() && rowsOf(since).isEmpty());
    const QJsonObject before = m_exchange->get(nullptr, path, {{"ts", QByteArray::number(now - 86'400'000)}});
    QCOMPARE(numberOf(before, "full"), 1);
    QVERIFY(!rowsOf(before).isEmpty());
}

void ReferenceTest::chainsOfOneCurrency()
{
    const QJsonArray rows =
        rowsOf(m_exchange->get(nullptr, "/v1/settings/common/chains", {{"currency", "usdt"}}));
    QCOMPARE(rows.size(), 4);
    int defaults = 0;
    for (const QJsonValue row : rows) {
        QCOMPARE(textOf(row, "currency"), QStringLiteral("usdt"));
        if (numberOf(row, "default") == 1) {
            ++defaults;
            QCOMPARE(textOf(row, "chain"), QStringLiteral("usdterc20"));
        }
    }
    QCOMPARE(defaults, 1);
    QCOMPARE(outcome(m_exchange->get(nullptr, "/v1/settings/common/chains", {{"currency", "nope"}})),
             QStringLiteral("base-currency-error"));
    QCOMPARE(outcome(m_exchange->get(nullptr, "/v1/settings/common/chains", {{"show-desc", "3"}})),
             QStringLiteral("invalid-parameter"));
}

void ReferenceTest::chainTexts_data()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<bool>("hasSuspensions");
    QTest::addColumn<bool>("hasAll");
    QTest::newRow("none") << QByteArray("0") << false << false;
    QTest::newRow("all") << QByteArray("1") << true << true;
    QTest::newRow("suspensions") << QByteArray("2") << true << false;
}

void ReferenceTest::chainTexts()
{
    QFETCH(QByteArray, shown);
    const QJsonArray rows = rowsOf(
        m_exchange->get(nullptr, "/v1/settings/common/chains", {{"currency", "usdt"}, {"show-desc", shown}}));
    const QJsonObject row = rows.at(0).toObject();
    QTEST(row.contains(QLatin1String("suspend-withdraw-desc")), "hasSuspensions");
    QTEST(row.contains(QLatin1String("deposit-desc")), "hasAll");
}

/// Each kind of fee has its own members.
void ReferenceTest::currencyReference()
{
    const QJsonArray rows = rowsOf(m_exchange->get(nullptr, "/v2/reference/currencies",
                                                   {{"currency", "usdt"}, {"authorizedUser", "true"}}));
    QCOMPARE(rows.size(), 1);
    QStringList fees;
    const QJsonArray chains = rows.at(0).toObject().value(QLatin1String("chains")).toArray();
    for (const QJsonValue value : chains) {
        const QJsonObject chain = value.toObject();
        fees += textOf(chain, "withdrawFeeType");
        QCOMPARE(chain.contains(QLatin1String("transactFeeWithdraw")), fees.last() == QLatin1String("fixed"));
        QCOMPARE(chain.contains(QLatin1String("maxTransactFeeWithdraw")),
                 fees.last() == QLatin1String("circulated"));
        QCOMPARE(chain.contains(QLatin1String("transactFeeRateWithdraw")),
                 fees.last() == QLatin1String("ratio"));
        for (const char *member :
             {"chain", "displayName", "baseChain", "baseChainProtocol", "isDynamic", "depositStatus",
              "withdrawStatus", "minDepositAmt", "minWithdrawAmt", "maxWithdrawAmt", "withdrawPrecision",
              "withdrawQuotaPerDay", "withdrawQuotaPerYear", "withdrawQuotaTotal", "numOfConfirmations",
              "numOfFastConfirmations", "addrWithTag", "addrDepositTag"})
            QVERIFY2(chain.contains(QLatin1String(member)), member);
    }
    QCOMPARE(fees.join(QLatin1Char(' ')), QStringLiteral("fixed fixed circulated ratio"));
    QCOMPARE(outcome(m_exchange->get(nullptr, "/v2/reference/currencies", {{"authorizedUser", "maybe"}})),
             QStringLiteral("2002"));
    QCOMPARE(rowsOf(m_exchange->get(nullptr, "/v2/reference/currencies")).size(),
             m_exchange->world().currencies().count());
}

void ReferenceTest::marketStatusFollowsTheWorld()
{
    const auto status = [&] { return objectOf(m_exchange->get(nullptr, "/v2/market-status")); };
    const auto page = [&] {
        const QJsonObject reply = m_exchange->get(nullptr, "/api/v2/summary.json");
        return textOf(reply.value(QLatin1String("status")), "indicator");
    };
    QCOMPARE(membersOf(status()), QStringLiteral("marketStatus"));
    QCOMPARE(page(), QStringLiteral("none"));
    const qint64 now = m_exchange->world().nowMs();
    m_exchange->world().setMarketStatus(
        {MarketStatus::State::Halted, now, 0, MarketStatus::Reason::Emergency, "btcusdt,ethusdt"});
    QCOMPARE(membersOf(status()), QStringLiteral("affectedSymbols haltReason haltStartTime marketStatus"));
    QCOMPARE(numberOf(status(), "marketStatus"), 2);
    QCOMPARE(page(), QStringLiteral("major"));
    m_exchange->world().setMarketStatus(
        {MarketStatus::State::CancelOnly, now, now + 600'000, MarketStatus::Reason::Scheduled, "all"});
    QCOMPARE(numberOf(status(), "haltEndTime"), now + 600'000);
    QCOMPARE(numberOf(status(), "haltReason"), 3);
    m_exchange->world().setMarketStatus({});
    QCOMPARE(numberOf(status(), "marketStatus"), 1);
}

void ReferenceTest::fullBook()
{
    const QJsonObject reply = m_exchange->get(nullptr, "/market/fullMbp", {{"symbol", "btcusdt"}});
    QCOMPARE(textOf(reply, "ch"), QStringLiteral("market.btcusdt.depth.step0"));
    const QJsonObject tick = reply.value(QLatin1String("tick")).toObject();
    QVERIFY(tick.value(QLatin1String("bids")).toArray().size() >= 100);
    QVERIFY(tick.value(QLatin1String("asks")).toArray().size() >= 100);
    QCOMPARE(outcome(m_exchange->get(nullptr, "/market/fullMbp", {{"symbol", "nope"}})),
             QStringLiteral("invalid-parameter"));
}

QTEST_GUILESS_MAIN(ReferenceTest)
#include "tst_exchange_reference.moc"
