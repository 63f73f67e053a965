/**
 * What the sources say exists: the addresses of pages, and the server functions.
 */

import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = resolve(fileURLToPath(import.meta.url), '../../../app');

/** @param {'portal' | 'office'} side @returns {Promise<string[]>} such as `/trips/:trip` */
export async function routesOf(side) {
    const source = await readFile(join(APP, side, 'src/routes.rs'), 'utf8');
    return [...source.matchAll(/path!\("([^"]+)"\)/g)].map(([, path]) => path);
}

/** @returns {Promise<{ name: string, reads: boolean }[]>} every server function; `reads` when it is asked by GET */
export async function serverFunctions() {
    const files = (await readdir(APP, { recursive: true })).filter((name) => name.endsWith('.rs'));
    const sources = await Promise.all(files.map((name) => readFile(join(APP, name), 'utf8')));
    const found = sources.flatMap((source) => [...source.matchAll(/^#\[server\(([^\n]*endpoint = "(\w+)"[^\n]*)\)\]$/gm)]);
    return found.map(([, all, name]) => ({ name, reads: all.includes('GetUrl') }));
}
