/**
 * Money without a gateway, with and without scripts: a cheque recorded and reversed, a statement brought twice, a proposal accepted.
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

/** A file with one transfer that names a trip in its text. */
const statement = (reference, amount) => ({
    name: 'releve.xml',
    mimeType: 'application/xml',
    buffer: Buffer.from(`<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-15</Dt></BookgDt><NtryDtls><TxDtls>
<RltdPties><Dbtr><Nm>Odile Garance</Nm></Dbtr></RltdPties><RmtInf><Ustrd>acompte ${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`),
});

for (const scripts of [true, false]) {
    const how = scripts ? 'with scripts' : 'without scripts';

    test(`a cheque is recorded and reversed, ${how}`, async () => {
        const seller = await staffOf(at.house, 'administrator');
        const { trip, own } = await traveller(at.house, seller);
        const { page, context, complaints } = await at.window({ session: staff.session, scripts });
        const hand = new Mouse(page);
        const go = (path) => (scripts ? visit(page, path) : page.goto(path));
        // The accessibility checker is a script itself.
        const accessible = async (name) => scripts && assertAccessible(page, name);
        await go(`/office/trips/${trip}`);
        await hand.follow('Enregistrer un paiement');
        await page.getByRole('heading', { name: 'Enregistrer un paiement', level: 1 }).waitFor();
        await accessible('record');
        await hand.type('Montant', 'beaucoup');
        await hand.select('Moyen de paiement', 'Chèque');
        await hand.press('Enregistrer le paiement');
        await page.locator('.ui-error-summary').waitFor();
        assert.equal(await hand.field('Montant').inputValue(), 'beaucoup');
        await hand.type('Montant', '750');
        await hand.press('Enregistrer le paiement');
        await page.getByText('Le paiement est enregistré.').waitFor();
        const paid = await own.get(`/trips/${trip}/payments`);
        assert.match(paid.text, /750,00/);

        await hand.follow(/voir le paiement de 750/);
        await page.getByRole('heading', { name: 'Annuler ce paiement' }).waitFor();
        await accessible('recorded');
        await hand.type('Motif', 'Chèque d’un autre client');
        await hand.press('Annuler ce paiement');
        await page.getByText('Le paiement est annulé.').waitFor();
        assert.match((await own.get(`/trips/${trip}/payments`)).text, /paiement annulé le/);
        calm(complaints.filter((text) => !/422/.test(text)), 'recorded payment');
        await context.close();
    });

    test(`a statement brought twice adds nothing, and its proposal is accepted, ${how}`, async () => {
        const seller = await staffOf(at.house, 'administrator');
        const { trip } = await traveller(at.house, seller);
        const reference = /AV-\d{4}-\d{4}/.exec((await seller.get(`/office/trips/${trip}`)).text)[0];
        const { page, context, complaints } = await at.window({ session: staff.session, scripts });
        const hand = new Mouse(page);
        const go = (path) => (scripts ? visit(page, path) : page.goto(path));
        // The accessibility checker is a script itself.
        const accessible = async (name) => scripts && assertAccessible(page, name);
        const bring = async () => {
            await go('/office/statements');
            await page.locator('input[type=file]').setInputFiles(statement(reference, '321.00'));
            await hand.press('Déposer');
            await page.waitForURL(/\/office\/statements\/statement_/);
            await accessible('statement');
            // The file is read in the background; the page says how far it is.
            while (!await page.getByText('Lu', { exact: true }).isVisible()) await page.reload();
        };
        await bring();
        await hand.press(`Accepter pour ${reference}`);
        await page.getByText('La ligne est enregistrée.').waitFor();
        await go(`/office/trips/${trip}`);
        await page.getByText(/321,00/).first().waitFor();
        await bring();
        await page.getByText('Aucune ligne dans cet état.').waitFor();
        await page.getByText(/étaient déjà connues/).waitFor();
        calm(complaints, 'statements');
        await context.close();
    });
}

test('client funds are shown by company, and as a table', async () => {
    const { page, context, complaints } = await at.window({ session: staff.session });
    await visit(page, '/office/funds');
    await page.getByRole('heading', { name: 'Fonds clients', level: 1 }).waitFor();
    await assertAccessible(page, 'funds');
    const table = await staff.get('/office/funds.csv');
    assert.equal(table.status, 200);
    assert.match(table.text, /company;currency;held/);
    calm(complaints, 'funds');
    await context.close();
});
