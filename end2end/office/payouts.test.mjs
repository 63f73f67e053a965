/**
 * A line of a statement decided as a gateway's payout, with its fee; and several lines explained at once: by mouse without scripts, and by keyboard with them.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../support/axe.mjs';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { FORM_BANKS } from '../support/forms.mjs';
import { Keyboard, Mouse } from '../support/hands.mjs';
import { CARD, arrive, toBank, toCheck, useCard } from '../support/paying.mjs';
import { anotherTrip, staffOf, traveller } from '../support/stage.mjs';

let keeper;
let staff;
let person;

const at = here({
    env: FORM_BANKS.lyra,
    async prepare({ house }) {
        keeper = await staffOf(house, 'accountant');
        staff = await staffOf(house);
        person = await traveller(house, staff);
    },
});

/** A statement of the French account: amounts, sides and texts. */
const statement = (lines) => {
    const day = new Date().toISOString().slice(0, 10);
    const entry = ([amount, side, text]) => `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
    const account = '<Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct>';
    const text = `<Document><BkToCstmrStmt><Stmt>${account}${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
    return { name: 'releve.xml', mimeType: 'application/xml', buffer: Buffer.from(text) };
};

/** Somebody pays the first instalment of a trip at the bank of the cards. */
async function pays() {
    const trip = await anotherTrip(staff, person.client);
    const { page, context } = await at.window({ session: person.own.session });
    const hand = new Mouse(page);
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    await context.close();
}

for (const scripts of [true, false]) {
    const how = scripts ? 'by keyboard' : 'without scripts';

    test(`a payout is decided and lines are explained, ${how}`, async () => {
        await pays();
        const { page, context, complaints } = await at.window({ session: keeper.session, scripts });
        const hand = scripts ? new Keyboard(page) : new Mouse(page);
        const go = (path) => (scripts ? visit(page, path) : page.goto(path));
        // The accessibility checker is a script itself.
        const accessible = async (name) => scripts && assertAccessible(page, name);
        await go('/office/statements');
        const lines = [['100.00', 'CRDT', `Remise CB ${how}`], ['7.00', 'DBIT', `Loyer ${how}`], ['8.00', 'DBIT', `Timbres ${how}`], ['9.00', 'DBIT', `Eau ${how}`]];
        await page.locator('input[type=file]').setInputFiles(statement(lines));
        await new Mouse(page).press('Déposer');
        await page.waitForURL(/\/office\/statements\/statement_/);
        while (!await page.getByText('Lu', { exact: true }).isVisible()) await page.reload();
        const address = new URL(page.url()).pathname;
        await accessible('statement');

        // What was typed stays when it is refused, at its field.
        await page.getByRole('row').filter({ hasText: 'Remise CB' }).getByRole('link', { name: /^Traiter/ }).click();
        await page.getByRole('heading', { name: 'C’est le versement d’une passerelle' }).waitFor();
        await hand.type('Frais retenus', '999999');
        await hand.press('Enregistrer comme versement');
        await page.locator('.ui-error-summary').waitFor();
        assert.equal(await hand.field('Frais retenus').inputValue(), '999999');
        await page.getByText(/la passerelle ne nous doit que/).first().waitFor();
        await accessible('payout refused');
        await hand.type('Frais retenus', '1,25');
        await hand.press('Enregistrer comme versement');
        await page.getByText('Le versement est enregistré.').waitFor();

        await go(address);
        await page.getByText('Versement de lyra:12345678').first().waitFor();
        await hand.follow('Expliquer plusieurs sorties à la fois');
        await page.waitForURL(/state=outgoing/);
        await accessible('lines to tick');
        const box = (text) => page.getByRole('row').filter({ hasText: text }).getByRole('checkbox');
        const tick = async (text) => {
            if (!scripts) return box(text).check();
            await hand.reach(box(text));
            return page.keyboard.press('Space');
        };
        await tick(`Loyer ${how}`);
        await tick(`Eau ${how}`);
        await hand.press('Expliquer les lignes cochées');
        await page.locator('.ui-error-summary').waitFor();
        assert.deepEqual([await box(`Loyer ${how}`).isChecked(), await box(`Timbres ${how}`).isChecked()], [true, false]);
        await hand.type('Motif', 'Charges du bureau');
        await hand.press('Expliquer les lignes cochées');
        await page.getByText('Les lignes cochées sont expliquées.').waitFor();
        await page.getByRole('row').filter({ hasText: `Loyer ${how}` }).waitFor({ state: 'detached' });
        await page.getByRole('row').filter({ hasText: `Timbres ${how}` }).waitFor();
        calm(complaints.filter((text) => !/422/.test(text)), 'payouts');
        await context.close();
    });
}
