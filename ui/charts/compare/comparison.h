// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/market.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace coffer::market {
class CandleService;
class CandleStream;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// A market beside the chart's own.
struct ComparedMarket
{
    Symbol symbol;
    QString name;  ///< "ETH/USDT", plain text
    QString code;  ///< "ETH"
    int place = 0; ///< 0 to 5: its colour and dash, the same for as long as it is compared
    std::shared_ptr<market::CandleStream> stream;
};

/// The markets that a chart's own is compared with: at most six, each with the candles of the chart's period,
/// kept current for as long as they are here. Service and board outlive it.
class Comparison : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 6;

    Comparison(market::CandleService &service, const market::TickerBoard &board, QObject *parent = nullptr);
    ~Comparison() override;

    /// What the chart shows. The others follow its period; a market is not compared with itself and goes when
    /// it becomes the chart's own.
    void setOwn(const Symbol &symbol, htx::Period period);
    const Symbol &own() const { return m_own; }

    /// Empty when this market can be added, else why not, in a sentence.
    QString refusal(const Symbol &symbol) const;
    /// As refusal(); the market is there when it is empty.
    QString add(const Symbol &symbol);
    void remove(const Symbol &symbol);
    void clear();
    bool isFull() const { return m_markets.size() >= most; }
    bool isEmpty() const { return m_markets.isEmpty(); }

    /// In the order in which they were added.
    const QList<ComparedMarket> &markets() const { return m_markets; }
    /// To be kept, and given back: what can't be added is left out.
    QList<Symbol> symbols() const;
    void setSymbols(const QList<Symbol> &symbols);

    /// Candles from this second on are wanted, as CandleStream::reach(). Also for those that are added later.
    void reach(qint64 time);
    /// Asks for the newest candles of all.
    void refresh();

Q_SIGNALS:
    /// Markets came, went or have other names.
    void marketsChanged();
    /// Candles are other ones; at most ten times a second.
    void candlesChanged();

private:
    void open(ComparedMarket &market);
    void rename();
    int freePlace() const;

    market::CandleService &m_service;
    const market::TickerBoard &m_board;
    Symbol m_own;
    htx::Period m_period = htx::Period::Hour1;
    QList<ComparedMarket> m_markets;
    std::optional<qint64> m_wanted;
    QTimer m_tell;
};

} // namespace coffer::ui
