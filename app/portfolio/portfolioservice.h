// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "htx/gateway.h"
#include "market/tickerboard.h"
#include "portfolio/balancecache.h"
#include "portfolio/portfolio.h"

#include <QObject>

namespace coffer::portfolio {

/// Balances of the active account, valued. Shows the cache first, then asks; keeps what it has when a refresh fails.
/// GUI thread; summing and valuing of big balances happen on the pool.
class PortfolioService : public QObject
{
    Q_OBJECT

public:
    PortfolioService(htx::Gateway &gateway, market::TickerBoard &board, BalanceCache &cache, Clock &clock,
                     QObject *parent = nullptr);

    /// Another user: cached data of that user at once, then refresh().
    void setAccount(Uid uid);
    void refresh();
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

    void setState(LoadState state);
    void revalue();

    htx::Gateway &m_gateway;
    market::TickerBoard &m_board;
    BalanceCache &m_cache;
    Clock &m_clock;
    Uid m_uid;
    QString m_fiat;
    Portfolio m_portfolio;
    std::shared_ptr<Round> m_round;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::portfolio
