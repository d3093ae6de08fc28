import type { Body } from '../../foreign.ts';

/** What is wrong with a file: where, and in words. Neither ever holds a value of the file. */
export interface FileProblem {
  readonly path: string;
  readonly message: string;
}

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Printable ASCII without blanks at its ends: what may become part of a header. */
const SAFE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

export interface TextForm {
  /** What it has to be, for the person: `a UUID`. */
  readonly is: string;
  readonly pattern: RegExp;
  readonly longest: number;
}

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const UUID: TextForm = { is: 'a UUID', pattern: UUID_PATTERN, longest: 36 };
export const ANDROID_ID: TextForm = {
  is: 'android- and 16 hex digits',
  pattern: /^android-[0-9a-f]{16}$/,
  longest: 24,
};
export const PK: TextForm = { is: 'an id in digits', pattern: /^[1-9]\d{0,24}$/, longest: 25 };
export const VERSION: TextForm = { is: 'numbers with dots between', pattern: /^\d+(?:\.\d+){1,5}$/, longest: 40 };
export const VERSION_CODE: TextForm = { is: 'a number', pattern: /^\d{4,12}$/, longest: 12 };
export const BLOKS: TextForm = { is: '64 hex digits', pattern: /^[0-9a-f]{64}$/, longest: 64 };
export const LOCALE: TextForm = { is: 'a locale such as en_US', pattern: /^[a-z]{2,3}_[A-Z]{2}$/, longest: 6 };
export const OFFSET: TextForm = { is: 'seconds from UTC', pattern: /^-?\d{1,5}$/, longest: 6 };
export const CLAIM: TextForm = { is: 'a short word', pattern: /^[\w.:+/=-]+$/, longest: 200 };
export const MID: TextForm = { is: 'a short word', pattern: /^[\w.+/=-]+$/, longest: 100 };
/** One part of a device profile, which goes into a header between semicolons and brackets. */
export const PROFILE: TextForm = { is: 'a short text without ; ( or )', pattern: /^[^;()]+$/, longest: 60 };

/**
 * Reads the fields of one object of a file, and collects what is missing or wrong. Keys that are not asked for are
 * ignored. Never throws.
 */
export class Fields {
  constructor(
    private readonly body: Body,
    private readonly path: string,
    readonly problems: FileProblem[],
  ) {}

  /** An object within; an empty one where it is missing, so that each of its fields is said to be missing. */
  within(key: string): Fields {
    const value = this.body[key];
    if (value !== undefined && value !== null && !isRecord(value)) this.wrong(key, 'must be an object');
    return new Fields(isRecord(value) ? value : {}, `${this.path}.${key}`, this.problems);
  }

  raw(key: string): unknown {
    return Object.hasOwn(this.body, key) ? this.body[key] : undefined;
  }

  has(key: string): boolean {
    const value = this.raw(key);
    return value !== undefined && value !== null && value !== '';
  }

  /** Text, or a whole number. Undefined, and a problem, where it is missing or has another form. */
  text(key: string, form: TextForm): string | undefined {
    if (!this.has(key)) {
      this.wrong(key, 'is missing');
      return undefined;
    }
    return this.optional(key, form);
  }

  /** The same, and no problem where it is missing. */
  optional(key: string, { is, pattern, longest }: TextForm): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.raw(key);
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      return this.wrong(key, 'is too large or no whole number: write it as text');
    }
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string') return this.wrong(key, `must be ${is}`);
    if (text.length > longest) return this.wrong(key, `is too long: at most ${longest} characters`);
    if (!SAFE.test(text)) return this.wrong(key, 'has characters that no header may have');
    return pattern.test(text) ? text : this.wrong(key, `must be ${is}`);
  }

  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : this.wrong(key, 'must be true or false');
  }

  /** A whole number from 1 to a thousand million. */
  count(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1e9;
    return fits ? value : this.wrong(key, 'must be a whole number');
  }

  wrong(key: string, message: string): undefined {
    this.problems.push({ path: key === '' ? this.path : `${this.path}.${key}`, message });
    return undefined;
  }
}
