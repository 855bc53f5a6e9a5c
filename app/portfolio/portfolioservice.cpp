// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/portfolioservice.h"

#include "htx/endpoints/account.h"
#include "portfolio/livebalances.h"

#include <QSet>
#include <QtConcurrent>

#include <algorithm>

namespace coffer::portfolio {

namespace {

constexpr qsizetype watchedHoldings = 30;

const QString &watchOwner()
{
    static const QString owner = QStringLiteral("portfolio");
    return owner;
}

/// Account types that the exchange values (htx-api.md 4), under the name it wants.
std::optional<QString> valuedType(const QString &accountType)
{
    if (accountType == QLatin1String("cross-margin"))
        return QStringLiteral("super-margin");
    for (const QLatin1String type : {QLatin1String("spot"), QLatin1String("margin"), QLatin1String("otc"),
                                     QLatin1String("super-margin")}) {
        if (accountType == type)
            return accountType;
    }
    return std::nullopt;
}

bool isFiat(const QString &currency)
{
    return !currency.isEmpty() && currency != QLatin1String("USDT") && currency != QLatin1String("BTC");
}

} // namespace

/// One refresh under way. Replies to a round that is no longer m_round are dropped.
struct PortfolioService::Round
{
    int pending = 1; ///< the round's own start counts, so that a reply can't end it early
    Reading reading;
    QHash<AccountId, htx::Balance> balances;
    QString fiat;
    std::optional<Decimal> spotInFiat;
};

PortfolioService::PortfolioService(htx::Gateway &gateway, market::TickerBoard &board, BalanceCache &cache,
                                   Clock &clock, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_board(board), m_cache(cache), m_clock(clock)
{
    connect(&m_board, &market::TickerBoard::quotesChanged, this, &PortfolioService::revalue);
}

PortfolioService::~PortfolioService() = default;

void PortfolioService::setAccount(Uid uid)
{
    if (uid == m_uid) {
        refresh();
        return;
    }
    m_uid = uid;
    m_round.reset();
    m_sinceRound.clear();
    m_outcome.reset();
    m_refreshAgain = false;
    m_unplacedAt.reset();
    m_revalueAgain = m_valuing; // the valuation under way is of the old user
    m_reading = {};
    m_portfolio = {};
    m_portfolio.uid = uid;
    m_board.setWatched(watchOwner(), {});
    setState(LoadState::Idle);
    Q_EMIT changed();
    if (uid.value == 0)
        return;
    loadCache();
    refresh();
}

void PortfolioService::loadCache()
{
    whenDone(this, m_cache.load(m_uid), [this, uid = m_uid](const Result<CachedBalances> &cached) {
        if (uid != m_uid)
            return;
        if (!cached) {
            Q_EMIT failed(cached.error());
            return;
        }
        if (cached->readAt == 0 || m_reading.balancesAt != 0) // nothing there, or the exchange was faster
            return;
        m_reading.uid = uid;
        m_reading.accounts = cached->accounts;
        m_reading.balances = cached->balances;
        m_reading.balancesAt = cached->readAt;
        m_reading.fromCache = true;
        // A refresh that failed before the cache was read stays failed.
        show({m_state == LoadState::Failed ? LoadState::Failed : LoadState::Stale, std::nullopt});
    });
}

void PortfolioService::setFiat(const QString &currency)
{
    const QString upper = currency.trimmed().toUpper();
    if (upper == m_fiat)
        return;
    m_fiat = upper;
    if (!isFiat(m_fiat) || m_uid.value == 0)
        return;
    if (m_round)
        m_refreshAgain = true;
    else
        refresh();
}

void PortfolioService::apply(const QList<htx::feed::BalanceUpdate> &updates)
{
    if (m_uid.value == 0 || updates.isEmpty())
        return;
    if (m_round)
        m_sinceRound += updates;
    if (m_reading.balancesAt == 0)
        return;
    const qsizetype placed = applyUpdates(m_reading.balances, updates);
    if (placed < updates.size() && mayAskForUnplaced()) {
        if (m_round)
            m_refreshAgain = true;
        else
            refresh();
    }
    if (placed == 0)
        return;
    m_reading.balancesAt = m_clock.nowMs();
    revalue();
}

/// What can't be placed (a loan, an account that could not be read) may come again and again: a round is
/// asked for at most twice a minute.
bool PortfolioService::mayAskForUnplaced()
{
    constexpr auto pause = std::chrono::seconds(30);
    const Clock::Steady now = m_clock.steady();
    if (m_unplacedAt && now - *m_unplacedAt < pause)
        return false;
    m_unplacedAt = now;
    return true;
}

void PortfolioService::refresh()
{
    if (m_uid.value == 0 || m_round)
        return;
    m_sinceRound.clear();
    const auto round = std::make_shared<Round>();
    m_round = round;
    round->reading.uid = m_uid;
    if (m_reading.balancesAt == 0)
        setState(LoadState::Loading);
    whenDone(
        this, m_gateway.send(htx::endpoints::account::accounts()),
        [this, round](Result<QList<htx::Account>> accounts) {
            if (!isCurrent(round))
                return;
            if (!accounts) {
                m_round.reset();
                end({LoadState::Failed, std::move(accounts.error())});
                return;
            }
            round->reading.accounts = *std::move(accounts);
            askForBalances(round);
            askForValuations(round);
            askForFiat(round);
            partDone(round);
        },
        [this, round] { callOff(round); });
}

void PortfolioService::askForBalances(const RoundRef &round)
{
    for (const htx::Account &account : std::as_const(round->reading.accounts)) {
        ++round->pending;
        whenDone(
            this, m_gateway.send(htx::endpoints::account::balance(account.id)),
            [this, round, account](Result<htx::Balance> balance) {
                if (balance)
                    round->balances.insert(account.id, *std::move(balance));
                else
                    round->reading.unread.append({account, std::move(balance.error()), false});
                partDone(round);
            },
            [this, round] { callOff(round); });
    }
}

/// The exchange's own sums are a check on ours; without them nothing is missing but the check.
void PortfolioService::askForValuations(const RoundRef &round)
{
    QSet<QString> types;
    for (const htx::Account &account : std::as_const(round->reading.accounts)) {
        if (const std::optional<QString> type = valuedType(account.type))
            types.insert(*type);
    }
    for (const QString &type : std::as_const(types)) {
        ++round->pending;
        whenDone(
            this, m_gateway.send(htx::endpoints::account::assetValuation(type, QStringLiteral("BTC"))),
            [this, round, type](const Result<htx::AssetValuation> &valuation) {
                if (valuation)
                    round->reading.btcValuations.insert(type, valuation->balance);
                partDone(round);
            },
            [this, round] { callOff(round); });
    }
}

void PortfolioService::askForFiat(const RoundRef &round)
{
    if (!isFiat(m_fiat))
        return;
    round->fiat = m_fiat;
    ++round->pending;
    whenDone(
        this, m_gateway.send(htx::endpoints::account::assetValuation(QStringLiteral("spot"), m_fiat)),
        [this, round](const Result<htx::AssetValuation> &valuation) {
            if (valuation)
                round->spotInFiat = valuation->balance;
            partDone(round);
        },
        [this, round] { callOff(round); });
}

void PortfolioService::partDone(const RoundRef &round)
{
    if (--round->pending == 0 && isCurrent(round))
        finishRound(round);
}

/// The requests were cancelled (another host, another key): no failure, and nothing new.
void PortfolioService::callOff(const RoundRef &round)
{
    if (!isCurrent(round))
        return;
    m_round.reset();
    end({m_reading.balancesAt == 0 ? LoadState::Idle : LoadState::Stale, std::nullopt});
}

void PortfolioService::finishRound(const RoundRef &round)
{
    m_round.reset();
    learnFiat(*round);
    Reading &reading = round->reading;
    if (round->balances.isEmpty() && !reading.unread.isEmpty()) {
        end({LoadState::Failed, reading.unread.first().error});
        return;
    }
    for (const htx::Account &account : std::as_const(reading.accounts)) {
        if (const auto balance = round->balances.constFind(account.id);
            balance != round->balances.constEnd()) {
            reading.balances.append(*balance);
            reading.balances.last().id = account.id;
            continue;
        }
        // What could not be read now did not vanish: its last known balance goes on counting.
        const auto old = std::find_if(m_reading.balances.cbegin(), m_reading.balances.cend(),
                                      [&](const htx::Balance &balance) { return balance.id == account.id; });
        if (old == m_reading.balances.cend())
            continue;
        reading.balances.append(*old);
        for (UnreadAccount &unread : reading.unread)
            unread.lastKnownCounted |= unread.account.id == account.id;
    }
    reading.balancesAt = m_clock.nowMs();
    m_reading = std::move(reading);
    applyUpdates(m_reading.balances, std::exchange(m_sinceRound, {}));
    if (m_reading.unread.isEmpty())
        show({LoadState::Ready, std::nullopt});
    else
        show({LoadState::Stale, m_reading.unread.first().error});
    if (std::exchange(m_refreshAgain, false))
        refresh();
}

/// Reports a round that brought no data.
void PortfolioService::end(const Outcome &outcome)
{
    m_outcome.reset();
    setState(outcome.state);
    if (outcome.error)
        Q_EMIT failed(*outcome.error);
    if (std::exchange(m_refreshAgain, false))
        refresh();
}

void PortfolioService::learnFiat(const Round &round)
{
    const Decimal inBtc = round.reading.btcValuations.value(QStringLiteral("spot"));
    if (round.spotInFiat && round.spotInFiat->sign() > 0 && inBtc.sign() > 0)
        m_fiatPerBtc.insert(round.fiat, *round.spotInFiat / inBtc);
}

void PortfolioService::saveCache()
{
    const CachedBalances cached{m_reading.accounts, m_reading.balances, m_reading.balancesAt};
    whenDone(this, m_cache.save(m_uid, cached), [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

void PortfolioService::show(const Outcome &outcome)
{
    m_outcome = outcome;
    revalue();
}

void PortfolioService::revalue()
{
    if (m_valuing) {
        m_revalueAgain = true;
        return;
    }
    if (m_reading.balancesAt == 0)
        return;
    m_valuing = true;
    Reading reading = m_reading;
    reading.fiatPerBtc = m_fiatPerBtc;
    const auto work = [reading = std::move(reading), prices = PriceBook::from(m_board),
                       pricesAt = m_board.updatedAt()]() -> Result<Portfolio> {
        return value(reading, prices, pricesAt);
    };
    whenDone(this, QtConcurrent::run(work), [this](Result<Portfolio> portfolio) {
        m_valuing = false;
        if (std::exchange(m_revalueAgain, false))
            revalue();
        else if (portfolio)
            publish(*std::move(portfolio));
    });
}

void PortfolioService::publish(Portfolio portfolio)
{
    m_portfolio = std::move(portfolio);
    const std::optional<Outcome> outcome = std::exchange(m_outcome, std::nullopt);

    QSet<Symbol> watched;
    qsizetype count = 0;
    for (const Holding &holding : std::as_const(m_portfolio.holdings)) {
        if (++count > watchedHoldings)
            break;
        watched.unite(QSet<Symbol>(holding.markets.begin(), holding.markets.end()));
    }
    m_board.setWatched(watchOwner(), watched);

    const Uid uid = m_uid;
    Q_EMIT changed();
    if (!outcome || uid != m_uid)
        return;
    setState(outcome->state);
    if (outcome->error)
        Q_EMIT failed(*outcome->error);
    // After "Ready", which ends the message of an earlier failure: that nothing can be kept is told after it.
    if (outcome->state == LoadState::Ready && uid == m_uid)
        saveCache();
}

void PortfolioService::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace coffer::portfolio
