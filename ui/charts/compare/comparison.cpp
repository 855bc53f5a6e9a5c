// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparison.h"

#include "market/candles/candleservice.h"
#include "market/symbollist.h"
#include "market/tickerboard.h"
#include "ui/common/format.h"

#include <algorithm>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto tellEvery = 100ms;
constexpr int longestCode = 16;
constexpr int longestName = 32;

} // namespace

Comparison::Comparison(market::CandleService &service, const market::TickerBoard &board, QObject *parent)
    : QObject(parent), m_service(service), m_board(board)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellEvery);
    connect(&m_tell, &QTimer::timeout, this, &Comparison::candlesChanged);
    connect(&board, &market::TickerBoard::symbolsChanged, this, &Comparison::rename);
}

Comparison::~Comparison()
{
    for (const ComparedMarket &market : std::as_const(m_markets))
        disconnect(market.stream.get(), nullptr, this, nullptr);
}

void Comparison::setOwn(const Symbol &symbol, htx::Period period)
{
    const bool isOther = period != m_period;
    m_own = symbol;
    m_period = period;
    remove(symbol);
    if (!isOther)
        return;
    m_wanted.reset(); // how far the chart reaches in the new period, it says itself
    for (ComparedMarket &market : m_markets)
        open(market);
    m_tell.start();
    Q_EMIT marketsChanged();
}

QString Comparison::refusal(const Symbol &symbol) const
{
    if (market::cleanedSymbols(QList<Symbol>{symbol}, 1) != QList<Symbol>{symbol})
        return tr("That is no market. Choose one from the list.");
    if (symbol == m_own)
        return tr("This is the chart's own market. Choose another one to compare it with.");
    const auto isThere = [&symbol](const ComparedMarket &each) { return each.symbol == symbol; };
    if (std::ranges::any_of(m_markets, isThere))
        return tr("This market is compared already.");
    if (isFull())
        return tr("%n markets are compared already. Remove one to add another.", nullptr, int(most));
    return {};
}

QString Comparison::add(const Symbol &symbol)
{
    const QString why = refusal(symbol);
    if (!why.isEmpty())
        return why;
    ComparedMarket market;
    market.symbol = symbol;
    market.place = freePlace();
    open(market);
    m_markets.append(std::move(market));
    rename();
    return {};
}

void Comparison::open(ComparedMarket &market)
{
    if (market.stream)
        disconnect(market.stream.get(), nullptr, this, nullptr);
    market.stream = m_service.open(market.symbol, m_period);
    const auto tellSoon = [this] {
        if (!m_tell.isActive())
            m_tell.start();
    };
    market::CandleStream &stream = *market.stream;
    connect(&stream, &market::CandleStream::seriesChanged, this, tellSoon);
    connect(&stream, &market::CandleStream::stateChanged, this, tellSoon);
    connect(&stream, &market::CandleStream::loadingOlderChanged, this, tellSoon);
    if (m_wanted)
        stream.reach(*m_wanted);
}

void Comparison::remove(const Symbol &symbol)
{
    const auto place = std::ranges::find(m_markets, symbol, &ComparedMarket::symbol);
    if (place == m_markets.end())
        return;
    disconnect(place->stream.get(), nullptr, this, nullptr);
    m_markets.erase(place);
    Q_EMIT marketsChanged();
}

void Comparison::clear()
{
    while (!m_markets.isEmpty())
        remove(m_markets.constLast().symbol);
}

QList<Symbol> Comparison::symbols() const
{
    QList<Symbol> result;
    for (const ComparedMarket &market : m_markets)
        result.append(market.symbol);
    return result;
}

void Comparison::setSymbols(const QList<Symbol> &symbols)
{
    if (symbols == this->symbols())
        return;
    clear();
    for (const Symbol &symbol : symbols)
        add(symbol);
}

int Comparison::freePlace() const
{
    int place = 0;
    while (std::ranges::any_of(m_markets, [place](const auto &each) { return each.place == place; }))
        ++place;
    return place;
}

/// As the exchange calls them now.
void Comparison::rename()
{
    for (ComparedMarket &market : m_markets) {
        const market::Quote *quote = m_board.quote(market.symbol);
        const QString symbol = Format::plain(market.symbol.value.toUpper(), longestName);
        market.name = quote ? Format::plain(quote->info.displayName, longestName) : symbol;
        market.code = quote ? Format::plain(quote->info.base.value.toUpper(), longestCode) : symbol;
    }
    Q_EMIT marketsChanged();
}

void Comparison::reach(qint64 time)
{
    m_wanted = time;
    for (const ComparedMarket &market : std::as_const(m_markets))
        market.stream->reach(time);
}

void Comparison::refresh()
{
    for (const ComparedMarket &market : std::as_const(m_markets))
        market.stream->refresh();
}

} // namespace coffer::ui
