/**
 * The test bank's API: what it captured, and how it should behave.
 */

/** @param {import('./house.mjs').House} house */
export function bankOf(house) {
    const call = async (method, path, body) => {
        const answer = await fetch(house.bank + path, {
            method,
            headers: { authorization: `Bearer ${house.env.ALTIPORT_BANK__API_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
            body: body && JSON.stringify(body),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : null;
    };
    return {
        /** A payment, by the id in the address of its page. */
        payment: (id) => call('GET', `/v1/payments/${id}`),
        /** Every payment, in the order of their last change. */
        payments: async () => (await call('GET', '/v1/payments?since=0&limit=500')).payments,
        totals: () => call('GET', '/v1/totals'),
        /** Sets rules of behaviour for `next`, `all`, a payment or a reference. */
        behave: (scope, rules) => call('POST', '/test/behaviour', { scope, ...rules }),
        reset: () => call('DELETE', '/test/behaviour'),
        /** Does what a payer could do: capture, decline, abandon, challenge, expire. */
        act: (id, what) => call('POST', `/test/payments/${id}/act`, { do: what }),
    };
}

/**
 * The id of the payment whose page `url` is.
 * @param {string} url
 */
export function paymentIn(url) {
    return new URL(url).pathname.split('/')[2];
}
