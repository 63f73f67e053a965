/**
 * Measures how many pages one second of processor time renders, on the program that `ALTIPORT_BIN` names: `make bench` names a release.
 *
 * `npm run bench`. Requests come over kept-alive connections; the processor time is what the server's process used meanwhile, so the load of the
 * machine and the work of this script do not count.
 */

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { BIN, openHouse } from './support/house.mjs';
import { accountOf } from './support/stage.mjs';
import { Wire } from './support/wire.mjs';

const REQUESTS = Number(process.env.REQUESTS ?? 3000);
const WARM_UP = 300;
const CONNECTIONS = 4;
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Seconds of processor time that a process has used, in its own code and in the kernel. */
async function used(pid) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

async function hammer(url, session, requests) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    let bytes = 0;
    const one = () => new Promise((done, failed) => {
        http.get(url, { agent, headers: { cookie: `lang=fr; __Host-session=${session}` } }, (answer) => {
            if (answer.statusCode !== 200) failed(new Error(`${url}: ${answer.statusCode}`));
            answer.on('data', (chunk) => { bytes += chunk.length; });
            answer.on('end', done);
        }).on('error', failed);
    });
    let left = requests;
    await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
        while (left > 0) {
            left -= 1;
            await one();
        }
    }));
    agent.destroy();
    return bytes / requests;
}

const house = await openHouse();
try {
    const client = await new Wire(house.url).signIn(accountOf(house, 'traveller'), 'portal');
    const seller = await new Wire(house.url).signIn(accountOf(house, 'seller'), 'office');
    const trip = /\/trips\/trip_\w+/.exec((await client.get('/')).text)[0];
    const pages = [
        ['my trips', '/', client],
        ['a trip', trip, client],
        ['its payments', `${trip}/payments`, client],
        ['office: trips', '/office/trips', seller],
        ['office: a trip', `/office${trip}`, seller],
        ['accessibility', '/accessibility', client],
    ];
    console.log(`${BIN}\n${REQUESTS} requests a page, ${CONNECTIONS} connections\n`);
    console.log(`${'page'.padEnd(18)}${'per CPU second'.padStart(16)}${'CPU ms each'.padStart(14)}${'kB each'.padStart(10)}`);
    for (const [name, path, { session }] of pages) {
        const url = house.url + path;
        await hammer(url, session, WARM_UP);
        const before = await used(house.pid);
        const size = await hammer(url, session, REQUESTS);
        const seconds = await used(house.pid) - before;
        console.log(`${name.padEnd(18)}${(REQUESTS / seconds).toFixed(0).padStart(16)}${((seconds * 1000) / REQUESTS).toFixed(3).padStart(14)}${(size / 1000).toFixed(1).padStart(10)}`);
    }
} finally {
    await house.close();
}
