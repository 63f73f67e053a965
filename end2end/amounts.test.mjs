/**
 * Every amount on every page is written as its language writes it, and both languages of a page say the same amounts.
 */

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { here } from './support/file.mjs';
import { places } from './support/places.mjs';
import { Wire } from './support/wire.mjs';

/** What a language makes of an amount: `1 840,00 €` and `CHF 1,840.00`, with no-break spaces. */
const WRITTEN = {
    fr: /^−?\d{1,3}(?:\u00a0\d{3})*,\d{2}\u00a0(?:€|[A-Z]{3})$/,
    en: /^−?(?:€|[A-Z]{3}\u00a0)\d{1,3}(?:,\d{3})*\.\d{2}$/,
};

/** Anything that could be meant as an amount: a number beside the sign or the code of a currency, however they are set. */
const NUMBER = /\d+(?:[.,'’\u00a0\u202f]\d+| \d{3}(?!\d))*/.source;
const CURRENCY = /(?:€|\b(?:EUR|CHF|USD|GBP)\b)/.source;
const AMOUNT = new RegExp(`[−-]?(?:${CURRENCY}\\s?${NUMBER}|${NUMBER}\\s?${CURRENCY})`, 'gu');

const SNAPSHOT = new URL('amounts.json', import.meta.url);

/** The words of a page, without what only machines read. */
function wordsOf(html) {
    const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main>'));
    return main
        .replace(/<(script|style|template)\b.*?<\/\1>/gs, '')
        .replace(/<[^>]+>/g, '\n')
        .replace(/&nbsp;|&#160;/g, '\u00a0')
        .replace(/&amp;/g, '&');
}

/** The amounts of a page, in the order of reading. */
const amountsOf = (html) => [...wordsOf(html).matchAll(AMOUNT)].map(([text]) => text.trim());

/** `183000 EUR`, whatever the language. */
function meant(text) {
    const code = /[A-Z]{3}/.exec(text)?.[0] ?? 'EUR';
    return `${text.startsWith('−') ? '-' : ''}${text.replace(/\D/g, '')} ${code}`;
}

let all;
const at = here({ async prepare({ house, browser }) { all = await places(house, browser); } });

async function read(place, locale) {
    const wire = new Wire(at.house.url);
    wire.cookies.set('lang', locale);
    if (place.session) wire.cookies.set('__Host-session', place.session);
    const answer = await wire.send('GET', place.path);
    assert.equal(answer.status, place.status ?? 200, place.path);
    return amountsOf(answer.text);
}

test('every amount is written as its language writes it, and says the same in both', async () => {
    const wrong = [];
    const seen = {};
    for (const place of [...all.portal, ...all.office]) {
        const [fr, en] = [await read(place, 'fr'), await read(place, 'en')];
        for (const [locale, amounts] of [['fr', fr], ['en', en]]) {
            for (const text of amounts) if (!WRITTEN[locale].test(text)) wrong.push(`${locale} ${place.path}: ${JSON.stringify(text)}`);
        }
        const [left, right] = [fr.map(meant), en.map(meant)];
        if (JSON.stringify(left.toSorted()) !== JSON.stringify(right.toSorted())) wrong.push(`${place.path}: ${left} in French, ${right} in English`);
        if (fr.length === 0) continue;
        const name = `${place.route} ${new URL(place.path, at.house.url).search}`.replace(/\w+_[0-9a-f]{32}/g, '…').trim();
        (seen[name] ??= new Set()).add(`${fr.join(' | ')} = ${en.join(' | ')}`);
    }
    assert.deepEqual(wrong, []);
    const amounts = Object.values(seen).flatMap((set) => [...set]).join(' ');
    for (const shape of ['\u00a0€', '\u00a0CHF', '€', 'CHF\u00a0']) assert.ok(amounts.includes(shape), `no amount like ${shape}`);

    const found = Object.fromEntries(Object.entries(seen).map(([name, set]) => [name, [...set].toSorted()]));
    const text = `${JSON.stringify(found, null, 2).replace(/\u00a0/g, '\\u00a0')}\n`;
    if (process.env.UPDATE_SNAPSHOTS) await writeFile(SNAPSHOT, text);
    assert.deepEqual(found, JSON.parse(await readFile(SNAPSHOT, 'utf8')), 'amounts differ from end2end/amounts.json; UPDATE_SNAPSHOTS=1 writes it anew');
});
