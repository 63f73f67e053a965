/**
 * A bank's CSV explained once and read by itself afterwards, and differences decided, with and without scripts.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../support/axe.mjs';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { staffOf, traveller } from '../support/stage.mjs';

let staff;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house, 'accountant');
    },
});

/** A file as French banks write them: Windows-1252, lines above the header, comma decimals. Each run has a header of its own. */
const table = (header, rows) => ({
    name: 'releve.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Relevé édité le 31/01/2026\r\n\r\n${header}\r\n${rows.join('\r\n')}\r\n`, 'latin1'),
});

for (const scripts of [true, false]) {
    const how = scripts ? 'with scripts' : 'without scripts';

    test(`a CSV is explained once, and its doubtful lines are decided, ${how}`, async () => {
        const seller = await staffOf(at.house, 'administrator');
        const { trip } = await traveller(at.house, seller);
        const reference = /AV-\d{4}-\d{4}/.exec((await seller.get(`/office/trips/${trip}`)).text)[0];
        const { page, context, complaints } = await at.window({ session: staff.session, scripts });
        const hand = new Mouse(page);
        const go = (path) => (scripts ? visit(page, path) : page.goto(path));
        // The accessibility checker is a script itself.
        const accessible = async (name) => scripts && assertAccessible(page, name);
        const header = `Date;Libellé;Débit;Crédit;Tiers ${how}`;
        const bring = async (rows) => {
            await go('/office/statements');
            await page.locator('input[type=file]').setInputFiles(table(header, rows));
            await hand.press('Déposer');
            await page.waitForURL(/\/office\/statements\/statement_/);
        };
        const read = async () => {
            while (!await page.getByText('Lu', { exact: true }).isVisible()) await page.reload();
        };
        const rows = [`15/01/2026;Acompte ${reference};;1 321,00;Odile Garance`, `15/01/2026;Loyer ${how};900,50;;Régie`, '15/13/2026;Faux;;1,00;'];
        await bring(rows);
        await page.getByRole('heading', { name: /Que contient chaque colonne/, level: 1 }).waitFor();
        await page.getByText('Odile Garance').first().waitFor();
        await accessible('columns');

        // What was typed stays when it is refused.
        await hand.type('IBAN du compte', 'FR12');
        await hand.select('Devise du compte', 'EUR');
        await hand.select('Écriture des dates', 'jour, mois, année\u{a0}: 31.12.2027, 31/12/27');
        await hand.select('Signe décimal', 'virgule\u{a0}: 1 234,50');
        await hand.press('Enregistrer et lire le fichier');
        await page.locator('.ui-error-summary').waitFor();
        assert.equal(await hand.field('IBAN du compte').inputValue(), 'FR12');
        await accessible('columns refused');
        await hand.type('IBAN du compte', 'FR14 2004 1010 0505 0001 3M02 606');
        await hand.press('Enregistrer et lire le fichier');
        await page.getByText('Les colonnes sont enregistrées.').waitFor();
        await read();
        await page.getByText('Ligne 6, colonne 1').waitFor();

        // The same file again is not asked about, and adds nothing.
        await bring(rows.slice(0, 2));
        await read();
        await page.getByText('Aucune ligne dans cet état.').waitFor();

        await go('/office/reconciliation?state=open&kind=unmatched_debit');
        await page.getByRole('heading', { name: 'Rapprochement', level: 1 }).waitFor();
        await page.getByText(`Loyer ${how}`).waitFor();
        await accessible('reconciliation');
        await page.getByRole('row').filter({ hasText: `Loyer ${how}` }).getByRole('link', { name: /^Traiter/ }).click();
        await page.getByRole('heading', { name: 'C’est juste ainsi' }).waitFor();
        await accessible('difference');
        await hand.press('Marquer comme expliqué');
        await page.locator('.ui-error-summary').waitFor();
        const explain = page.locator('form[id^=explain_difference]');
        await explain.getByLabel('Motif').fill('Loyer de janvier');
        await hand.press('Marquer comme expliqué');
        await page.getByText('L’écart est expliqué.').waitFor();

        await go('/office/reconciliation?state=open&kind=unmatched_credit');
        await page.getByRole('row').filter({ hasText: reference }).getByRole('link', { name: /^Traiter/ }).click();
        await hand.press('Enregistrer comme paiement');
        await page.getByText('La ligne est enregistrée.').waitFor();
        await go(`/office/trips/${trip}`);
        await page.getByText(/1\s321,00/).first().waitFor();
        calm(complaints.filter((text) => !/422/.test(text)), 'reconciliation');
        await context.close();
    });
}
