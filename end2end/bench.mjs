/**
 * Measures how many pages one second of processor time renders, on the program that `ALTIPORT_BIN` names: `make bench` names a release.
 *
 * `npm run bench`. Requests come over kept-alive connections; the processor time is what the server's process used meanwhile, so the load of the
 * machine and the work of this script do not count. Beside each page stands a hand-written axum handler that sends the very same bytes, measured in the
 * same run: the ratio says what drawing the page from the database costs, whatever the machine.
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** Processor seconds per request of `url`, served by process `pid`, and the size of one answer. */
async function measure(pid, url, session) {
    await hammer(url, session, WARM_UP);
    const before = await used(pid);
    const size = await hammer(url, session, REQUESTS);
    return { each: (await used(pid) - before) / REQUESTS, size };
}

/** The same bytes from a handler that does nothing else. */
async function baseline(bytes) {
    const folder = await mkdtemp(join(tmpdir(), 'altiport-bench-'));
    const file = join(folder, 'page.html');
    await writeFile(file, bytes);
    const server = spawn(join(dirname(BIN), 'examples', 'same_bytes'), [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
        const [port] = await once(server.stdout, 'data');
        return await measure(server.pid, `http://127.0.0.1:${String(port).trim()}/`, '');
    } finally {
        server.kill();
        await rm(folder, { recursive: true });
    }
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
    const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(18) : String(cell).padStart(16))).join(''));
    row('page', 'per CPU second', 'CPU ms each', 'kB each', 'same bytes', 'ratio');
    for (const [name, path, client_] of pages) {
        const page = await measure(house.pid, house.url + path, client_.session);
        const bare = await baseline((await client_.get(path)).text);
        row(name, (1 / page.each).toFixed(0), (page.each * 1000).toFixed(3), (page.size / 1000).toFixed(1), (1 / bare.each).toFixed(0), `1 : ${(page.each / bare.each).toFixed(1)}`);
    }
} finally {
    await house.close();
}
