import { type Body, objectOf } from '../../foreign.ts';
import type { Fields } from './fields.ts';

const MOST_COOKIES = 50;
const NAME = /^[\w-]{1,64}$/;
/** Printable ASCII that cannot end the value. */
const VALUE = /^[\x21-\x3a\x3c-\x7e]{1,4096}$/;
const isDate = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** A cookie as the client library's jar stores it. */
interface StoredCookie extends Body {
  readonly key: string;
  readonly value: string;
}

export interface Jar {
  /** As the client's state has it: JSON text. */
  readonly text: string;
  value(name: string): string | undefined;
}

const jarOf = (cookies: readonly StoredCookie[], version = 'tough-cookie@4.1.4'): Jar => ({
  text: JSON.stringify({
    version,
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: true,
    enableLooseMode: true,
    cookies,
  }),
  value: (name) => cookies.find(({ key }) => key === name)?.value,
});

const ofInstagram = (key: string, value: string): StoredCookie => ({
  key,
  value,
  domain: 'instagram.com',
  path: '/',
  secure: true,
});

/** Cookies as names with values, and those that the file keeps elsewhere. */
export const jarOfPairs = (fields: Fields, key: string, more: Readonly<Record<string, string | undefined>>): Jar => {
  const given = fields.raw(key) ?? {};
  const pairs =
    typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : undefined;
  const fits = pairs?.every(([name, value]) => NAME.test(name) && typeof value === 'string' && VALUE.test(value));
  if (!pairs || !fits || pairs.length > MOST_COOKIES) {
    fields.wrong(key, `must be names with values, at most ${MOST_COOKIES}, which a header may have`);
    return jarOf([]);
  }
  const all = new Map(pairs as [string, string][]);
  for (const [name, value] of Object.entries(more)) if (value !== undefined && !all.has(name)) all.set(name, value);
  return jarOf([...all].map(([name, value]) => ofInstagram(name, value)));
};

/** What a stored cookie may have beside its name and value, each of its type. */
const DETAILS: Readonly<Record<string, (value: unknown) => boolean>> = {
  expires: (value) => value === 'Infinity' || isDate(value),
  maxAge: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  domain: (value) => typeof value === 'string' && /^(?:[\w-]+\.)*instagram\.com$/.test(value),
  path: (value) => typeof value === 'string' && /^\/[\x21-\x3a\x3c-\x7e]{0,200}$/.test(value),
  secure: (value) => typeof value === 'boolean',
  httpOnly: (value) => typeof value === 'boolean',
  hostOnly: (value) => typeof value === 'boolean',
  pathIsDefault: (value) => typeof value === 'boolean',
  creation: isDate,
  lastAccessed: isDate,
};

const storedCookie = (raw: unknown): StoredCookie | null => {
  const cookie = objectOf(raw);
  const { key, value, domain } = cookie;
  if (typeof key !== 'string' || !NAME.test(key) || typeof value !== 'string' || typeof domain !== 'string')
    return null;
  // A cookie that was emptied is none.
  if (value !== '' && !VALUE.test(value)) return null;
  const details = Object.entries(cookie).filter(([name]) => Object.hasOwn(DETAILS, name));
  if (!details.every(([name, one]) => DETAILS[name]?.(one))) return null;
  return { key, value, ...Object.fromEntries(details) };
};

/** The jar of the client library, as JSON or as JSON text; the order stays, and with it that of the header. */
export const jarOfStore = (fields: Fields, key: string): Jar => {
  if (!fields.has(key)) return jarOf([]);
  const jar = objectOf(fields.raw(key));
  const raw = Array.isArray(jar['cookies']) ? (jar['cookies'] as unknown[]) : null;
  const cookies = raw?.slice(0, MOST_COOKIES + 1).map(storedCookie) ?? [];
  const whole = cookies.filter((cookie) => cookie !== null);
  if (!raw || whole.length !== cookies.length || raw.length > MOST_COOKIES) {
    fields.wrong(key, `must be a cookie jar of instagram.com with at most ${MOST_COOKIES} cookies`);
    return jarOf([]);
  }
  return jarOf(whole);
};
