// SPDX-License-Identifier: GPL-3.0-or-later
// What ccxt trades: orders of every kind, each with what it did to the balances, to the last digit.
import { exact, plain, product, sum, until } from './checks.mjs';

const symbol = 'LTC/USDT';
const [base, quote] = symbol.split('/');
const value = 60; ///< of an order, in the quote currency

/** Totals and free amounts of both currencies, exact. */
export async function purse(client) {
    const balance = await client.fetchBalance();
    const of = (code) => ({ free: exact(balance[code].free), used: exact(balance[code].used), total: exact(balance[code].total) });
    return { [base]: of(base), [quote]: of(quote) };
}

/** A limit price at that share of the market's, and the amount that makes the order's value. */
export async function draft(client, share) {
    const { bid, ask } = await client.fetchTicker(symbol);
    const price = client.priceToPrecision(symbol, String(Number(share < 1 ? bid : ask) * share));
    return { price, amount: client.amountToPrecision(symbol, String(value / Number(price))) };
}

export const settled = (client, id, states) => until(`order ${id} to be ${states}`, async () => {
    const order = await client.fetchOrder(id, symbol);
    return states.includes(order.status) && order;
});

export function* orderParts(client, checks) {
    const began = Date.now() - 1000;
    const placed = new Map(); ///< order id → its state at the end
    let atStart;

    /** The order's own sums, its trades and the change of the balances tell the same. */
    const checkFilled = async (order, before) => {
        const trades = await client.fetchOrderTrades(order.id, symbol);
        checks.that(trades.length > 0 && trades.every((trade) => trade.order === order.id), `trades of ${order.id}`);
        checks.equal(sum(trades.map((trade) => trade.amount)), order.filled, 'sum of the trades');
        checks.equal(sum(trades.map((trade) => product(trade.price, trade.amount)).map(plain)), order.cost, 'cost of the trades');
        const change = { [base]: exact(order.filled), [quote]: -exact(order.cost) };
        if (order.side === 'sell') for (const code of [base, quote]) change[code] = -change[code];
        for (const { fee } of trades) if (fee.currency in change) change[fee.currency] -= exact(fee.cost);
        const after = await purse(client);
        for (const code of [base, quote])
            checks.equal(after[code].total - before[code].total, change[code], `change of ${code}`);
        placed.set(order.id, order.status);
    };

    yield ['a resting limit order freezes its funds and gives them back', async () => {
        atStart = await purse(client);
        for (const [side, share] of [['buy', 0.9], ['sell', 1.1]]) {
            const before = await purse(client);
            const { price, amount } = await draft(client, share);
            const { id } = await client.createOrder(symbol, 'limit', side, amount, price);
            const order = await client.fetchOrder(id, symbol);
            const told = { symbol, type: 'limit', side, status: 'open' };
            for (const [name, expected] of Object.entries(told)) checks.same(order[name], expected, name);
            for (const [name, expected] of Object.entries({ price, amount, filled: '0', remaining: amount }))
                checks.equal(order[name], expected, name);
            checks.that((await client.fetchOpenOrders(symbol)).some((open) => open.id === id), `${id} is not among the open`);
            const [code, frozen] = side === 'buy' ? [quote, product(price, amount)] : [base, exact(amount)];
            const during = await purse(client);
            checks.equal(during[code].used - before[code].used, frozen, `frozen ${code}`);
            checks.equal(before[code].free - during[code].free, frozen, `no longer free ${code}`);
            checks.equal(during[code].total, before[code].total, `total of ${code}`);
            await client.cancelOrder(id, symbol);
            await settled(client, id, ['canceled']);
            const after = await purse(client);
            for (const part of ['free', 'used', 'total']) checks.equal(after[code][part], before[code][part], `${part} after`);
            checks.that(!(await client.fetchOpenOrders(symbol)).some((open) => open.id === id), `${id} is still open`);
            placed.set(id, 'canceled');
        }
    }];

    yield ['market orders', async () => {
        let before = await purse(client);
        const bought = await client.createMarketBuyOrderWithCost(symbol, String(value));
        const buy = await settled(client, bought.id, ['closed', 'canceled']);
        checks.that(exact(buy.cost) <= exact(String(value)), `spent ${buy.cost} of ${value}`);
        await checkFilled(buy, before);
        before = await purse(client);
        const amount = client.amountToPrecision(symbol, buy.filled);
        const sold = await client.createOrder(symbol, 'market', 'sell', amount);
        const sell = await settled(client, sold.id, ['closed', 'canceled']);
        checks.equal(sell.filled, amount, 'sold');
        await checkFilled(sell, before);
    }];

    yield ['limit orders through the market fill at their price or better', async () => {
        for (const [side, share] of [['buy', 1.02], ['sell', 0.98]]) {
            const before = await purse(client);
            const { price, amount } = await draft(client, share);
            const { id } = await client.createOrder(symbol, 'limit', side, amount, price);
            const order = await settled(client, id, ['closed']);
            checks.equal(order.filled, amount, 'filled');
            await checkFilled(order, before);
            for (const trade of await client.fetchOrderTrades(id, symbol)) {
                const isKept = side === 'buy' ? exact(trade.price) <= exact(price) : exact(trade.price) >= exact(price);
                checks.that(isKept, `${side} at ${trade.price}, limit ${price}`);
                checks.same(trade.takerOrMaker, 'taker', 'role');
            }
            const after = await purse(client);
            for (const code of [base, quote]) checks.equal(after[code].used, before[code].used, `still frozen ${code}`);
        }
    }];

    yield ['orders that fill now or not at all, only add, or wait for a price', async () => {
        const before = await purse(client);
        const low = await draft(client, 0.9);
        for (const timeInForce of ['IOC', 'FOK']) {
            const { id } = await client.createOrder(symbol, 'limit', 'buy', low.amount, low.price, { timeInForce });
            checks.equal((await settled(client, id, ['canceled'])).filled, '0', `${timeInForce} filled`);
            placed.set(id, 'canceled');
        }
        const adding = await client.createOrder(symbol, 'limit', 'buy', low.amount, low.price, { postOnly: true });
        checks.same((await client.fetchOrder(adding.id, symbol)).status, 'open', 'an order that only adds');
        const high = await draft(client, 1.1);
        const waiting = await client.createOrder(symbol, 'limit', 'buy', high.amount, high.price, { triggerPrice: high.price });
        const stop = await client.fetchOrder(waiting.id, symbol);
        checks.same(stop.status, 'open', 'a stop order');
        checks.equal(stop.triggerPrice, high.price, 'its trigger');
        for (const { id } of [adding, waiting]) {
            await client.cancelOrder(id, symbol);
            await settled(client, id, ['canceled']);
        }
        const after = await purse(client);
        for (const code of [base, quote]) checks.equal(after[code].free, before[code].free, `free ${code}`);
    }];

    yield ['several orders at once, and by the name the client gave', async () => {
        const before = await purse(client);
        const { amount, price } = await draft(client, 0.9);
        const name = `coffer-${Date.now()}`;
        const order = (params = {}) => ({ symbol, type: 'limit', side: 'buy', amount, price, params });
        const batch = await client.createOrders([order({ clientOrderId: name }), order(), order(), order()]);
        checks.same(batch.filter((placedOne) => /^\d+$/.test(placedOne.id)).length, 4, 'orders of a batch');
        const named = await client.fetchOrder(undefined, symbol, { clientOrderId: name });
        checks.same(named.id, batch[0].id, 'the named order');
        checks.same(named.clientOrderId, name, 'its name');
        await client.cancelOrder(undefined, symbol, { clientOrderId: name });
        await settled(client, batch[0].id, ['canceled']);
        await client.cancelOrders([batch[1].id, batch[2].id], symbol);
        for (const { id } of batch.slice(1, 3)) await settled(client, id, ['canceled']);
        await client.cancelAllOrders(symbol);
        await settled(client, batch[3].id, ['canceled']);
        await client.cancelAllOrdersAfter(60_000);
        await client.cancelAllOrdersAfter(0);
        const after = await purse(client);
        for (const code of [base, quote]) checks.equal(after[code].free, before[code].free, `free ${code}`);
    }];

    yield ['what is refused has the right name', async () => {
        const { amount, price } = await draft(client, 0.9);
        const account = (await client.fetchAccounts()).find(({ type }) => type === 'spot').id;
        const refusals = [
            ['InsufficientFunds', () => client.createOrder(symbol, 'limit', 'buy', '9000', price)],
            ['InvalidOrder', () => client.createOrder(symbol, 'limit', 'buy', client.amountToPrecision(symbol, '0.01'), price)],
            ['OrderNotFound', () => client.fetchOrder('123', symbol)],
            ['OrderNotFound', () => client.cancelOrder([...placed.keys()][0], symbol)],
            ['BadSymbol', () => client.spotPublicGetMarketDepth({ symbol: 'nosuchpair', type: 'step0' })],
            ['BadSymbol', () => client.spotPrivatePostV1OrderOrdersPlace(
                { 'account-id': account, symbol: 'nosuchpair', type: 'buy-limit', amount, price })],
        ];
        for (const [name, run] of refusals) {
            const error = await run().then(() => undefined, (refusal) => refusal);
            checks.same(error?.name, name, String(error?.message ?? run).slice(0, 200));
        }
    }];

    yield ['the history tells all that happened', async () => {
        const orders = await client.fetchOrders(symbol, began, 100);
        const seen = new Map(orders.map((order) => [order.id, order]));
        for (const [id, status] of placed) checks.same(seen.get(id)?.status, status, `order ${id} in the history`);
        const closed = await client.fetchClosedOrders(symbol, began, 100);
        for (const [id, status] of placed)
            checks.that(status !== 'closed' || closed.some((order) => order.id === id), `order ${id} among the closed`);
        const trades = await client.fetchMyTrades(symbol, began, 200);
        for (const order of orders.filter((one) => exact(one.filled) > 0n)) {
            const own = trades.filter((trade) => trade.order === order.id);
            checks.equal(sum(own.map((trade) => trade.amount)), order.filled, `trades of ${order.id} in the history`);
        }
    }];

    yield ['the account history adds up to the change of the balances', async () => {
        const accounts = await client.fetchAccounts();
        const { id } = accounts.find((account) => account.type === 'spot');
        const now = await purse(client);
        for (const code of [base, quote]) {
            const { data } = await client.spotPrivateGetV1AccountHistory({ 'account-id': id, currency: code.toLowerCase(),
                'start-time': began, 'end-time': Date.now() + 60_000, size: 500 });
            checks.that(data.length > 0, `no history of ${code}`);
            checks.equal(sum(data.map((row) => row['transact-amt'])), now[code].total - atStart[code].total, `sum of ${code}`);
            checks.equal(data.at(-1)?.['acct-balance'] ?? '0', now[code].total, `last balance of ${code}`);
            checks.equal(data.at(-1)?.['avail-balance'] ?? '0', now[code].free, `last available ${code}`);
        }
    }];

    yield ['a transfer shows in the ledger', async () => {
        const before = await purse(client);
        await client.transfer(quote, '7.5', 'spot', 'swap', { subType: 'linear' });
        const after = await purse(client);
        checks.equal(before[quote].total - after[quote].total, '7.5', `moved ${quote}`);
        const entries = await client.fetchLedger(quote, began);
        checks.equal(entries.at(-1)?.amount ?? '0', '-7.5', 'amount in the ledger');
    }];
}
