import { matchesGlob } from '../support/glob.ts';
import type { Fields } from '../support/json.ts';
import { createRing } from '../support/ring.ts';

/** One call as it came in, with what it was answered. Passwords and tokens are not part of it. */
export interface Recorded {
  readonly seq: number;
  /** Milliseconds since 1970, on the virtual clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Fields;
  readonly form: Fields;
  readonly account: string | null;
  readonly device: string;
  readonly app_version: string;
  readonly proxy_user: string | null;
  readonly authorized_by: 'header' | 'cookie' | null;
  readonly signature: 'absent' | 'valid' | 'invalid';
  readonly headers: Fields;
  /** 0 while there is no answer. */
  status: number;
  duration_ms: number;
  /** The id of the fault that was applied. */
  fault: string | null;
}

export interface RequestFilter {
  readonly account?: string | undefined;
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  readonly status?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface Recorder {
  readonly enabled: boolean;
  nextSeq(): number;
  record(entry: Recorded): void;
  /** The last `limit` that match, oldest first. */
  find(filter: RequestFilter): Recorded[];
  total(): number;
  clear(): void;
}

/** Keeps the last `capacity` calls; 0 switches it off. */
export const createRecorder = (capacity: number): Recorder => {
  const ring = createRing<Recorded>(capacity);
  let seq = 0;
  return {
    enabled: capacity > 0,
    nextSeq: () => ++seq,
    record: (entry) => ring.push(entry),
    find: (filter) => {
      const found = ring.items().filter((entry) => matches(entry, filter));
      return found.slice(Math.max(0, found.length - filter.limit));
    },
    total: () => seq,
    clear: () => ring.clear(),
  };
};

const matches = (entry: Recorded, filter: RequestFilter): boolean =>
  (filter.account === undefined || entry.account === filter.account) &&
  (filter.path === undefined || matchesGlob(filter.path, entry.path)) &&
  (filter.method === undefined || entry.method === filter.method) &&
  (filter.status === undefined || entry.status === filter.status) &&
  (filter.after === undefined || entry.seq > filter.after);

const MASK = '[masked]';
const LONGEST = 2000;

/** A form as it may be kept: without passwords, and with long texts cut. */
export const maskForm = (form: Fields): Fields => {
  let masked: Record<string, unknown> | null = null;
  for (const key in form) {
    const value = form[key];
    if (key === 'enc_password' || key.startsWith('password') || key.endsWith('password')) {
      masked ??= { ...form };
      masked[key] = MASK;
    } else if (typeof value === 'string' && value.length > LONGEST) {
      masked ??= { ...form };
      masked[key] = `${value.slice(0, LONGEST)} [${value.length} characters]`;
    }
  }
  return masked ?? form;
};

const SHOWN = [
  'user-agent',
  'x-ig-app-id',
  'x-ig-device-id',
  'x-ig-android-id',
  'x-mid',
  'x-ig-www-claim',
  'connection',
];

/** The headers worth asserting on. */
export const shownHeaders = (headers: Fields): Fields => {
  const shown: Record<string, unknown> = {};
  for (const name of SHOWN) if (headers[name] !== undefined) shown[name] = headers[name];
  return shown;
};
