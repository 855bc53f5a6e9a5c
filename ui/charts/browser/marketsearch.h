// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace coffer::ui {

struct MarketRow;

/// What was typed to find a market, as words in lower case. Anything that is no letter or digit parts words,
/// so that "btc/usdt", "usdt btc" and "BTCUSDT" find the same one.
class MarketSearch
{
public:
    explicit MarketSearch(const QString &typed = {});

    bool isEmpty() const { return m_words.isEmpty(); }

    /// How well a market fits, 0 best: what is called exactly so comes before what begins with it, and that
    /// before what has it in its midst; the base currency before the code, the name and the quote currency.
    /// nullopt: a word is found nowhere.
    std::optional<int> rank(const QString &symbol, const MarketRow &row) const;

private:
    QStringList m_words;
    QString m_joined; ///< all words without what parts them
};

} // namespace coffer::ui
