// SPDX-License-Identifier: GPL-3.0-or-later
// What a witness says: named parts, each of which passes, or tells all that was wrong in it.

const scale = 10n ** 24n;

/** An exact decimal number as a BigInt of 24 decimals; takes "1.5", "-2E-8", 3. Not a number: an error. */
export function exact(text) {
    const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(String(text));
    if (!match) throw new Error(`not a decimal number: ${text}`);
    const [, sign, whole, fraction = '', power = '0'] = match;
    const shift = 24 - fraction.length + Number(power);
    const digits = BigInt(whole + fraction);
    if (shift < 0 && digits % 10n ** BigInt(-shift) !== 0n) throw new Error(`more than 24 decimals: ${text}`);
    const value = shift < 0 ? digits / 10n ** BigInt(-shift) : digits * 10n ** BigInt(shift);
    return sign ? -value : value;
}

export const product = (a, b) => (exact(a) * exact(b)) / scale;

export const sum = (values) => values.reduce((total, value) => total + exact(value), 0n);

export function plain(value) {
    const digits = (value < 0n ? -value : value).toString().padStart(25, '0');
    const text = `${digits.slice(0, -24)}.${digits.slice(-24)}`.replace(/\.?0+$/, '');
    return value < 0n ? `-${text}` : text;
}

export class Checks {
    #wrong = [];
    #failed = 0;
    #passed = 0;
    current = 'start';

    that(condition, what) {
        if (!condition) this.#wrong.push(what);
        return Boolean(condition);
    }

    same(actual, expected, what) {
        return this.that(actual === expected, `${what}: ${actual}, expected ${expected}`);
    }

    /** Two amounts, as text or already exact, to the last digit. */
    equal(actual, expected, what) {
        const [a, b] = [actual, expected].map((value) => (typeof value === 'bigint' ? value : exact(value)));
        return this.that(a === b, `${what}: ${plain(a)}, expected ${plain(b)}`);
    }

    /** Runs one part; what it throws and what it found wrong is printed, and the next part goes on. */
    async part(name, run) {
        this.current = name;
        this.#wrong = [];
        const start = performance.now();
        try {
            await run();
        } catch (error) {
            this.#wrong.push(describe(error));
        }
        const took = `${Math.round(performance.now() - start)} ms`;
        console.log(this.#wrong.length ? `FAILED ${name} (${took})` : `passed ${name} (${took})`);
        for (const what of this.#wrong) console.log(`    ${what}`);
        this.#wrong.length ? ++this.#failed : ++this.#passed;
    }

    /** True when no part failed. */
    close() {
        console.log(`${this.#passed} parts passed, ${this.#failed} failed`);
        return this.#failed === 0;
    }
}

function describe(error) {
    const body = error?.body ?? error?.response?.data ?? error;
    if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, 600);
    return JSON.stringify(body).slice(0, 600);
}

/** Resolves with the first result of the question that is true; an error names what was waited for. */
export async function until(what, question, limitMs = 30_000) {
    const end = performance.now() + limitMs;
    for (;;) {
        const answer = await question();
        if (answer) return answer;
        if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** The promise's value, or an error that names it when it does not come in time. */
export async function within(what, promise, limitMs = 30_000) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), limitMs);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}
