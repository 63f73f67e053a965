/**
 * Mails that the demo kept instead of sending: files of the mail drop, read as a mail program would.
 */

import { watch } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Mail
 * @property {string} to
 * @property {string} subject
 * @property {string} text The plain part.
 * @property {string[]} links Every address in the plain part.
 */

const words = (text) => text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind, body) => (
    kind.toLowerCase() === 'b' ? Buffer.from(body, 'base64').toString() : quoted(body.replaceAll('_', ' '))
));

function quoted(text) {
    const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString();
}

function split(raw) {
    const at = raw.search(/\r?\n\r?\n/);
    const head = raw.slice(0, at).replace(/\r?\n[ \t]+/g, ' ');
    const headers = Object.fromEntries(head.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    return { headers, body: raw.slice(at).replace(/^\r?\n\r?\n/, '') };
}

function plain({ headers, body }) {
    const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
    if (boundary) {
        const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r?\n/, '')));
        return plain(parts.find((part) => /text\/plain/.test(part.headers['content-type'] ?? '')) ?? parts[0]);
    }
    const encoding = (headers['content-transfer-encoding'] ?? '').toLowerCase();
    if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
    if (encoding === 'quoted-printable') return quoted(body);
    return Buffer.from(body, 'latin1').toString();
}

/** @param {string} raw bytes as latin1 @returns {Mail} */
export function parse(raw) {
    const message = split(raw);
    const text = plain(message);
    return { to: message.headers.to ?? '', subject: words(message.headers.subject ?? ''), text, links: text.match(/https?:\/\/\S+/g) ?? [] };
}

/**
 * Every kept mail, the oldest first.
 * @param {import('./house.mjs').House} house
 * @returns {Promise<Mail[]>}
 */
export async function mails(house) {
    const folder = join(house.data, 'mail-drop');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
    return Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'latin1'))));
}

/**
 * The latest mail to `address` that fits, as soon as it is there.
 * @param {import('./house.mjs').House} house
 * @param {string} address
 * @param {(mail: Mail) => boolean} [fits]
 * @returns {Promise<Mail>}
 */
export async function awaitMail(house, address, fits = () => true) {
    const folder = join(house.data, 'mail-drop');
    await mkdir(folder, { recursive: true });
    const find = async () => (await mails(house)).reverse().find((mail) => mail.to.includes(address) && fits(mail));
    return new Promise((done, failed) => {
        const give = (settle) => (value) => {
            watcher.close();
            clearTimeout(limit);
            settle(value);
        };
        const look = () => find().then((mail) => mail && give(done)(mail), give(failed));
        // Watched before the first look, so that no arrival falls between.
        const watcher = watch(folder, look);
        const limit = setTimeout(() => give(failed)(new Error(`no mail to ${address} within 20 s`)), 20_000);
        look();
    });
}
