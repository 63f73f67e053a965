/**
 * Boots the real program for a test file: its own data folder, its own ports, its own test bank, the demo agency inside.
 *
 * Nothing here waits by the clock: the program says on standard error when it serves, and `/readyz` is asked once after that.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The program under test. */
export const BIN = resolve(process.env.ALTIPORT_BIN ?? join(ROOT, 'target/debug/altiport'));

/** Keys of the test bank; they guard play money only. */
export const BANK_KEY = 'end2end-api-key';
export const NOTIFY_SECRET = 'end2end-notify-secret';

/**
 * @typedef {object} House
 * @property {string} url Origin of the site.
 * @property {string} bank Origin of the test bank.
 * @property {string} data Its data folder.
 * @property {number} pid Of the server.
 * @property {Record<string, string>} env Its settings.
 * @property {object} guide What `demo --json` printed: accounts to sign in with.
 * @property {() => string} log Everything it wrote to standard error so far.
 * @property {() => Promise<void>} close Ends it and removes its folder.
 */

/**
 * A port that nobody listens on.
 * @returns {Promise<number>}
 */
export function freePort() {
    return new Promise((done, failed) => {
        const server = createServer();
        server.on('error', failed);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

/**
 * The settings of the program, as variables.
 * @param {{ port: number, bankPort: number, data: string }} place
 */
export function settings({ port, bankPort, data }) {
    const site = process.env.ALTIPORT_SITE ?? join(dirname(BIN), '../site');
    return {
        ...process.env,
        NO_COLOR: '1',
        ALTIPORT_LISTEN: `127.0.0.1:${port}`,
        ALTIPORT_DATA: data,
        ALTIPORT_BANK__LISTEN: `127.0.0.1:${bankPort}`,
        ALTIPORT_BANK__URL: `http://127.0.0.1:${bankPort}`,
        ALTIPORT_BANK__API_KEY: BANK_KEY,
        ALTIPORT_BANK__NOTIFY_SECRET: NOTIFY_SECRET,
        // A release carries its site inside.
        ...(existsSync(site) && dirname(BIN).endsWith('debug') ? { ALTIPORT_SITE: site } : {}),
    };
}

/** What the program says once it listens; the demo's bank is a process of its own that says so too. */
const SERVING = /\bserving\b/;
const BANK_OPEN = /sandbox bank is open/;

/**
 * Starts the program and waits until it has said everything in `until`.
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {RegExp[]} [until]
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, out: string, log: () => string, end: () => Promise<void> }>}
 */
export async function start(args, env, until = [SERVING]) {
    const child = spawn(BIN, args, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: env.ALTIPORT_DATA, detached: true });
    const lines = [];
    let waiting = until;
    let out = '';
    child.stdout.on('data', (chunk) => { out += chunk; });
    // Not 'close': a bank that outlives its killed program keeps the pipes open.
    const ended = new Promise((done) => { child.on('exit', done); });
    const serving = new Promise((done, failed) => {
        child.on('error', failed);
        ended.then((code) => failed(new Error(`altiport ${args.join(' ')} ended with ${code}:\n${lines.slice(-30).join('\n')}`)));
        createInterface({ input: child.stderr }).on('line', (line) => {
            lines.push(line);
            waiting = waiting.filter((sign) => !sign.test(line));
            if (waiting.length === 0) done();
        });
    });
    await serving;
    const end = async () => {
        child.kill('SIGTERM');
        await ended;
        try {
            // Whatever the program started goes with it.
            process.kill(-child.pid, 'SIGKILL');
        } catch { /* Nothing was left. */ }
    };
    return { child, out, log: () => lines.join('\n'), end };
}

/**
 * Opens a house with the demo agency in it.
 * @param {{ env?: Record<string, string> | ((bank: string) => Record<string, string>) }} [wishes] settings; a function is told the bank's origin first.
 * @returns {Promise<House>}
 */
export async function openHouse({ env = {} } = {}) {
    const data = await mkdtemp(join(tmpdir(), 'altiport-end2end-'));
    const [port, bankPort] = [await freePort(), await freePort()];
    const more = typeof env === 'function' ? env(`http://127.0.0.1:${bankPort}`) : env;
    const variables = { ...settings({ port, bankPort, data }), ...more };
    const house = await start(['demo', '--serve', '--json'], variables, [SERVING, BANK_OPEN]);
    const url = `http://127.0.0.1:${port}`;
    const ready = await fetch(`${url}/readyz`);
    if (!ready.ok) throw new Error(`not ready: ${ready.status}\n${house.log()}`);
    return {
        url,
        bank: `http://127.0.0.1:${bankPort}`,
        data,
        pid: house.child.pid,
        env: variables,
        guide: JSON.parse(house.out),
        log: house.log,
        async close() {
            await house.end();
            await rm(data, { recursive: true, force: true });
        },
    };
}

/**
 * Has the program check its books while it serves; throws the breaches.
 * @param {House} house
 */
export async function checkBooks(house) {
    const child = spawn(BIN, ['check'], { env: house.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
    const code = await new Promise((done, failed) => { child.on('close', done).on('error', failed); });
    if (code !== 0) throw new Error(`the books do not balance:\n${said}`);
}
