// SPDX-License-Identifier: GPL-3.0-or-later
// What ccxt reads: markets, prices, and the account's balances and history.
import { exact, product, sum } from './checks.mjs';

const day = 86_400_000;

export function* readParts(client, checks) {
    const symbol = 'BTC/USDT';
    const ascending = (values) => values.every((value, at) => at === 0 || values[at - 1] <= value);
    const has = (object, names, what) => {
        for (const name of names) checks.that(object[name] !== undefined && object[name] !== null, `${what}: no ${name}`);
    };

    yield ['the clock and the status', async () => {
        checks.that(Math.abs((await client.fetchTime()) - Date.now()) < 60_000, 'the clock is off');
        checks.same((await client.fetchStatus()).status, 'ok', 'status');
    }];

    yield ['markets and currencies', async () => {
        const markets = Object.values(await client.loadMarkets());
        checks.that(markets.length > 50, `only ${markets.length} markets`);
        for (const market of markets) {
            has(market, ['id', 'base', 'quote', 'active'], market.symbol);
            has(market.precision, ['price', 'amount', 'cost'], `precision of ${market.symbol}`);
            checks.that(market.limits.cost.min !== undefined, `${market.symbol}: no smallest value`);
        }
        checks.same(client.market(symbol).active, true, `${symbol} is active`);
        const usdt = client.currency('USDT');
        checks.that(Object.keys(usdt.networks).length > 1, 'USDT has several networks');
        for (const network of Object.values(usdt.networks)) has(network, ['id', 'deposit', 'withdraw', 'precision'], network.network);
    }];

    yield ['tickers', async () => {
        const tickers = Object.values(await client.fetchTickers());
        for (const ticker of tickers) {
            const numbers = ['bid', 'ask', 'high', 'low', 'last', 'baseVolume', 'quoteVolume'];
            has(ticker, numbers, ticker.symbol);
            checks.that(client.markets[ticker.symbol], `${ticker.symbol} is no market`);
            checks.that(exact(ticker.bid) < exact(ticker.ask), `${ticker.symbol}: bid ${ticker.bid}, ask ${ticker.ask}`);
            checks.that(exact(ticker.low) <= exact(ticker.high), `${ticker.symbol}: low above high`);
        }
        checks.that(tickers.length > 50, `only ${tickers.length} tickers`);
        const one = await client.fetchTicker(symbol);
        has(one, ['bid', 'ask', 'last', 'timestamp', 'bidVolume', 'askVolume'], 'one ticker');
        checks.that(exact(one.bid) < exact(one.ask), `bid ${one.bid}, ask ${one.ask}`);
    }];

    yield ['candles of every length, and with a start', async () => {
        for (const [timeframe, length] of [['1m', 60_000], ['5m', 300_000], ['1h', 3_600_000], ['1d', day]]) {
            const candles = await client.fetchOHLCV(symbol, timeframe, undefined, 50);
            checks.same(candles.length, 50, `${timeframe} candles`);
            candles.forEach(([at, open, high, low, close], place) => {
                const [top, bottom] = [exact(high), exact(low)];
                checks.that(place === 0 || at - candles[place - 1][0] === length, `${timeframe}: not evenly spaced at ${at}`);
                checks.that([open, close].every((price) => exact(price) <= top && exact(price) >= bottom),
                    `${timeframe}: open or close outside low and high at ${at}`);
            });
        }
        const since = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 5 * 3_600_000;
        const some = await client.fetchOHLCV(symbol, '1h', since, 3);
        checks.same(some.length, 3, 'candles from a start');
        checks.same(some[0]?.[0], since, 'the first candle from a start');
    }];

    yield ['the last trades lie in their candles', async () => {
        const trades = await client.fetchTrades(symbol, undefined, 100);
        const candles = new Map((await client.fetchOHLCV(symbol, '1m', undefined, 10)).map((row) => [row[0], row]));
        checks.that(trades.length >= 50 && ascending(trades.map((trade) => trade.timestamp)), 'too few trades, or out of order');
        checks.same(new Set(trades.map((trade) => trade.id)).size, trades.length, 'different trade ids');
        for (const trade of trades) {
            has(trade, ['id', 'price', 'amount', 'side', 'timestamp'], 'a trade');
            checks.equal(trade.cost, product(trade.price, trade.amount), 'cost of a trade');
            const candle = candles.get(Math.floor(trade.timestamp / 60_000) * 60_000);
            if (!candle) continue;
            checks.that(exact(trade.price) <= exact(candle[2]) && exact(trade.price) >= exact(candle[3]),
                `a trade at ${trade.price} outside its candle ${candle}`);
        }
    }];

    yield ['order books', async () => {
        for (const depth of [undefined, 5, 20]) {
            const book = await client.fetchOrderBook(symbol, depth);
            checkBook(checks, book);
            checks.that(depth === undefined || book.bids.length === depth, `${book.bids.length} levels instead of ${depth}`);
        }
    }];

    yield ['accounts, balances, fees', async () => {
        const accounts = await client.fetchAccounts();
        checks.that(accounts.some((account) => account.type === 'spot'), 'no spot account');
        const balance = await client.fetchBalance();
        for (const code of ['BTC', 'USDT']) {
            has(balance[code] ?? {}, ['free', 'used', 'total'], code);
            checks.equal(balance[code].total, sum([balance[code].free, balance[code].used]), `total of ${code}`);
            checks.that(exact(balance[code].free) > 0n, `no ${code} to trade with`);
        }
        const fee = await client.fetchTradingFee(symbol);
        checks.that(exact(fee.maker) <= exact(fee.taker) && exact(fee.taker) < exact('0.01'), `fees ${fee.maker}, ${fee.taker}`);
        await client.fetchBalance({ marginMode: 'cross' });
        await client.fetchBalance({ marginMode: 'isolated' });
    }];

    yield ['orders and trades of the account', async () => {
        for (const order of await client.fetchOpenOrders()) {
            has(order, ['id', 'symbol', 'type', 'side', 'price', 'amount', 'filled', 'timestamp'], 'an open order');
            checks.same(order.status, 'open', `state of ${order.id}`);
        }
        const trades = await client.fetchMyTrades(undefined, undefined, 50);
        checks.that(ascending(trades.map((trade) => trade.timestamp)), 'own trades out of order');
        for (const trade of trades) {
            has(trade, ['id', 'order', 'price', 'amount', 'side', 'takerOrMaker', 'fee'], 'an own trade');
            checks.equal(trade.cost, product(trade.price, trade.amount), 'cost of an own trade');
        }
        await client.fetchMyTrades(symbol, Date.now() - day, 50);
        for (const read of ['fetchOrders', 'fetchClosedOrders']) {
            for (const order of await client[read](symbol, Date.now() - 2 * day + 60_000, 50))
                checks.that(exact(order.filled) <= exact(order.amount ?? order.filled), `${order.id} is filled too far`);
        }
    }];

    yield ['deposits, withdrawals, ledger, addresses', async () => {
        for (const [read, type] of [['fetchDeposits', 'deposit'], ['fetchWithdrawals', 'withdrawal']]) {
            const rows = await client[read]();
            checks.that(rows.length > 3, `only ${rows.length} rows of ${read}`);
            checks.that(ascending(rows.map((row) => row.timestamp)), `${read} out of order`);
            checks.same(new Set(rows.map((row) => row.id)).size, rows.length, `different ids of ${read}`);
            for (const row of rows) {
                has(row, ['id', 'currency', 'amount', 'status', 'timestamp', 'network'], read);
                checks.same(row.type, type, `type of ${row.id}`);
            }
            const usdt = await client[read]('USDT');
            checks.same(usdt.length, rows.filter((row) => row.currency === 'USDT').length, `${read} of USDT`);
        }
        await client.fetchLedger();
        await client.fetchLedger('USDT', Date.now() - 9 * day, 100);
        const addresses = Object.values(await client.fetchDepositAddressesByNetwork('USDT'));
        checks.that(addresses.length > 1 && addresses.every((row) => row.address && row.network), 'deposit addresses');
    }];
}

export function checkBook(checks, book) {
    const prices = (side) => side.map((level) => exact(level[0]));
    const [bids, asks] = [prices(book.bids), prices(book.asks)];
    checks.that(bids.length > 0 && asks.length > 0, 'an empty book');
    checks.that(bids.every((price, at) => at === 0 || price < bids[at - 1]), 'bids out of order');
    checks.that(asks.every((price, at) => at === 0 || price > asks[at - 1]), 'asks out of order');
    checks.that(bids[0] < asks[0], `crossed: ${book.bids[0]?.[0]} and ${book.asks[0]?.[0]}`);
    checks.that([...book.bids, ...book.asks].every((level) => exact(level[1]) > 0n), 'a level without an amount');
}
