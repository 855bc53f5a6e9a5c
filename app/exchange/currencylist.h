// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/marketlist.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <vector>

namespace coffer::exchange {

/// One network on which a currency moves.
struct Chain
{
    QByteArray name;        ///< irregular, as the exchange names them: "trc20usdt", "btc"
    QByteArray displayName; ///< "TRC20"
    QByteArray baseChain;   ///< "TRX"; empty for a coin on its own chain
    QByteArray protocol;    ///< "TRC20"
    QByteArray withdrawFee; ///< plain number, in the currency
    QByteArray minDeposit, minWithdraw;
    int withdrawDecimals = 8;
    bool open = true; ///< for deposits and withdrawals
};

/// One currency that the exchange knows.
struct Asset
{
    QByteArray code; ///< lower case
    QByteArray fullName;
    int showDecimals = 8;
    bool isFiat = false;
    bool isDelisted = false;
    std::vector<Chain> chains;
};

/// Every currency: those of the markets first, then about a thousand that nobody here holds, as on the real
/// exchange.
class CurrencyList
{
public:
    explicit CurrencyList(const MarketList &markets);

    const std::vector<Asset> &all() const { return m_assets; }
    const Asset &at(int index) const { return m_assets[static_cast<size_t>(index)]; }
    int count() const { return static_cast<int>(m_assets.size()); }
    /// -1 when there is no such currency.
    int indexOf(const QByteArray &code) const { return m_byCode.value(code, -1); }

private:
    void add(const QByteArray &code, const QByteArray &fullName, double usd);

    std::vector<Asset> m_assets;
    QHash<QByteArray, int> m_byCode;
};

} // namespace coffer::exchange
