// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/world.h"

#include "exchange/activity.h"
#include "exchange/hash.h"
#include "exchange/spans.h"

namespace coffer::exchange {

namespace {

constexpr qint64 suspendedForMs = 21'600'000;

QByteArray letters(Draw &draw, int count, QByteArrayView alphabet)
{
    QByteArray text;
    for (int at = 0; at < count; ++at)
        text += alphabet[qsizetype(draw.next() % quint64(alphabet.size()))];
    return text;
}

constexpr QByteArrayView hex("0123456789abcdef");

/// "2b55df29-vf25treb80-1535713d-8aea2": groups of different kinds, as the exchange's access keys look. Drawn
/// group by group, since the order of operands is the compiler's choice.
QByteArray accessKeyLook(Draw &draw)
{
    QByteArray key = letters(draw, 8, hex);
    key += '-' + letters(draw, 10, "0123456789abcdefghijklmnopqrstuvwxyz");
    key += '-' + letters(draw, 8, hex);
    key += '-' + letters(draw, 5, hex);
    return key;
}

QByteArray secretKeyLook(Draw &draw)
{
    QByteArray key = letters(draw, 8, hex);
    key += '-' + letters(draw, 8, hex);
    key += '-' + letters(draw, 8, hex);
    key += '-' + letters(draw, 5, hex);
    return key;
}

constexpr int mainUser = 0, savingsUser = 1, gridUser = 2; ///< in the order of addUsers()

/// What the main user paid in and out, and moved between accounts.
void planMoney(Activity &activity, const Ledger &ledger)
{
    activity.deposit(mainUser, "usdt", "38000", 364);
    activity.deposit(mainUser, "btc", "0.41850000", 363);
    activity.deposit(mainUser, "eth", "5.2", 363);
    activity.deposit(mainUser, "luna2x", "18250.5", 361);
    activity.deposit(mainUser, "sol", "42.75", 318);
    activity.deposit(mainUser, "xrp", "5200", 244);
    activity.deposit(mainUser, "trx", "9800.123456", 131);
    activity.deposit(mainUser, "eth", "1.75004812", 62);
    constexpr const char *monthly[] = {"4250", "1800", "2600.5"};
    for (int month = 1; month <= 11; ++month)
        activity.deposit(mainUser, "usdt", monthly[month % 3], 365 - month * 31);
    activity.deposit(mainUser, "doge", "0.5", 40, "waiting-tiny-amount");
    activity.deposit(mainUser, "usdt", "1200", 1, "confirming");

    activity.withdraw(mainUser, "usdt", "1500", 290);
    activity.withdraw(mainUser, "btc", "0.025", 233);
    activity.withdraw(mainUser, "usdt", "2200.75", 176);
    activity.withdraw(mainUser, "eth", "0.6", 149);
    activity.withdraw(mainUser, "usdt", "640", 118, "failed");
    activity.withdraw(mainUser, "usdt", "640", 117);
    activity.withdraw(mainUser, "xrp", "350", 83);
    activity.withdraw(mainUser, "usdt", "3000", 55, "canceled");
    activity.withdraw(mainUser, "sol", "4.2", 37);
    activity.withdraw(mainUser, "usdt", "915.2", 12);

    const int spot = ledger.accountOf(mainUser, "spot"), margin = ledger.accountOf(mainUser, "margin");
    const int cross = ledger.accountOf(mainUser, "super-margin"), otc = ledger.accountOf(mainUser, "otc");
    activity.move(spot, margin, "usdt", "600", 97);
    activity.move(spot, margin, "btc", "0.045", 97);
    activity.borrow(margin, "usdt", "850", 96);
    activity.move(spot, cross, "eth", "0.9", 71);
    activity.borrow(cross, "usdt", "1250", 70);
    activity.move(spot, otc, "usdt", "750", 45);
}

void planTrades(Activity &activity, const Ledger &ledger)
{
    const int spot = ledger.accountOf(mainUser, "spot");
    activity.trade({.account = spot,
                    .bases = {"btc", "eth", "sol", "xrp", "trx", "ada", "link", "doge", "bnb", "htx", "hype",
                              "ltc", "zec", "bch", "sui", "avax", "dot", "near", "uni"},
                    .soldOff = {"zec", "bch", "sui", "avax", "dot", "near", "uni"},
                    .orders = 1250,
                    .smallest = 25,
                    .largest = 2600,
                    .cashWanted = 21'000,
                    .deductions = 0.16,
                    .source = "spot-web"});
    activity.leaveOpen(spot, "btcusdt", true, 0.085, 1800, 50);
    activity.leaveOpen(spot, "btcusdt", false, 0.12, 950, 31);
    activity.leaveOpen(spot, "ethusdt", true, 0.11, 1250, 22);
    activity.leaveOpen(spot, "solusdt", false, 0.16, 420, 20);
    activity.leaveOpen(spot, "linkusdt", true, 0.14, 380, 9);
    activity.leaveHalfFilled(spot, "xrpusdt", true, 900, 21);
}

void planSubUsers(Activity &activity, const Ledger &ledger)
{
    activity.deposit(savingsUser, "usdt", "6200", 352);
    activity.deposit(savingsUser, "btc", "0.11", 300);
    activity.trade({.account = ledger.accountOf(savingsUser, "spot"),
                    .bases = {"btc", "eth"},
                    .soldOff = {},
                    .orders = 48,
                    .smallest = 60,
                    .largest = 300,
                    .cashWanted = 600,
                    .deductions = 0,
                    .source = "spot-app"});
    const int grid = ledger.accountOf(gridUser, "spot");
    activity.deposit(gridUser, "usdt", "3400", 171);
    activity.deposit(gridUser, "sol", "9", 170);
    activity.trade({.account = grid,
                    .bases = {"sol", "xrp"},
                    .soldOff = {},
                    .orders = 260,
                    .smallest = 18,
                    .largest = 70,
                    .cashWanted = 1700,
                    .deductions = 0,
                    .source = "spot-api",
                    .namesOrders = true});
    activity.leaveOpen(grid, "solusdt", true, 0.07, 45, 5);
    activity.leaveOpen(grid, "solusdt", false, 0.07, 45, 5);
}

} // namespace

World::World(const Options &options)
    : m_seed(options.seed),
      m_clock(options.nowMs, options.speed),
      m_currencies(m_markets),
      m_feed(m_markets, options.seed, m_clock.startMs()),
      m_candles(m_markets, m_feed),
      m_ledger(m_markets, m_currencies, m_events),
      m_trading(m_ledger, m_feed, m_markets, m_events, options.seed, m_clock.startMs()),
      m_draw(mixed(m_seed, 0x6d616465))
{
    addUsers();
    liveAYear();
    addKeys();
}

void World::addUsers()
{
    Draw draw(mixed(m_seed, 0x75736572));
    const qint64 uid = draw.between(20'000'000, 79'999'999);
    const int main = addUser(Uid{uid}, false, {}, {});
    const int savings = addUser(Uid{uid + draw.between(1'000'000, 5'000'000)}, true, "savings01", "Savings");
    const int grid = addUser(Uid{uid + draw.between(5'000'001, 9'999'999)}, true, "gridbot01", "Grid bot");
    m_lastAccount = draw.between(10'000'000, 89'999'999);
    for (const auto &[type, subtype] :
         {std::pair("spot", ""), std::pair("margin", "btcusdt"), std::pair("super-margin", ""),
          std::pair("otc", ""), std::pair("point", "")})
        addAccount(main, type, subtype);
    addAccount(savings, "spot");
    addAccount(grid, "spot");
}

int World::addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note)
{
    m_settings.emplace_back();
    return m_ledger.addUser(uid, isSub, name, note);
}

