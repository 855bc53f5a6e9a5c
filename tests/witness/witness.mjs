// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a witness in a process of its own against a coffer-exchange of its own, and ends as it ends.
// Usage: node witness.mjs SCRIPT PATH-OF-COFFER-EXCHANGE [--plain] [NAME]
//   --plain   http and ws as served, instead of https and wss through a TLS front
//   NAME      only the parts with this in their name
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { behindTls, makeIdentity, startExchange } from './exchange.mjs';

const [script, program, ...rest] = process.argv.slice(2);
const isPlain = rest.includes('--plain');
const folder = mkdtempSync(join(tmpdir(), 'coffer-witness-'));
const exchange = await startExchange(program);
let code = 1;
try {
    const identity = isPlain ? null : makeIdentity(folder);
    const served = isPlain ? exchange.served : await behindTls(exchange.served, identity);
    const child = spawn(process.execPath,
        [join(dirname(fileURLToPath(import.meta.url)), script), ...rest.filter((text) => text !== '--plain')],
        { stdio: ['pipe', 'inherit', 'inherit'],
          env: { ...process.env, ...(isPlain ? {} : { NODE_EXTRA_CA_CERTS: identity.certificate }) } });
    child.stdin.end(JSON.stringify(served));
    [code] = await once(child, 'close');
} finally {
    rmSync(folder, { recursive: true });
    const exchangeCode = await exchange.stop();
    if (exchangeCode !== 0) console.log(`FAILED coffer-exchange ended with ${exchangeCode}`);
    process.exit(code === 0 && exchangeCode === 0 ? 0 : 1);
}
