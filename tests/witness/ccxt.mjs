// SPDX-License-Identifier: GPL-3.0-or-later
// ccxt as a witness: a library nobody here wrote reads, trades and watches at a coffer-exchange, with only its base
// URL changed. Started by witness.mjs, with what the exchange says about itself on standard input.
import { readFileSync } from 'node:fs';
import http from 'node:http';

import ccxt from 'ccxt';

import { orderParts } from './ccxt-orders.mjs';
import { readParts } from './ccxt-reads.mjs';
import { streamParts } from './ccxt-streams.mjs';
import { Checks } from './checks.mjs';

const longestRunMs = 55_000;

/** ccxt for one key. Amounts stay text; the futures, which live on another host, are left out by ccxt's own option. */
function clientFor(served, key) {
    const client = new ccxt.pro.htx({
        apiKey: key.accessKey,
        secret: key.secretKey,
        number: String,
        options: { fetchMarkets: { types: { spot: true, linear: false, inverse: false } } },
    });
    const { host, protocol } = new URL(served.url);
    client.hostname = host;
    client.urls.hostnames = { spot: host };
    for (const name of ['status', 'spot', 'public', 'private', 'v2Public', 'v2Private'])
        client.urls.api[name] = served.url;
    const sockets = { public: served.marketWs, feed: served.feedWs, private: served.privateWs };
    client.urls.api.ws = { api: { spot: sockets } };
    if (protocol === 'http:') client.agent = client.httpAgent = new http.Agent({ keepAlive: true });
    return client;
}

const served = JSON.parse(readFileSync(0, 'utf8'));
const checks = new Checks();
const deadline = setTimeout(() => {
    console.log(`FAILED ${checks.current}: not done after ${longestRunMs} ms`);
    process.exit(1);
}, longestRunMs);
const client = clientFor(served, served.keys.find((key) => key.label === 'Trading desk'));
await client.loadMarkets();
for (const parts of [readParts, orderParts, streamParts]) {
    for (const [name, run] of parts(client, checks)) {
        if (name.includes(process.argv[2] ?? '')) await checks.part(name, run);
    }
}
await checks.part('everything closes', () => client.close());
clearTimeout(deadline);
process.exit(checks.close() ? 0 : 1);
