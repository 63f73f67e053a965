/**
 * A contract that passes to another client: found by a few letters, looked at on both sides, then made. By mouse, by keyboard, and without scripts on a phone.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../support/axe.mjs';
import { calm, overflow, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Keyboard, Mouse } from '../support/hands.mjs';
import { awaitMail } from '../support/mail.mjs';
import { arrive } from '../support/paying.mjs';
import { createClient, moveTrip, staffOf, traveller } from '../support/stage.mjs';

let staff;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house, 'administrator');
    },
});

async function handOver({ hands: Hands, family, scripts, width }) {
    const person = await traveller(at.house, staff);
    await moveTrip(staff, person.trip, 'confirm');
    const heir = await createClient(staff, { given: 'Zoé', family });
    const { page, context, complaints } = await at.window({ session: staff.session, scripts, width });
    const hand = new Hands(page);
    const path = `/office/trips/${person.trip}/payers`;
    await (scripts ? visit(page, path) : page.goto(path));
    await hand.follow('Céder le contrat');
    await arrive(page, 'Céder le contrat', scripts);
    await hand.type('Motif, ou demande reçue', 'Jambe cassée, lettre du 2 mars');
    await hand.type('Nom, e-mail ou ville du client', family);
    if (scripts) {
        // Clients come while one types: there is nothing to press.
        await page.getByLabel(`Zoé ${family}`).waitFor();
        assert.equal(await hand.button('Rechercher').count(), 0);
    } else {
        await hand.press('Rechercher');
        await page.getByLabel(`Zoé ${family}`).waitFor();
    }
    await hand.tick(`Zoé ${family}`);
    assert.equal(await hand.button('Céder le contrat').count(), 0, 'first one looks');
    await hand.press('Voir ce qui change');
    const change = page.locator('#change');
    await change.waitFor();
    assert.match(await change.innerText(), /4\s000,00\s€ restent à payer/);
    assert.equal(await hand.field('Motif, ou demande reçue').inputValue(), 'Jambe cassée, lettre du 2 mars');
    assert.deepEqual(await overflow(page), []);
    if (scripts) {
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'comparison', 'the comparison is what comes next');
        await assertAccessible(page, 'both sides');
    }
    await hand.press('Céder le contrat');
    await page.getByText('Le contrat est cédé').first().waitFor();
    await page.getByText(`Zoé ${family}`).first().waitFor();
    if (scripts) calm(complaints, 'handover', { refused: true });
    await context.close();
    const mail = await awaitMail(at.house, heir.email);
    assert.match(mail.text, /4\s000,00/);
}

test('by mouse', () => handOver({ hands: Mouse, family: 'Ancolie', scripts: true, width: 1280 }));

test('by keyboard alone, on a phone', () => handOver({ hands: Keyboard, family: 'Bourrache', scripts: true, width: 390 }));

test('without scripts, on a phone', () => handOver({ hands: Mouse, family: 'Campanule', scripts: false, width: 390 }));
