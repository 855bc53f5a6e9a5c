// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/openfilter.h"

#include "exchange/orderfilter.h"

namespace coffer::exchange {

namespace {

constexpr qsizetype mostSymbols = 10;
constexpr qint64 largest = 100;

} // namespace

OpenFilter::OpenFilter(const Body &body, const World &world, int user)
{
    const Ledger &ledger = world.ledger();
    if (body.has("account-id")) {
        m_account = ledger.accountOf(AccountId{body.number("account-id").value_or(-1)});
        if (m_account < 0 || ledger.accounts()[size_t(m_account)].user != user)
            m_refused = v1Error("account-get-accounts-inexistent-error", "The account does not exist.");
    }
    readSymbols(body, world.markets());
    m_types = body.list("types");
    m_side = body.text("side");
    if (!m_side.isEmpty() && m_side != "buy" && m_side != "sell")
        m_refused = v1Error("validation-constraints-error", "Field is invalid: side.");
    if (body.has("size"))
        m_size = body.number("size").value_or(0);
    if (m_size < 1 || m_size > largest)
        m_refused = v1Error("invalid-parameter", "invalid size,valid range: [1, 100]");
}

void OpenFilter::readSymbols(const Body &body, const MarketList &markets)
{
    const QByteArrayList symbols = body.list("symbol");
    if (symbols.size() > mostSymbols)
        m_refused = v1Error("validation-constraints-error", "At most 10 symbols at once.");
    for (const QByteArray &symbol : symbols) {
        m_markets.append(markets.indexOf(symbol));
        if (m_markets.last() < 0)
            m_refused = v1Error("base-symbol-error", "The symbol is invalid.");
    }
}

bool OpenFilter::admits(const OrderRecord &order) const
{
    return (m_account < 0 || order.account == m_account) &&
           (m_markets.isEmpty() || m_markets.contains(order.market)) &&
           (m_types.isEmpty() || m_types.contains(typeName(order))) &&
           (m_side.isEmpty() || (m_side == "buy") == order.isBuy);
}

} // namespace coffer::exchange
