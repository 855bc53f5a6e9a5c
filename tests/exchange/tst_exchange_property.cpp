// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/trading.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace coffer;
using namespace coffer::exchange;

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
constexpr int steps = 2500;
constexpr const char *traded[] = {"btcusdt", "ethusdt", "ethbtc", "xrpusdt"};
constexpr const char *kinds[] = {"market", "limit",      "limit",         "limit",
                                 "ioc",    "limit-fok",  "limit-maker",   "stop-limit",
                                 "market", "stop-limit", "stop-limit-fok"};

using Sums = std::map<std::pair<int, int>, Decimal>; ///< by user, or account, and currency

/// Users who do whatever the lot says, and the sums of what came of it.
class Bazaar
{
public:
    explicit Bazaar(quint64 seed);

    void step();
    /// What is wrong; empty when the books balance.
    QString check();
    const Ledger &ledger() const { return m_ledger; }

private:
    using Act = void (Bazaar::*)();

    void placeOrder();
    void placeConditional();
    void cancelOrder();
    void cancelConditional();
    void passTime();
    void leap();
    void moveWithin();
    void moveAcross();
    void deposit();
    void withdraw();
    void settle();
    void lend();
    void repay();
    void cancelAllLater();

    int anyUser() { return int(m_draw.between(0, 2)); }
    int anyCurrency();
    OrderRecord draft();
    Decimal portion(const Decimal &whole, int decimals);
    void count();
    void countTransfers(Sums &sums) const;
    QString checkHoldings(const Sums &frozen);

    Draw m_draw;
    MarketList m_markets;
    CurrencyList m_currencies{m_markets};
    PriceFeed m_feed;
    Events m_events;
    Ledger m_ledger{m_markets, m_currencies, m_events};
    Trading m_trading;
    qint64 m_now = startMs;
    Sums m_flows;   ///< by user: fills, fees and moves
    Sums m_entries; ///< by account: all entries
    size_t m_fillsSeen = 0, m_movesSeen = 0, m_entriesSeen = 0;
};

Bazaar::Bazaar(quint64 seed)
    : m_draw(seed),
      m_feed(m_markets, seed, startMs),
      m_trading(m_ledger, m_feed, m_markets, m_events, seed, startMs)
{
    for (int user = 0; user < 3; ++user) {
        m_ledger.addUser(Uid{1000 + user}, user > 0, "user", {});
        m_ledger.addAccount(user, AccountId{10 * user + 1}, "spot");
        m_ledger.addAccount(user, AccountId{10 * user + 2}, "super-margin");
    }
    for (int round = 0; round < 12; ++round)
        deposit();
}

int Bazaar::anyCurrency()
{
    constexpr const char *codes[] = {"usdt", "btc", "eth", "xrp"};
    return m_currencies.indexOf(codes[m_draw.between(0, 3)]);
}

Decimal Bazaar::portion(const Decimal &whole, int decimals)
{
    return (whole * Decimal::scaled(m_draw.between(1, 70), -2)).truncated(decimals);
}

void Bazaar::deposit()
{
    TransferRecord record;
    record.id = m_ledger.nextTransferId(m_now);
    record.user = anyUser();
    record.currency = anyCurrency();
    const bool isDollar = m_currencies.at(record.currency).code == "usdt";
    record.amount = Decimal::scaled(m_draw.between(1, 90'000'000), isDollar ? -2 : -5);
    record.state = m_draw.chance(0.2) ? "confirming" : "safe";
    m_ledger.deposit(std::move(record), m_now);
}

void Bazaar::withdraw()
{
    TransferRecord record;
    record.id = m_ledger.nextTransferId(m_now);
    record.isDeposit = false;
    record.user = anyUser();
    record.currency = anyCurrency();
    record.amount = portion(m_ledger.available(m_ledger.accountOf(record.user, "spot"), record.currency), 8);
    record.fee = Decimal::scaled(m_draw.between(0, 500), -6);
    record.state = "submitted";
    m_ledger.requestWithdrawal(std::move(record), m_now);
}

