// SPDX-License-Identifier: GPL-3.0-or-later
// What htx-api watches: every kind of topic of the market's sockets, and the account's.
import { WebsocketClient, WS_KEY_MAP } from 'htx-api';

import { exact, until } from './checks.mjs';

/** One socket of the library, with all that came. The library pings by itself and reconnects when no pong comes. */
function connect(wsUrl, key) {
    const seen = [], troubles = [];
    const quiet = { trace() {}, info() {}, error: (...words) => troubles.push(words[0]) };
    const socket = new WebsocketClient({ wsUrl, apiKey: key?.accessKey, apiSecret: key?.secretKey, pingInterval: 1000 }, quiet);
    for (const name of ['message', 'response']) socket.on(name, (event) => seen.push(event));
    for (const name of ['exception', 'reconnecting']) socket.on(name, (event) => troubles.push(event));
    return { socket, seen, troubles, pushed: (ch) => seen.filter((event) => event.ch === ch && (event.tick ?? event.data)) };
}

export function* streamParts(served, key, client, checks) {
    const symbol = 'btcusdt';
    const untroubled = (connection) =>
        checks.same(connection.troubles.map((trouble) => JSON.stringify(trouble).slice(0, 200)).join('; '), '', 'troubles');

    /** topic, members of its tick; null: an array of rows. */
    const market = [
        [`market.${symbol}.kline.1min`, ['id', 'open', 'close', 'high', 'low', 'amount', 'vol', 'count']],
        [`market.${symbol}.depth.step0`, ['bids', 'asks', 'version', 'ts']],
        [`market.${symbol}.bbo`, ['symbol', 'quoteTime', 'bid', 'bidSize', 'ask', 'askSize', 'seqId']],
        [`market.${symbol}.trade.detail`, ['id', 'ts', 'data']],
        [`market.${symbol}.detail`, ['open', 'close', 'high', 'low', 'amount', 'vol', 'count']],
        [`market.${symbol}.ticker`, ['open', 'close', 'bid', 'ask', 'lastPrice', 'lastSize']],
        [`market.${symbol}.mbp.refresh.20`, ['bids', 'asks', 'seqNum']],
        ['market.tickers', null],
    ];

    yield ['topics of the market', async () => {
        const connection = connect(served.marketWs);
        connection.socket.subscribe(market.map(([topic]) => ({ topic })), WS_KEY_MAP.spotPublic);
        for (const [topic, members] of market) {
            const [first] = await until(`a push of ${topic}`, () => connection.pushed(topic).length > 0 && connection.pushed(topic));
            for (const member of members ?? []) checks.that(member in first.tick, `${topic}: no ${member}`);
            if (members === null) checks.that(first.data.length > 50 && 'bidSize' in first.data[0], `${topic}: ${first.data?.length} rows`);
        }
        connection.socket.unsubscribe([{ topic: `market.${symbol}.detail` }], WS_KEY_MAP.spotPublic);
        await until('the end of a topic', () => connection.seen.some((event) => event.unsubbed === `market.${symbol}.detail`));
        connection.socket.subscribe([{ topic: 'market.nosuchpair.detail' }], WS_KEY_MAP.spotPublic);
        await until('the refusal of a topic', () => connection.troubles.length > 0);
        checks.same(connection.troubles.pop()?.['err-code'], 'bad-request', 'refusal');
        untroubled(connection);
        connection.socket.closeAll(true);
    }];

    yield ['increments of a book follow one another', async () => {
        const connection = connect(served.feedWs);
        const topic = `market.${symbol}.mbp.150`;
        connection.socket.subscribe([{ topic }], WS_KEY_MAP.spotFeed);
        const pushes = await until('increments', () => connection.pushed(topic).length >= 5 && connection.pushed(topic));
        pushes.reduce((previous, push) => {
            if (previous) checks.same(push.tick.prevSeqNum, previous.tick.seqNum, 'the number before');
            return push;
        }, null);
        untroubled(connection);
        connection.socket.closeAll(true);
    }];

    yield ['topics of the account', async () => {
        const connection = connect(served.privateWs, key);
        const topics = ['orders#*', 'trade.clearing#*#1', 'accounts.update#2'];
        connection.socket.subscribe(topics.map((topic) => ({ topic })), WS_KEY_MAP.spotPrivateV2);
        const { data: accounts } = await client.getAccounts();
        const { id } = accounts.find((account) => account.type === 'spot');
        const held = await until('the balances at the start', () => connection.seen.find((event) => event.ch?.startsWith('accounts.update') &&
            event.data?.accountId === id && event.data.currency === 'usdt'));
        checks.same(held.data.changeType ?? null, null, 'cause of a balance at the start');
        await until('the topics', () => topics.every((topic) => connection.seen.some((event) => event.action === 'sub' && event.ch.startsWith(topic))));
        const { data: order } = await client.submitOrder({ 'account-id': id, symbol, type: 'buy-market', amount: '20' });
        const events = (name) => connection.seen.filter((event) => event.ch === name && String(event.data?.orderId) === order);
        await until('a trade', () => events('orders#*').some((event) => event.data.orderStatus === 'filled' || event.data.orderStatus === 'partial-canceled'));
        checks.same(events('orders#*')[0].data.eventType, 'creation', 'the first event');
        const clearing = await until('the clearing', () => events('trade.clearing#*#1').at(-1)?.data);
        for (const member of ['tradePrice', 'tradeVolume', 'transactFee', 'feeCurrency', 'tradeId', 'accountId', 'orderType', 'orderSide'])
            checks.that(member in clearing, `clearing: no ${member}`);
        const { data: { list } } = await client.getAccountBalance({ accountId: id });
        const free = list.find((row) => row.currency === 'usdt' && row.type === 'trade').balance;
        await until('the balance after', () => connection.seen.some((event) => event.ch?.startsWith('accounts.update') &&
            event.data?.changeType === 'order.match' && event.data.currency === 'usdt' && exact(event.data.available) === exact(free)));
        untroubled(connection);
        connection.socket.closeAll(true);
    }];
}
