/**
 * Two ways to use a page: by mouse and by keyboard alone. Both find things as people do: by label, by the words on a button or link.
 *
 * A hand does not know the pages. The keyboard presses nothing but Tab, Enter, Space, Home, arrows and letters, and looks after the focus: at everything
 * it stops to use, the focus must be seen and must not lie under something else.
 */

import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page @typedef {import('playwright-core').Locator} Locator */

/** Words of a label; "(optional)" after them is no part of the name. */
const named = (text) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s*\\([^)]*\\))?\\s*$`);

class Hand {
    /** @param {Page} page */
    constructor(page) {
        this.page = page;
    }

    field(label) {
        // A region or a form may bear the same name as the field in it.
        return this.page.getByLabel(named(label)).and(this.page.locator('input, select, textarea'));
    }

    button(words) {
        return this.page.getByRole('button', { name: words, exact: typeof words === 'string' });
    }

    link(words) {
        return this.page.getByRole('link', { name: words, exact: typeof words === 'string' });
    }
}

/** With a mouse, or a finger. */
export class Mouse extends Hand {
    type(label, text) {
        return this.field(label).first().fill(text);
    }

    select(label, text) {
        return this.field(label).first().selectOption({ label: text });
    }

    /** Chooses a radio or ticks a box. */
    tick(label) {
        return this.page.getByLabel(label).first().check();
    }

    press(words) {
        return this.button(words).first().click();
    }

    follow(words) {
        return this.link(words).first().click();
    }
}

/** With nothing but a keyboard. */
export class Keyboard extends Hand {
    /**
     * Tabs until the focus is on `target`.
     * @param {Locator} target
     */
    async reach(target) {
        await target.waitFor();
        const wanted = await target.elementHandle();
        const there = () => wanted.evaluate((element) => element === document.activeElement);
        for (let stops = 0; !(await there()); stops += 1) {
            assert.ok(stops < 400, `Tab never came to ${target}`);
            await this.page.keyboard.press('Tab');
        }
        const problem = await wanted.evaluate(seen);
        assert.equal(problem, null, `focus on ${target}`);
    }

    async type(label, text) {
        await this.reach(this.field(label).first());
        // Tab has selected what stood there: typing replaces it.
        await this.page.keyboard.type(text);
    }

    async select(label, text) {
        const list = this.field(label).first();
        await this.reach(list);
        await this.page.keyboard.press('Home');
        const chosen = () => list.evaluate((select) => select.selectedOptions[0].label);
        for (let steps = 0; await chosen() !== text; steps += 1) {
            assert.ok(steps < 60, `arrows never came to ${text}`);
            await this.page.keyboard.press('ArrowDown');
        }
    }

    async tick(label) {
        const box = this.page.getByLabel(label).first();
        if (await box.isChecked()) return;
        if (await box.getAttribute('type') === 'checkbox') {
            await this.reach(box);
            await this.page.keyboard.press('Space');
            return;
        }
        // Tab stops at one radio of a group; arrows choose among them.
        const group = await box.getAttribute('name');
        const checked = this.page.locator(`input[type=radio][name="${group}"]:checked`);
        await this.reach(await checked.count() ? checked : this.page.locator(`input[type=radio][name="${group}"]`).first());
        if (!await checked.count()) await this.page.keyboard.press('Space');
        for (let steps = 0; !(await box.isChecked()); steps += 1) {
            assert.ok(steps < 40, `arrows never came to ${label}`);
            await this.page.keyboard.press('ArrowDown');
        }
    }

    async press(words) {
        await this.reach(this.button(words).first());
        await this.page.keyboard.press('Enter');
    }

    async follow(words) {
        await this.reach(this.link(words).first());
        await this.page.keyboard.press('Enter');
    }
}

/**
 * Runs in the page: why the focused `element` cannot be seen as such, or null. Compares lines and shadows around it with and without the focus.
 * @param {HTMLElement} element
 */
async function seen(element) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return 'it has no size';
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `it is outside the window: ${x}, ${y}`;
    const top = document.elementFromPoint(x, y);
    const label = element.labels?.[0];
    if (!top || !(element.contains(top) || top.contains(element) || label?.contains(top))) return `it lies under ${top?.outerHTML.slice(0, 120)}`;
    const lines = () => {
        const around = [element, element.parentElement, element.parentElement?.parentElement, label].filter(Boolean);
        return JSON.stringify(around.flatMap((one) => [null, '::before', '::after'].map((part) => {
            const style = getComputedStyle(one, part);
            return [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.border, style.textDecorationThickness];
        })));
    };
    const still = () => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
    await still();
    const focused = lines();
    element.blur();
    lines();
    await still();
    const blurred = lines();
    element.focus({ preventScroll: true });
    await still();
    return focused === blurred ? 'nothing shows it' : null;
}
