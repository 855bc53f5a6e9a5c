// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "htx/feed/accountevents.h"
#include "htx/gateway.h"
#include "market/tickerboard.h"
#include "portfolio/balancecache.h"
#include "portfolio/portfolio.h"
#include "portfolio/valuation.h"

#include <QObject>

#include <memory>
#include <optional>

namespace coffer::portfolio {

/// Balances of the active account, valued. Shows the cache first, then asks; keeps what it has when a refresh
/// fails. GUI thread; summing and valuing happen on the pool. Ready: every account was read. Stale: the
/// cache, or not every account could be read (Portfolio::unread).
class PortfolioService : public QObject
{
    Q_OBJECT

public:
    PortfolioService(htx::Gateway &gateway, market::TickerBoard &board, BalanceCache &cache, Clock &clock,
                     QObject *parent = nullptr);
    ~PortfolioService() override;

    /// Another user: cached data of that user at once, then refresh(). The gateway must answer for that user
    /// by now. Uid 0: nobody; everything is empty and idle.
    void setAccount(Uid uid);
    /// Does nothing while a refresh is under way.
    void refresh();
    /// Takes what the account feed says of the account that is shown. What can't be put in its place is asked
    /// for.
    void apply(const QList<htx::feed::BalanceUpdate> &updates);
    /// Also ask the exchange for its valuation in this fiat currency ("USD", "EUR", …), for Portfolio::rates.
    void setFiat(const QString &currency);

    const Portfolio &portfolio() const { return m_portfolio; }
    LoadState state() const { return m_state; }

Q_SIGNALS:
    void changed();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    struct Round;
    using RoundRef = std::shared_ptr<Round>;
    /// What to report once the data that led to it is shown.
    struct Outcome
    {
        LoadState state;
        std::optional<Error> error;
    };

    void setState(LoadState state);
    void loadCache();
    void askForBalances(const RoundRef &round);
    void askForValuations(const RoundRef &round);
    void askForFiat(const RoundRef &round);
    void partDone(const RoundRef &round);
    void callOff(const RoundRef &round);
    void finishRound(const RoundRef &round);
    void end(const Outcome &outcome);
    void learnFiat(const Round &round);
    void saveCache();
    void show(const Outcome &outcome);
    bool mayAskForUnplaced();
    void revalue();
    void publish(Portfolio portfolio);
    bool isCurrent(const RoundRef &round) const { return round == m_round; }

    htx::Gateway &m_gateway;
    market::TickerBoard &m_board;
    BalanceCache &m_cache;
    Clock &m_clock;
    Uid m_uid;
    QString m_fiat;
    Reading m_reading;
    QMap<QString, Decimal> m_fiatPerBtc;
    Portfolio m_portfolio;
    RoundRef m_round;
    QList<htx::feed::BalanceUpdate> m_sinceRound; ///< came while it was under way, which may not know of them
    std::optional<Outcome> m_outcome;
    bool m_refreshAgain = false;
    std::optional<Clock::Steady> m_unplacedAt; ///< when a round was last asked for because of one
    bool m_valuing = false;
    bool m_revalueAgain = false;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::portfolio
