/**
 * Throws notifications at the program that `ALTIPORT_BIN` names and says how long each waited for its acknowledgement: `npm run storm`, and the end of `make bench`.
 *
 * Every notification is new and well signed, so each is verified and committed before it is answered. Beside it stands, in the same run, the same number of
 * requests to `/healthz`, which touches no database: the ratio says what keeping costs, whatever the machine. Nothing may be answered but 200.
 */

import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import { NOTIFY_SECRET, openHouse } from './support/house.mjs';
import { openDatabase } from './support/postgres.mjs';

const COUNT = Number(process.env.NOTIFICATIONS ?? 20_000);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 16);

function notification(number) {
    const body = JSON.stringify({
        id: `evt_storm_${number}`,
        kind: 'payment.captured',
        payment: `pay_${randomUUID().replaceAll('-', '')}`,
        reference: `order_${randomUUID().replaceAll('-', '')}`,
        created_at: Math.floor(Date.now() / 1000),
    });
    const at = Math.floor(Date.now() / 1000);
    const code = createHmac('sha256', NOTIFY_SECRET).update(`${at}.${body}`).digest('hex');
    return { method: 'POST', body, headers: { 'bank-signature': `t=${at},v1=${code}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } };
}

/** Milliseconds that each of `COUNT` requests waited for its whole answer, in order of size, and the answers' states. */
async function thrown(url, make) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const waits = new Float64Array(COUNT);
    const states = new Map();
    let next = 0;
    const one = (number) => new Promise((done, failed) => {
        const { method, body, headers } = make(number);
        const begin = performance.now();
        const request = http.request(url, { agent, method, headers }, (answer) => {
            answer.resume();
            answer.on('end', () => {
                waits[number] = performance.now() - begin;
                states.set(answer.statusCode, (states.get(answer.statusCode) ?? 0) + 1);
                done();
            });
        });
        request.on('error', failed);
        request.end(body);
    });
    const begin = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
        while (next < COUNT) await one(next++);
    }));
    agent.destroy();
    const seconds = (performance.now() - begin) / 1000;
    return { waits: waits.sort(), states, seconds };
}

const at = (waits, part) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))];
const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(24) : String(cell).padStart(12))).join(''));

async function storm(name, env) {
    const house = await openHouse({ env });
    try {
        const bare = await thrown(`${house.url}/healthz`, () => ({ method: 'GET', headers: {} }));
        const kept = await thrown(`${house.url}/gateways/sandbox/notify`, notification);
        for (const [what, { waits, seconds }] of [['healthz', bare], [`notify, ${name}`, kept]]) {
            row(what, (COUNT / seconds).toFixed(0), ...[0.5, 0.99, 0.999, 1].map((part) => at(waits, part).toFixed(1)));
        }
        row('ratio', `1 : ${(kept.seconds / bare.seconds).toFixed(1)}`, `1 : ${(at(kept.waits, 0.5) / at(bare.waits, 0.5)).toFixed(1)}`, `1 : ${(at(kept.waits, 0.99) / at(bare.waits, 0.99)).toFixed(1)}`);
        const other = [...kept.states].filter(([state]) => state !== 200);
        if (other.length > 0) throw new Error(`answers other than 200: ${JSON.stringify(other)}`);
    } finally {
        await house.close();
    }
}

console.log(`\n${COUNT} notifications, ${CONNECTIONS} connections, one machine for both ends\n`);
row('', 'a second', 'p50 ms', 'p99 ms', 'p99.9 ms', 'longest ms');
await storm('SQLite', {});
const database = await openDatabase();
try {
    await storm('PostgreSQL', { ALTIPORT_DATABASE: database.url });
} finally {
    await database.close();
}