void Bazaar::settle()
{
    constexpr const char *ends[] = {"pass",     "pre-transfer", "confirmed", "confirmed",
                                    "canceled", "reject",       "failed",    "wallet-reject"};
    const auto count = qint64(m_ledger.transfers().size());
    const auto place = int(m_draw.between(0, count - 1));
    if (m_ledger.transfers()[size_t(place)].isDeposit)
        m_ledger.settleDeposit(place, {"safe", m_now, {}, {}, {}});
    else
        m_ledger.settleWithdrawal(place, {ends[m_draw.between(0, 7)], m_now, {}, {}, {}});
}

OrderRecord Bazaar::draft()
{
    OrderRecord order;
    const int user = anyUser();
    order.account = m_ledger.accountOf(user, m_draw.chance(0.15) ? "super-margin" : "spot");
    order.market = m_markets.indexOf(traded[m_draw.between(0, 3)]);
    order.isBuy = m_draw.chance(0.5);
    order.kind = kinds[m_draw.between(0, 10)];
    order.source = "spot-api";
    order.preventsSelfMatch = m_draw.chance(0.2);
    const Market &market = m_markets.at(order.market);
    const qint64 last = m_feed.price(order.market, m_now);
    const auto near = [&](double width) {
        return Decimal::scaled(std::llround(double(last) * (1 + m_draw.within(-width, width))),
                               -market.priceDecimals);
    };
    const Decimal held = m_ledger.available(order.account, m_ledger.spentCurrency(order));
    if (order.kind != "market")
        order.price = near(m_draw.chance(0.5) ? 0.001 : 0.03);
    if (order.kind.startsWith("stop-")) {
        order.stopPrice = near(0.01);
        order.stopOperator = m_draw.chance(0.5) ? StopOperator::AtLeast : StopOperator::AtMost;
    }
    if (order.isMarketBuy())
        order.amount = portion(held, 8);
    else if (order.isBuy)
        order.amount = portion(held / order.price, market.amountDecimals);
    else
        order.amount = portion(held, market.amountDecimals);
    return order;
}

void Bazaar::placeOrder()
{
    OrderRecord order = draft();
    if (order.amount.sign() > 0)
        m_trading.matcher().place(std::move(order), m_now);
}

void Bazaar::placeConditional()
{
    ConditionalOrder order;
    order.draft = draft();
    if (order.draft.kind.startsWith("stop-"))
        return;
    order.type = order.draft.kind == "market" ? "market" : "limit";
    const qint64 last = m_feed.price(order.draft.market, m_now);
    order.stopPrice = m_trading.matcher().priceOf(order.draft.market,
                                                  std::llround(double(last) * m_draw.within(0.99, 1.01)));
    if (m_draw.chance(0.3))
        order.trailingRate = Decimal::scaled(m_draw.between(1, 9), -3);
    if (order.draft.amount.sign() > 0)
        m_trading.conditionals().add(std::move(order), m_now);
}

void Bazaar::cancelOrder()
{
    const std::set<int> &open = m_ledger.openOrdersOf(anyUser());
    if (open.empty())
        return;
    auto chosen = open.begin();
    std::advance(chosen, m_draw.between(0, qint64(open.size()) - 1));
    m_trading.matcher().cancel(*chosen, m_now);
}

void Bazaar::cancelConditional()
{
    const auto count = qint64(m_trading.conditionals().all().size());
    if (count > 0)
        m_trading.conditionals().cancel(int(m_draw.between(0, count - 1)), m_now);
}

