/**
 * The settings of a house whose bank is reached by a posted form, by the bank's name.
 */

import { readFile } from 'node:fs/promises';
import { BANK_KEY, NOTIFY_SECRET } from './house.mjs';

/** The sandbox bank's own public key, as merchants find it. */
const source = await readFile(new URL('../../server/bank/src/up2pay/key.rs', import.meta.url), 'utf8');
const [bankKey] = source.match(/-----BEGIN PUBLIC KEY-----[^"]*-----END PUBLIC KEY-----/);

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
