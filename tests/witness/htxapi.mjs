// SPDX-License-Identifier: GPL-3.0-or-later
// htx-api as a second witness: thinner than ccxt, it hands over the exchange's own replies, endpoint by endpoint.
// Started by witness.mjs, with what the exchange says about itself on standard input.
import { createHmac, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { SpotClient } from 'htx-api';

import { Checks, exact, product, sum, until } from './checks.mjs';
import { streamParts } from './htxapi-streams.mjs';

globalThis.crypto ??= webcrypto; // Node.js 18 does not have it there by itself
const longestRunMs = 55_000;
const served = JSON.parse(readFileSync(0, 'utf8'));
const checks = new Checks();
const deadline = setTimeout(() => {
    console.log(`FAILED ${checks.current}: not done after ${longestRunMs} ms`);
    process.exit(1);
}, longestRunMs);

const keyOf = (label) => served.keys.find((key) => key.label === label);
const clientOf = (label) =>
    new SpotClient({ apiKey: keyOf(label).accessKey, apiSecret: keyOf(label).secretKey, baseUrl: served.url });
const client = clientOf('Trading desk'), payer = clientOf('Payouts');
const symbol = 'ltcusdt', hour = 3_600_000;

/** The data of a reply that says it is well; anything else is an error. */
function dataOf(reply, what) {
    const isWell = reply.status === 'ok' || Number(reply.code) === 200;
    if (!isWell) throw new Error(`${what}: ${JSON.stringify(reply).slice(0, 300)}`);
    return reply.data ?? reply.tick;
}
async function ask(who, method, params) {
    try {
        return dataOf(await who[method](params), method);
    } catch (refusal) {
        throw refusal instanceof Error ? refusal : new Error(`${method}: ${JSON.stringify(refusal).slice(0, 300)}`);
    }
}

/** The six digits of RFC 6238 for a base32 seed. */
function oneTimePassword(seed) {
    const bits = [...seed].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const digest = createHmac('sha1', bytes).update(counter).digest();
    const word = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
    return String(word % 1_000_000).padStart(6, '0');
}

let spot, uid;

/** method, parameters, members that the data, or its first row, must have. */
const publicReads = () => [
    ['getMarketStatus', undefined, ['marketStatus']],
    ['getTimestamp', undefined, []],
    ['getTradingSymbols', undefined, ['sc', 'bc', 'qc', 'state', 'tpp', 'tap', 'ttp']],
    ['getCurrencies', undefined, ['cc', 'dn', 'state']],
    ['getSymbolsSettings', undefined, ['symbol', 'bc', 'qc', 'state']],
    ['getMarketSymbolsSettings', { symbols: symbol }, ['symbol', 'pp', 'ap', 'vp', 'minov']],
    ['getChainsInfo', { currency: 'usdt' }, ['chain', 'currency', 'de', 'we']],
    ['getReferenceCurrencies', { currency: 'usdt' }, ['currency', 'chains', 'instStatus']],
    ['getKlines', { symbol, period: '60min', size: 10 }, ['id', 'open', 'close', 'high', 'low', 'amount', 'vol', 'count']],
    ['getTicker', { symbol }, ['open', 'close', 'bid', 'ask', 'amount', 'vol']],
    ['getTickers', undefined, ['symbol', 'bid', 'ask', 'bidSize', 'askSize', 'close']],
    ['getMarketDepth', { symbol, type: 'step0' }, ['bids', 'asks', 'ts', 'version']],
    ['getLastTrade', { symbol }, ['id', 'ts', 'data']],
    ['getHistoryTrades', { symbol, size: 5 }, ['id', 'ts', 'data']],
    ['getFullOrderBook', { symbol }, ['bids', 'asks']],
];
const accountReads = () => [
    ['getUserUid', undefined, []],
    ['getSubUserApiKey', { uid }, ['accessKey', 'permission', 'status', 'ipAddresses', 'validDays', 'createTime']],
    ['getAccountBalance', { accountId: spot }, ['id', 'type', 'state', 'list']],
    ['getAccountValuation', { valuationCurrency: 'BTC' }, ['totalBalance', 'profitAccountBalanceList', 'updated']],
    ['getAssetValuation', { accountType: 'spot', valuationCurrency: 'USD' }, ['balance', 'timestamp']],
    ['getAccountHistory', { 'account-id': spot }, null],
    ['getAccountLedger', { accountId: spot }, null],
    ['getPointBalance', undefined, ['accountId', 'acctBalance', 'groupIds']],
    ['getAccountSwitchUserInfo', undefined, []],
    ['getAccountOverviewInfo', undefined, []],
    ['getCrossMarginBalance', undefined, ['id', 'type', 'list']],
    ['getMarginAccountBalance', undefined, ['id', 'symbol', 'list']],
    ['getOpenOrders', { 'account-id': spot }, ['id', 'symbol', 'filled-amount', 'filled-cash-amount', 'filled-fees']],
    ['getMatchResults', { size: 5 }, null],
    ['getOrderHistory', { symbol, states: 'filled,canceled' }, null],
    ['getFeeRate', { symbols: 'btcusdt,ltcusdt' }, ['symbol', 'makerFeeRate', 'takerFeeRate', 'actualMakerRate', 'actualTakerRate']],
    ['getOpenConditionalOrders', undefined, null],
    ['getConditionalOrderHistory', { symbol, orderStatus: 'canceled' }, null],
    ['getDepositAddress', { currency: 'usdt' }, ['currency', 'chain', 'address', 'addressTag']],
    ['getWithdrawQuota', { currency: 'usdt' }, ['currency', 'chains']],
    ['getWithdrawAddress', { currency: 'usdt' }, ['currency', 'chain', 'address', 'note']],
    ['getDepositWithdrawHistory', { type: 'deposit' }, ['id', 'type', 'currency', 'tx-hash', 'amount', 'state', 'created-at']],
    ['getDepositWithdrawHistory', { type: 'withdraw', direct: 'next' }, ['id', 'type', 'currency', 'amount', 'fee', 'state']],
    ['getSubUserList', undefined, ['uid', 'userState']],
    ['getSubUsersAggregatedBalance', undefined, ['currency', 'type', 'balance']],
];

async function readAll(rows) {
    for (const [method, params, members] of rows) {
        const data = await ask(client, method, params).catch((error) => void checks.that(false, error.message));
        if (data === undefined) continue;
        const first = Array.isArray(data) ? data[0] : data;
        if (members === null) checks.that(Array.isArray(data), `${method}: no list`);
        else checks.that(first !== undefined && first !== null, `${method}: nothing in it`);
        for (const member of members ?? []) checks.that(first && member in first, `${method}: no ${member}`);
    }
}

async function balanceOf(currency) {
    const { list } = await ask(client, 'getAccountBalance', { accountId: spot });
    const of = (type) => exact(list.find((row) => row.currency === currency && row.type === type)?.balance ?? '0');
    return { free: of('trade'), frozen: of('frozen'), total: of('trade') + of('frozen') };
}

const stateOf = (orderId, states) => until(`order ${orderId} to be ${states}`, async () => {
    const order = await ask(client, 'getOrder', { orderId });
    return states.includes(order.state) && order;
});

/** Price and amount of a limit order away from the market. */
async function draft(share) {
    const { bid } = await ask(client, 'getTicker', { symbol });
    const price = (bid[0] * share).toFixed(2);
    return { 'account-id': spot, symbol, amount: (50 / price).toFixed(4), price };
}

await checks.part('public endpoints', () => readAll(publicReads()));

await checks.part('endpoints of the account', async () => {
    spot = (await ask(client, 'getAccounts')).find((account) => account.type === 'spot').id;
    uid = await ask(client, 'getUserUid');
    await readAll(accountReads());
});

await checks.part('an order that rests, and one that fills', async () => {
    let before = await balanceOf('usdt');
    const order = await draft(0.9);
    const resting = await ask(client, 'submitOrder', { ...order, type: 'buy-limit' });
    checks.same(typeof resting, 'string', 'type of an order id');
    const during = await balanceOf('usdt');
    checks.equal(during.frozen - before.frozen, product(order.price, order.amount), 'frozen');
    await ask(client, 'cancelOrderById', { orderId: resting });
    await stateOf(resting, ['canceled']);
    checks.equal((await balanceOf('usdt')).free, before.free, 'free after');

    before = { usdt: await balanceOf('usdt'), ltc: await balanceOf('ltc') };
    const taking = await ask(client, 'submitOrder', { 'account-id': spot, symbol, type: 'buy-market', amount: '50' });
    const filled = await stateOf(taking, ['filled', 'partial-canceled']);
    const matches = await ask(client, 'getOrderMatch', { orderId: taking });
    checks.equal(sum(matches.map((row) => row['filled-amount'])), filled['field-amount'], 'sum of the matches');
    checks.equal(sum(matches.map((row) => row['filled-fees'])), filled['field-fees'], 'fees of the matches');
    checks.equal(before.usdt.total - (await balanceOf('usdt')).total, filled['field-cash-amount'], 'spent');
    const fees = sum(matches.filter((row) => row['fee-currency'] === 'ltc').map((row) => row['filled-fees']));
    checks.equal((await balanceOf('ltc')).total - before.ltc.total, exact(filled['field-amount']) - fees, 'received');
});

await checks.part('orders in a batch', async () => {
    const order = { ...(await draft(0.9)), type: 'buy-limit' };
    const placed = await ask(client, 'submitBatchOrders', [{ ...order }, { ...order }, { ...order, symbol: 'nosuchpair' }]);
    checks.that(placed[0]['order-id'] > 0 && placed[1]['order-id'] > 0, 'two orders of the batch');
    checks.that(placed[2]['err-code'], 'the third is refused');
    const outcome = await ask(client, 'batchCancelOrders', { 'order-ids': [String(placed[0]['order-id']), '1'] });
    checks.same(outcome.success.length, 1, 'canceled by id');
    checks.same(outcome.failed.length, 1, 'not canceled');
    const rest = await ask(client, 'batchCancelOpenOrders', { 'account-id': String(spot), symbol });
    checks.that(rest['success-count'] >= 1 && rest['failed-count'] === 0, JSON.stringify(rest));
    await stateOf(placed[1]['order-id'], ['canceled']);
});

await checks.part('a conditional order', async () => {
    const { price, amount } = await draft(0.8);
    const clientOrderId = client.generateNewOrderID();
    await ask(client, 'placeConditionalOrder', { accountId: spot, symbol, orderSide: 'buy', orderType: 'limit',
        orderPrice: price, orderSize: amount, stopPrice: price, clientOrderId });
    checks.that((await ask(client, 'getOpenConditionalOrders', { symbol })).some((row) => row.clientOrderId === clientOrderId), 'it is open');
    checks.same((await ask(client, 'getConditionalOrder', { clientOrderId })).orderStatus, 'created', 'its state');
    checks.same((await ask(client, 'cancelConditionalOrders', { clientOrderIds: [clientOrderId] })).accepted[0], clientOrderId, 'accepted');
    const gone = await ask(client, 'getConditionalOrderHistory', { symbol, orderStatus: 'canceled' });
    checks.that(gone.some((row) => row.clientOrderId === clientOrderId), 'it is in the history');
});

await checks.part('a sub-user and its keys', async () => {
    const userName = `witness${Date.now() % 1_000_000}`;
    const [made] = await ask(client, 'createSubUser', { userList: [{ userName, note: 'made by a witness' }] });
    const subUid = made.uid;
    checks.that((await ask(client, 'getSubUserList')).some((row) => row.uid === subUid), 'it is in the list');
    for (const [action, state] of [['lock', 'lock'], ['unlock', 'normal']]) {
        await ask(client, 'updateSubUserLockStatus', { subUid, action });
        checks.same((await ask(client, 'getSubUserStatus', { subUid })).userState, state, `after ${action}`);
    }
    const key = await ask(client, 'createSubUserApiKey', { otpToken: oneTimePassword(served.otpSecret), subUid, note: 'first',
        permission: 'readOnly,trade', ipAddresses: '127.0.0.1' });
    const sub = new SpotClient({ apiKey: key.accessKey, apiSecret: key.secretKey, baseUrl: served.url });
    checks.same(await ask(sub, 'getUserUid'), subUid, 'the uid its key tells');
    await ask(client, 'updateSubUserApiKey', { subUid, accessKey: key.accessKey, note: 'second', permission: 'readOnly', ipAddresses: '' });
    const listed = (await ask(client, 'getSubUserApiKey', { uid: subUid })).find((row) => row.accessKey === key.accessKey);
    checks.same(listed?.note, 'second', 'the changed note');
    await ask(client, 'submitSubUserTransfer', { 'sub-uid': subUid, currency: 'usdt', amount: '3.25', type: 'master-transfer-out' });
    const held = (await ask(client, 'getSubUserBalance', { subUid })).flatMap((account) => account.list);
    checks.equal(held.find((row) => row.currency === 'usdt' && row.type === 'trade')?.balance ?? '0', '3.25', 'what it holds');
    await ask(client, 'deleteSubUserApiKey', { subUid, accessKey: key.accessKey });
    const refused = await sub.getUserUid().then(() => undefined, (error) => error);
    checks.that(refused !== undefined, 'a deleted key still works');
});

await checks.part('transfers between accounts', async () => {
    const accounts = await ask(client, 'getAccounts');
    const margin = accounts.find((account) => account.type === 'margin');
    const before = await balanceOf('usdt');
    await ask(client, 'submitTransfer', { 'from-user': uid, 'from-account-type': 'spot', 'from-account': spot, 'to-user': uid,
        'to-account-type': 'margin', 'to-account': margin.id, currency: 'usdt', amount: '4.5' });
    checks.equal(before.total - (await balanceOf('usdt')).total, '4.5', 'moved');
    const [newest] = await ask(client, 'getAccountLedger', { accountId: spot, currency: 'usdt' });
    checks.equal(newest?.transactAmt ?? '0', '-4.5', 'amount in the ledger');
    const history = await ask(client, 'getAccountHistory', { 'account-id': spot, currency: 'usdt', 'start-time': Date.now() - hour / 2 });
    checks.equal(history.at(-1)?.['acct-balance'] ?? '0', (await balanceOf('usdt')).total, 'balance in the history');
});

await checks.part('a withdrawal to the address book', async () => {
    const [known] = await ask(client, 'getWithdrawAddress', { currency: 'usdt' });
    const before = await balanceOf('usdt');
    const id = await ask(payer, 'submitWithdraw', { address: known.address, currency: 'usdt', amount: '25', chain: known.chain });
    const rows = await ask(client, 'getDepositWithdrawHistory', { type: 'withdraw', direct: 'next', size: 1 });
    checks.same(rows[0]?.id, id, 'the newest withdrawal');
    const after = await balanceOf('usdt');
    checks.that(after.free < before.free, 'it took no money');
    await ask(payer, 'cancelWithdraw', { withdrawId: id });
    const canceled = await ask(client, 'getDepositWithdrawHistory', { type: 'withdraw', direct: 'next', size: 1 });
    checks.same(canceled[0]?.state, 'canceled', 'its state');
    checks.equal((await balanceOf('usdt')).free, before.free, 'the money is back');
    const refused = await client.submitWithdraw({ address: known.address, currency: 'usdt', amount: '25' }).then(() => undefined, (error) => error);
    checks.that(refused !== undefined, 'a key without the permission withdraws');
});

for (const [name, run] of streamParts(served, keyOf('Trading desk'), client, checks)) await checks.part(name, run);
clearTimeout(deadline);
process.exit(checks.close() ? 0 : 1);