void Bazaar::passTime()
{
    m_now += m_draw.between(100, 20'000);
    m_trading.advance(m_now);
}

void Bazaar::leap()
{
    if (!m_draw.chance(0.2))
        return;
    m_now += m_draw.between(700'000, 5'000'000);
    m_trading.advance(m_now);
}

void Bazaar::moveWithin()
{
    const int user = anyUser(), currency = anyCurrency();
    const bool isIn = m_draw.chance(0.5);
    const int spot = m_ledger.accountOf(user, "spot"), margin = m_ledger.accountOf(user, "super-margin");
    const int from = isIn ? spot : margin, to = isIn ? margin : spot;
    m_ledger.move(from, to, currency, portion(m_ledger.available(from, currency), 18), m_now);
}

void Bazaar::moveAcross()
{
    const int from = anyUser(), to = (from + int(m_draw.between(1, 2))) % 3, currency = anyCurrency();
    const int source = m_ledger.accountOf(from, "spot");
    // At times more than there is, which must change nothing.
    const Decimal amount =
        portion(m_ledger.available(source, currency), 8) * Decimal(m_draw.chance(0.2) ? 9 : 1);
    m_ledger.move(source, m_ledger.accountOf(to, "spot"), currency, amount, m_now);
}

void Bazaar::lend()
{
    m_ledger.borrow(m_ledger.accountOf(anyUser(), "super-margin"), anyCurrency(),
                    Decimal::scaled(m_draw.between(1, 9'999), -3), m_now);
}

void Bazaar::repay()
{
    m_ledger.repay(m_ledger.accountOf(anyUser(), "super-margin"), anyCurrency(),
                   Decimal::scaled(m_draw.between(1, 9'999), -4), m_now);
}

void Bazaar::cancelAllLater()
{
    if (m_draw.chance(0.1))
        m_trading.cancelAllAt(anyUser(), m_now + m_draw.between(5000, 60'000));
}

void Bazaar::step()
{
    constexpr Act acts[] = {&Bazaar::placeOrder,  &Bazaar::placeOrder,  &Bazaar::placeOrder,
                            &Bazaar::placeOrder,  &Bazaar::placeOrder,  &Bazaar::placeConditional,
                            &Bazaar::cancelOrder, &Bazaar::cancelOrder, &Bazaar::cancelConditional,
                            &Bazaar::passTime,    &Bazaar::passTime,    &Bazaar::passTime,
                            &Bazaar::leap,        &Bazaar::moveWithin,  &Bazaar::moveAcross,
                            &Bazaar::deposit,     &Bazaar::withdraw,    &Bazaar::settle,
                            &Bazaar::lend,        &Bazaar::repay,       &Bazaar::cancelAllLater};
    (this->*acts[m_draw.between(0, qint64(std::size(acts)) - 1)])();
}

/// Adds what was recorded since the last time.
void Bazaar::count()
{
    for (; m_fillsSeen < m_ledger.fills().size(); ++m_fillsSeen) {
        const FillRecord &fill = m_ledger.fills()[m_fillsSeen];
        const OrderRecord &order = m_ledger.orders()[size_t(fill.order)];
        const int user = m_ledger.userOf(order);
        const Decimal cash = fill.price * fill.amount;
        m_flows[{user, m_ledger.spentCurrency(order)}] -= order.isBuy ? cash : fill.amount;
        m_flows[{user, m_ledger.receivedCurrency(order)}] += (order.isBuy ? fill.amount : cash) - fill.fee;
    }
    for (; m_movesSeen < m_ledger.moves().size(); ++m_movesSeen) {
        const MoveRecord &move = m_ledger.moves()[m_movesSeen];
        m_flows[{m_ledger.accounts()[size_t(move.from)].user, move.currency}] -= move.amount;
        m_flows[{m_ledger.accounts()[size_t(move.to)].user, move.currency}] += move.amount;
    }
    for (; m_entriesSeen < m_ledger.entries().size(); ++m_entriesSeen) {
        const Entry &entry = m_ledger.entries()[m_entriesSeen];
        m_entries[{entry.account, entry.currency}] += entry.amount;
    }
}

void Bazaar::countTransfers(Sums &sums) const
{
    for (const TransferRecord &record : m_ledger.transfers()) {
        if (hasMoved(record))
            sums[{record.user, record.currency}] +=
                record.isDeposit ? record.amount : -(record.amount + record.fee);
    }
}

QString Bazaar::check()
{
    count();
    Sums wanted = m_flows, held, frozen;
    countTransfers(wanted);
    for (int user = 0; user < 3; ++user) {
        for (const int place : m_ledger.openOrdersOf(user)) {
            const OrderRecord &order = m_ledger.orders()[size_t(place)];
            if (!order.isOpen())
                return QStringLiteral("order %1 has ended but is listed as open").arg(order.id);
            frozen[{order.account, m_ledger.spentCurrency(order)}] += Ledger::reserved(order);
        }
    }
    for (const TransferRecord &record : m_ledger.transfers()) {
        if (isPending(record))
            frozen[{m_ledger.accountOf(record.user, "spot"), record.currency}] += record.amount + record.fee;
    }
    for (const Account &account : m_ledger.accounts()) {
        for (const auto &[currency, holding] : account.holdings)
            held[{account.user, currency}] += holding.net();
    }
    for (const auto &[key, sum] : wanted) {
        if (held[key] != sum)
            return QStringLiteral("user %1 holds %2 of %3 instead of %4")
                .arg(key.first)
                .arg(QLatin1String(held[key].toString()), QLatin1String(m_currencies.at(key.second).code),
                     QLatin1String(sum.toString()));
    }
    return checkHoldings(frozen);
}

QString Bazaar::checkHoldings(const Sums &frozen)
{
    for (size_t place = 0; place < m_ledger.accounts().size(); ++place) {
        for (const auto &[currency, holding] : m_ledger.accounts()[place].holdings) {
            const std::pair key(int(place), currency);
            const auto found = frozen.find(key);
            const Decimal wanted = found == frozen.end() ? Decimal() : found->second;
            if (holding.trade.isNegative() || holding.frozen.isNegative() || holding.loan.sign() > 0)
                return QStringLiteral("account %1 is below nothing").arg(place);
            if (holding.frozen != wanted)
                return QStringLiteral("account %1 has %2 frozen instead of %3")
                    .arg(place)
                    .arg(QLatin1String(holding.frozen.toString()), QLatin1String(wanted.toString()));
            if (holding.trade + holding.frozen != m_entries[key])
                return QStringLiteral("the entries of account %1 do not add up").arg(place);
            if (holding.trade.decimals() > 18 || holding.frozen.decimals() > 18)
                return QStringLiteral("account %1 holds more than 18 decimals").arg(place);
        }
    }
    return {};
}

} // namespace

/// Whatever happens, in whatever order: for each user and currency, deposits − withdrawals ± trades − fees ±
/// moves is what is there, nothing is below nothing, and what is frozen is what open orders and pending
/// withdrawals may still take.
class ExchangePropertyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void booksBalance_data();
    void booksBalance();
};

/// The drawn seed is printed with the row; COFFER_PROPERTY_SEED repeats one.
void ExchangePropertyTest::booksBalance_data()
{
    QTest::addColumn<quint64>("seed");
    const QByteArray asked = qgetenv("COFFER_PROPERTY_SEED");
    const quint64 drawn = asked.isEmpty() ? QRandomGenerator::global()->generate() : asked.toULongLong();
    for (const quint64 seed : {quint64(1), quint64(2), drawn})
        QTest::newRow(QByteArray("seed " + QByteArray::number(seed)).constData()) << seed;
}

void ExchangePropertyTest::booksBalance()
{
    QFETCH(quint64, seed);
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    Bazaar bazaar(seed);
    for (int step = 0; step < steps; ++step) {
        bazaar.step();
        const QString wrong = bazaar.check();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("step %1: %2").arg(step).arg(wrong)));
    }
    // Enough must have happened for this to mean something.
    int makers = 0, cancelled = 0;
    for (const FillRecord &fill : bazaar.ledger().fills())
        makers += fill.isMaker ? 1 : 0;
    for (const OrderRecord &order : bazaar.ledger().orders())
        cancelled += order.canceledAt > 0 ? 1 : 0;
    QVERIFY(makers > 20 && bazaar.ledger().fills().size() > 200 && cancelled > 50);
    QVERIFY(bazaar.ledger().moves().size() > 50 && bazaar.ledger().entries().size() > 500);
}

QTEST_GUILESS_MAIN(ExchangePropertyTest)
#include "tst_exchange_property.moc"
