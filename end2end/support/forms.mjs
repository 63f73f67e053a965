/**
 * The settings of a house by the bank that it speaks to: those whose page is reached by an address, and those that are reached by a posted form.
 */

import { readFile } from 'node:fs/promises';
import { BANK_KEY, NOTIFY_SECRET } from './house.mjs';

/** The sandbox bank's own public key, as merchants find it. */
const source = await readFile(new URL('../../server/bank/src/up2pay/key.rs', import.meta.url), 'utf8');
const [bankKey] = source.match(/-----BEGIN PUBLIC KEY-----[^"]*-----END PUBLIC KEY-----/);

/** What the test bank takes for a key of Stripe's. */
const STRIPE_KEY = 'sk_test_end2end';

/** Each takes the bank's address. */
export const ADDRESS_BANKS = {
    sandbox: () => ({}),
    stripe: (bank) => ({
        ALTIPORT_BANK__API_KEY: STRIPE_KEY,
        ALTIPORT_STRIPE__URL: bank,
        ALTIPORT_STRIPE__PAGES: bank,
        ALTIPORT_STRIPE__SECRET_KEY: STRIPE_KEY,
        ALTIPORT_STRIPE__WEBHOOK_SECRETS: `["${NOTIFY_SECRET}"]`,
    }),
};

/** Each takes the bank's address. */
export const FORM_BANKS = {
    lyra: (bank) => ({
        ALTIPORT_LYRA__SITE_ID: '12345678',
        ALTIPORT_LYRA__FORM_URL: `${bank}/vads-payment/`,
        ALTIPORT_LYRA__API_URL: `${bank}/api-payment/V4/`,
        ALTIPORT_LYRA__KEY: NOTIFY_SECRET,
        ALTIPORT_LYRA__API_PASSWORD: BANK_KEY,
    }),
    monetico: (bank) => ({
        ALTIPORT_MONETICO__TPE: '1234567',
        ALTIPORT_MONETICO__COMPANY: 'agency',
        ALTIPORT_MONETICO__FORM_URL: `${bank}/monetico/test/paiement.cgi`,
        ALTIPORT_MONETICO__KEY: '12345678901234567890123456789012345678P0',
    }),
    up2pay: (bank) => ({
        ALTIPORT_UP2PAY__SITE: '1999888',
        ALTIPORT_UP2PAY__RANK: '32',
        ALTIPORT_UP2PAY__IDENTIFIER: '107904482',
        ALTIPORT_UP2PAY__FORM_URL: `${bank}/up2pay/php/`,
        ALTIPORT_UP2PAY__KEY: '0123456789ABCDEF'.repeat(8),
        ALTIPORT_UP2PAY__BANK_KEY: bankKey,
    }),
};
