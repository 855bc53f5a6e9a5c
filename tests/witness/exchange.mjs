// SPDX-License-Identifier: GPL-3.0-or-later
// A coffer-exchange process for a witness, and a TLS front for libraries that know https and wss only.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

/** Starts the program; resolves with the line of JSON it prints about itself, and what stops it. */
export async function startExchange(program) {
    const process = spawn(program, ['--seed', '1'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => process.once('close', resolve));
    const line = await Promise.race([
        new Promise((resolve) => createInterface({ input: process.stdout }).once('line', resolve)),
        ended.then((code) => { throw new Error(`${program} ended with ${code}`); }),
    ]);
    const stop = () => {
        process.stdin.end();
        return ended;
    };
    return { served: JSON.parse(line), stop };
}

/** A key with its certificate for 127.0.0.1, valid a day, made in that folder. */
export function makeIdentity(folder) {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1',
        '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(certificate), certificate };
}

/** Takes TLS off on a port of its own and hands the bytes on unchanged; resolves with its host:port. */
async function frontFor(host, identity) {
    const { hostname, port } = new URL(`http://${host}`);
    const server = tls.createServer(identity, (outside) => {
        const inside = net.connect(Number(port), hostname);
        for (const [from, to] of [[outside, inside], [inside, outside]]) {
            from.pipe(to);
            from.on('error', () => to.destroy());
        }
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${server.address().port}`;
}

/** The same addresses over TLS: one front for each port. They live as long as this process. */
export async function behindTls(served, identity) {
    const fronts = new Map();
    const secured = { ...served };
    for (const name of ['url', 'marketWs', 'feedWs', 'privateWs']) {
        if (!served[name]) continue;
        const { host } = new URL(served[name]);
        if (!fronts.has(host)) fronts.set(host, await frontFor(host, identity));
        secured[name] = served[name].replace(/^(http|ws):/, '$1s:').replace(host, fronts.get(host));
    }
    return secured;
}
