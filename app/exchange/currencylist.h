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
    /// How a withdrawal's fee is found: always the same, within a range, or as a part of the amount.
    enum class FeeType { Fixed, Circulated, Ratio };
    FeeType feeType = FeeType::Fixed;
    QByteArray withdrawFee;    ///< plain number, in the currency; what is taken unless another is asked for
    QByteArray minFee, maxFee; ///< of a circulated fee
    QByteArray feeRate;        ///< of a fee by ratio, as a fraction of the amount
    QByteArray minDeposit, minWithdraw, maxWithdraw; ///< plain numbers, in the currency
    QByteArray dayQuota;                             ///< of withdrawals in a day at UTC+8
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

/// The chain that is meant where a request names none: the exchange's choice is Ethereum where there is one.
/// nullptr for what moves on no chain.
const Chain *defaultChain(const Asset &asset);
/// nullptr when the asset has no such chain.
const Chain *chainOf(const Asset &asset, QByteArrayView name);

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
