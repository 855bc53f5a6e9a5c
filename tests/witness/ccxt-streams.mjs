// SPDX-License-Identifier: GPL-3.0-or-later
// What ccxt watches over the sockets: prices and books of a market, and the account's orders, trades and balances.
import ccxt from 'ccxt';

import { draft, purse, settled } from './ccxt-orders.mjs';
import { checkBook } from './ccxt-reads.mjs';
import { exact, plain, product, sum, until, within } from './checks.mjs';

/** Keeps asking a watch function, and keeps what it gave, until stopped. */
class Watched {
    seen = [];
    errors = [];
    #isOpen = true;

    constructor(what, next) {
        this.what = what;
        this.#run(next);
    }

    async #run(next) {
        while (this.#isOpen) {
            try {
                const news = await next();
                this.seen.push(...(Array.isArray(news) ? news : [news]));
            } catch (error) {
                if (this.#isOpen) this.errors.push(error);
                return;
            }
        }
    }

    /** The first that fits, as soon as it was seen. */
    first(fits, limitMs = 15_000) {
        return until(this.what, () => {
            if (this.errors.length) throw this.errors[0];
            return this.seen.find(fits);
        }, limitMs);
    }

    stop() {
        this.#isOpen = false;
    }
}

/** Some updates of a public stream, one after the other. */
async function updates(what, count, next) {
    const seen = [];
    while (seen.length < count) seen.push(await within(what, next()));
    return seen;
}

export function* streamParts(client, checks) {
    const symbol = 'BTC/USDT', traded = 'LTC/USDT';
    const [base, quote] = traded.split('/');

    yield ['tickers, candles and trades as they happen', async () => {
        const [tickers, candles, trades] = await Promise.all([
            updates('tickers', 3, () => client.watchTicker(symbol)),
            updates('candles', 3, () => client.watchOHLCV(symbol, '1m')),
            updates('trades', 3, () => client.watchTrades(symbol)),
        ]);
        for (const ticker of tickers) {
            checks.same(ticker.symbol, symbol, 'symbol of a ticker');
            checks.that(exact(ticker.low) <= exact(ticker.last) && exact(ticker.last) <= exact(ticker.high), 'last outside low and high');
        }
        const minute = candles.flat().at(-1);
        const fetched = (await client.fetchOHLCV(symbol, '1m', undefined, 5)).find((candle) => candle[0] === minute[0]);
        checks.equal(minute[1], fetched?.[1] ?? '0', 'the watched open price');
        checks.that(exact(fetched?.[2] ?? '0') >= exact(minute[2]) && exact(fetched?.[5] ?? '0') >= exact(minute[5]),
            'a watched candle with more in it than the fetched');
        const known = new Map((await client.fetchTrades(symbol, undefined, 100)).map((trade) => [trade.id, trade]));
        for (const trade of trades.flat()) {
            const same = known.get(String(trade.info.tradeId));
            checks.equal(same?.price ?? '0', trade.price, `price of trade ${trade.id}`);
            checks.equal(same?.amount ?? '0', trade.amount, `amount of trade ${trade.id}`);
            checks.same(same?.side, trade.side, `side of trade ${trade.id}`);
        }
    }];

    yield ['the book stays sound, and equals what another subscriber has', async () => {
        const levels = (book) => JSON.stringify([book.bids.slice(0, 150), book.asks.slice(0, 150)]);
        const books = new Map();
        const watched = new Watched('books', async () => {
            const book = await client.watchOrderBook(symbol);
            checkBook(checks, book);
            books.set(book.nonce, levels(book));
            return book.nonce;
        });
        await watched.first(() => watched.seen.length >= 10);
        const other = new ccxt.pro.htx({ number: String });
        Object.assign(other, { urls: client.urls, hostname: client.hostname, agent: client.agent, httpAgent: client.httpAgent });
        other.setMarkets(client.markets, client.currencies);
        try {
            for (let round = 0; round < 5; ++round) {
                const book = await within('the other book', other.watchOrderBook(symbol));
                const expected = levels(book), nonce = book.nonce;
                await until(`the first book at ${nonce}`, () => books.has(nonce), 5000);
                checks.that(books.get(nonce) === expected, `different books at ${nonce}`);
            }
        } finally {
            watched.stop();
            await other.close();
        }
    }];

    yield ['own orders, trades and balances as they change', async () => {
        const before = await purse(client);
        const orders = new Watched('orders', () => client.watchOrders(traded));
        const trades = new Watched('own trades', () => client.watchMyTrades(traded));
        const balances = new Watched('balances', async () => {
            const balance = await client.watchBalance();
            return [base, quote].map((code) => [code, balance[code]?.total]);
        });
        await balances.first(([code, total]) => code === quote && total !== undefined);

        const { price, amount } = await draft(client, 0.9);
        const { id } = await client.createOrder(traded, 'limit', 'buy', amount, price);
        const created = await orders.first((order) => order.id === id && order.status === 'open');
        for (const [name, expected] of Object.entries({ price, amount })) checks.equal(created[name], expected, `watched ${name}`);
        for (const [name, expected] of Object.entries({ symbol: traded, side: 'buy', type: 'limit' }))
            checks.same(created[name], expected, `watched ${name}`);
        await client.cancelOrder(id, traded);
        await orders.first((order) => order.id === id && order.status === 'canceled');

        const placed = await client.createMarketBuyOrderWithCost(traded, '40');
        const order = await settled(client, placed.id, ['closed', 'canceled']);
        await orders.first((one) => one.id === placed.id && one.status === order.status);
        const own = () => trades.seen.filter((trade) => trade.order === placed.id);
        const total = () => sum(own().map((trade) => trade.amount));
        await until('all trades of the order', () => total() === exact(order.filled), 10_000);
        const fetched = new Map((await client.fetchOrderTrades(placed.id, traded)).map((trade) => [trade.id, trade]));
        for (const trade of own()) {
            for (const name of ['price', 'amount']) checks.equal(trade[name], fetched.get(trade.id)?.[name] ?? '0', `watched ${name}`);
            for (const name of ['side', 'takerOrMaker']) checks.same(trade[name], fetched.get(trade.id)?.[name], `watched ${name}`);
            checks.equal(trade.fee?.cost ?? '0', fetched.get(trade.id)?.fee.cost ?? '0', 'watched fee');
            checks.same(trade.fee?.currency, fetched.get(trade.id)?.fee.currency, 'currency of the watched fee');
        }
        checks.equal(sum(own().map((trade) => plain(product(trade.price, trade.amount)))), order.cost, 'cost of the watched trades');
        const after = await purse(client);
        for (const code of [base, quote]) {
            await until(`the watched balance of ${code}`, () => client.balance[code] && exact(client.balance[code].total) === after[code].total);
            checks.equal(client.balance[code].free, after[code].free, `watched free ${code}`);
        }
        checks.equal(before[quote].total - after[quote].total, order.cost, 'spent');
        for (const watched of [orders, trades, balances]) watched.stop();
    }];
}