int World::addAccount(int user, const QByteArray &type, const QByteArray &subtype)
{
    m_lastAccount += m_draw.between(1, 40);
    return m_ledger.addAccount(user, AccountId{m_lastAccount}, type, subtype);
}

int World::addSubUser(const QByteArray &name, const QByteArray &note)
{
    Uid last;
    for (const User &user : m_ledger.users())
        last = std::max(last, user.uid);
    const int user = addUser(Uid{last.value + m_draw.between(100, 9'999)}, true, name, note);
    addAccount(user, "spot");
    return user;
}

int World::accountOf(int user, const QByteArray &type, const QByteArray &subtype) const
{
    for (const int place : m_ledger.users()[size_t(user)].accounts) {
        const Account &account = m_ledger.accounts()[size_t(place)];
        if (account.type == type && account.subtype == subtype)
            return place;
    }
    return -1;
}

int World::accountFor(int user, const QByteArray &type, const QByteArray &subtype)
{
    const int place = accountOf(user, type, subtype);
    return place >= 0 ? place : addAccount(user, type, subtype);
}

std::pair<QByteArray, QByteArray> World::drawKeyPair()
{
    const QByteArray accessKey = accessKeyLook(m_draw);
    return {accessKey, secretKeyLook(m_draw)};
}

void World::liveAYear()
{
    Activity activity(m_ledger, m_feed, m_markets, m_currencies, m_seed, m_clock.startMs());
    planMoney(activity, m_ledger);
    planTrades(activity, m_ledger);
    planSubUsers(activity, m_ledger);
    activity.run();
    m_trading.matcher().adopt();
    givePoints(mainUser, Decimal(120));
    m_wallet.emplace(m_ledger, m_currencies, m_seed, m_clock.startMs());
    m_wallet->bookPastAddresses(mainUser);
}

/// Points are bought on the web pages: they come like a deposit, and lie in the point account.
void World::givePoints(int user, const Decimal &amount)
{
    const qint64 at = m_clock.startMs() - 1000;
    TransferRecord record;
    record.id = m_ledger.nextTransferId(at);
    record.user = user;
    record.currency = m_currencies.indexOf("hbpoint");
    record.chain = "hbpoint";
    Draw draw(mixed(m_seed, 0x706f696e7473));
    record.txHash = letters(draw, 64, hex);
    record.state = "safe";
    record.amount = amount;
    record.createdAt = record.updatedAt = at;
    m_ledger.deposit(std::move(record), at);
    m_ledger.move(m_ledger.accountOf(user, "spot"), m_ledger.accountOf(user, "point"),
                  m_currencies.indexOf("hbpoint"), amount, at);
}

void World::addKeys()
{
    const Uid main = m_ledger.users()[mainUser].uid;
    const Uid savings = m_ledger.users()[savingsUser].uid, grid = m_ledger.users()[gridUser].uid;
    const char *here = "127.0.0.1,::1";
    addKey("Portfolio", main, "readOnly", here, 212, {}, true);
    addKey("Trading desk", main, "readOnly,trade", here, 148, {}, true);
    addKey("Old bot", main, "readOnly,trade", "", 84, 6, true);
    addKey("Payouts", main, "readOnly,withdraw", "", 9, 81, true);
    addKey("Tax tool 2024", main, "readOnly", "", 640, -270, false);
    addKey("Office", main, "readOnly", "203.0.113.7", 61, {}, true);
    addKey("Savings read", savings, "readOnly", "", 300, {}, true);
    addKey("Grid bot", grid, "trade,readOnly", "", 70, 20, false);
    Draw draw(mixed(m_seed, 0x6f7470));
    m_otpSecret = QString::fromLatin1(letters(draw, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
}

void World::addKey(const char *label, Uid uid, const char *permissions, const char *addresses, qint64 ageDays,
                   std::optional<qint64> daysLeft, bool heldByDemo)
{
    Draw draw(mixed(m_seed, 0x6b657900 + m_keys.all().size()));
    DemoKey shown;
    shown.label = QString::fromLatin1(label);
    shown.accessKey = accessKeyLook(draw);
    shown.secretKey = secretKeyLook(draw);
    shown.permission = QString::fromLatin1(permissions);
    shown.uid = uid;
    shown.heldByDemo = heldByDemo;

    ApiKey key;
    key.accessKey = shown.accessKey;
    key.secret = std::make_shared<Secret>(shown.secretKey);
    key.uid = uid;
    key.isSub = m_ledger.users()[size_t(m_ledger.userOf(uid))].isSub;
    key.note = shown.label;
    key.permissions = htx::PermissionSet::parse(shown.permission);
    key.permissionText = shown.permission;
    key.ipAddresses = QString::fromLatin1(addresses).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (daysLeft)
        key.expiresAt =
            startMs() + *daysLeft * dayMs - 1000; // so that the day count is the same all day long
    key.createdAt = startMs() - ageDays * dayMs - draw.between(0, 40'000) * 1000;
    key.updatedAt = key.createdAt + draw.between(0, ageDays / 3) * dayMs;
    m_keys.add(std::move(key));
    m_demoKeys.append(shown);
}

void World::advance()
{
    // Trading first: it files what happened in the time that has passed, the wallet what is due now.
    const qint64 now = nowMs();
    m_trading.advance(now);
    m_wallet->advance(now);
}

Book World::book(int market, qint64 nowMs) const
{
    return m_trading.matcher().book(market, marketTime(market, nowMs));
}

BookTop World::top(int market, qint64 nowMs) const
{
    return m_trading.matcher().top(market, marketTime(market, nowMs));
}

qint64 World::marketTime(int market, qint64 nowMs) const
{
    const Market &shown = m_markets.at(market);
    return shown.isOnline() ? nowMs : shown.suspendedAt.value_or(startMs() - suspendedForMs);
}

void World::setMarketState(int market, Market::State state)
{
    const bool stood = !m_markets.at(market).isOnline();
    m_markets.setState(market, state, stood ? m_markets.at(market).suspendedAt : std::optional(nowMs()));
}

std::optional<Decimal> World::priceInUsdt(int currency, qint64 nowMs) const
{
    const QByteArray &code = m_currencies.at(currency).code;
    if (code == "usdt")
        return Decimal(1);
    const int market = m_markets.indexOf(code + "usdt");
    if (market < 0 || m_markets.at(market).state == Market::State::Offline)
        return std::nullopt;
    return Decimal::scaled(m_feed.price(market, marketTime(market, nowMs)),
                           -m_markets.at(market).priceDecimals);
}

} // namespace coffer::exchange
