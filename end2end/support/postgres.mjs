/**
 * A PostgreSQL database for one test file: in the cluster of `ALTIPORT_TEST_POSTGRES`, else in one of our own that ends with the file.
 */

import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = resolve(fileURLToPath(import.meta.url), '../../../.ci/postgres');

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function openDatabase() {
    // The script keeps its cluster for as long as the command runs; this one runs until its input ends.
    const cluster = spawn(SCRIPT, ['sh', '-c', 'echo "$ALTIPORT_TEST_POSTGRES"; read -r _ || true'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise((done) => { cluster.on('close', done); });
    const server = await new Promise((done, failed) => {
        createInterface({ input: cluster.stdout }).once('line', done);
        ended.then((code) => failed(new Error(`.ci/postgres ended with ${code}`)));
    });
    const name = `end2end_${process.pid}`;
    const sql = (text) => promisify(execFile)('psql', [server, '-v', 'ON_ERROR_STOP=1', '-qc', text]);
    await sql(`create database ${name}`);
    return {
        url: server.replace(/\/[^/]*$/, `/${name}`),
        async close() {
            await sql(`drop database ${name} with (force)`);
            cluster.stdin.end();
            await ended;
        },
    };
}
