/**
 * Speaks HTTP as a browser without scripts does: keeps cookies, reads forms out of pages, posts them, follows where they lead.
 *
 * For what needs no eyes: preparing a test, posting something no page would post, looking at what an answer carries.
 */

import http from 'node:http';

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} text
 * @property {string} url Where it came from, after every redirect.
 */

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" };
const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name) => entities[name]);

function attributes(tag) {
    return Object.fromEntries([...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, unescape(value ?? '')]));
}

/**
 * The fields that a form would send, as a browser collects them; without buttons.
 * @param {string} html
 * @param {string} name the server function that the form posts to
 * @returns {[string, string][]}
 */
export function fieldsOf(html, name) {
    const form = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].find(([, head]) => new RegExp(`[?&]do=${name}$`).test(attributes(head).action ?? ''));
    if (!form) throw new Error(`no form posts to ${name}`);
    const fields = [];
    for (const [, input, tag, head, inside] of form[2].matchAll(/<input\b([^>]*)>|<(select|textarea)\b([^>]*)>(.*?)<\/\2>/gs)) {
        const found = attributes(input ?? head);
        if (!found.name) continue;
        if (tag === 'textarea') fields.push([found.name, unescape(inside ?? '')]);
        else if (tag === 'select') {
            const options = [...(inside ?? '').matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributes(option));
            const chosen = options.find((option) => 'selected' in option) ?? options[0];
            if (chosen) fields.push([found.name, chosen.value]);
        } else if (!['checkbox', 'radio'].includes(found.type) || 'checked' in found) {
            if (found.type !== 'submit') fields.push([found.name, found.value ?? '']);
        }
    }
    return fields;
}

/** One person's browser. */
export class Wire {
    /** @param {string} origin */
    constructor(origin) {
        this.origin = origin;
        this.cookies = new Map([['lang', 'fr']]);
    }

    /**
     * One request, redirects not followed.
     * @param {string} method
     * @param {string} path
     * @param {{ body?: string | Buffer, headers?: Record<string, string> }} [more]
     * @returns {Promise<Answer>}
     */
    send(method, path, { body, headers = {} } = {}) {
        const url = new URL(path, this.origin);
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const own = { cookie, accept: 'text/html', 'accept-language': 'fr', 'sec-fetch-site': 'same-origin', ...headers };
        if (body !== undefined) {
            own['content-type'] ??= 'application/x-www-form-urlencoded';
            own['content-length'] = Buffer.byteLength(body);
        }
        return new Promise((done, failed) => {
            const request = http.request(url, { method, headers: own }, (answer) => {
                const chunks = [];
                answer.on('data', (chunk) => chunks.push(chunk));
                answer.on('error', failed);
                answer.on('end', () => {
                    for (const line of answer.headers['set-cookie'] ?? []) this.keep(line);
                    done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString(), url: url.href });
                });
            });
            // A server that has refused a large body may close before all of it was sent; its answer is what counts.
            request.on('error', failed);
            request.end(body);
        });
    }

    /** @param {string} line of Set-Cookie */
    keep(line) {
        const [name, ...value] = line.split(';')[0].split('=');
        if (/max-age=0/i.test(line)) this.cookies.delete(name);
        else this.cookies.set(name, value.join('='));
    }

    /** A page, after every redirect. @param {string} path @returns {Promise<Answer>} */
    async get(path) {
        let answer = await this.send('GET', path);
        for (let hops = 0; answer.status === 303 && hops < 5; hops += 1) answer = await this.send('GET', new URL(answer.headers.location, answer.url).href);
        return answer;
    }

    /**
     * Fills a form of a page and sends it. Redirects are not followed: `headers.location` says where it leads.
     * @param {string} page its address
     * @param {string} name the server function
     * @param {Record<string, string>} typed fields by their HTML names
     * @param {(fields: [string, string][]) => boolean} [which] tells apart forms of the same function
     * @returns {Promise<Answer>}
     */
    async fill(page, name, typed) {
        const { text, status } = await this.get(page);
        if (status !== 200) throw new Error(`GET ${page}: ${status}`);
        return this.post(page, name, new Map([...fieldsOf(text, name), ...Object.entries(typed)]));
    }

    /** @param {string} page @param {string} name @param {Iterable<[string, string]>} fields @returns {Promise<Answer>} */
    post(page, name, fields) {
        const body = new URLSearchParams([...fields]).toString();
        return this.send('POST', `${page}${page.includes('?') ? '&' : '?'}do=${name}`, { body });
    }

    /** @param {{ email: string, password: string }} account @param {'portal' | 'office'} side */
    async signIn({ email, password }, side) {
        const page = side === 'office' ? '/office/sign-in' : '/sign-in';
        const answer = await this.fill(page, 'sign_in', { 'draft[email]': email, 'draft[password]': password });
        if (answer.status !== 303) throw new Error(`sign-in of ${email}: ${answer.status}`);
        return this;
    }

    /** The session's token. */
    get session() {
        return this.cookies.get('__Host-session');
    }
}
