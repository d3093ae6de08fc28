import type { Body } from '../../foreign.ts';
import type { AppVersion } from '../app-versions.ts';
import type { StoredState } from '../stored-state.ts';
import { authorizationOf, type Credentials, credentialsIn } from './credentials.ts';
import { jarOfPairs } from './cookies.ts';
import { Fields, type FileProblem } from './fields.ts';
import { readInstagrapiFile } from './instagrapi-file.ts';
import { OWN_MARK, readLibraryFile, readOwnFile } from './library-file.ts';
import type { SessionParts } from './session-parts.ts';

export type ReadFile =
  | { readonly read: true; readonly stored: StoredState; readonly userId: string }
  /** A sessionid alone: it needs a device, and may be ended by the try. */
  | { readonly read: 'bare'; readonly credentials: Credentials }
  | { readonly read: false; readonly problems: readonly FileProblem[] };

const LONGEST = 200_000;
const MOST_PROBLEMS = 30;

const refused = (...problems: readonly FileProblem[]): ReadFile => ({
  read: false,
  problems: problems.slice(0, MOST_PROBLEMS),
});
const wrong = (message: string): ReadFile => refused({ path: 'session', message });

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whole numbers beyond 2^53 become text, so that an id keeps its last digits. */
const parse = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
      ? context?.source
      : value,
  );

/** Where tools keep the proxy that they used. */
const PROXIES = ['proxy', 'proxies', 'proxyUrl', 'proxy_url', 'proxy_settings'];

const partsOf = (body: Body, problems: FileProblem[]): SessionParts | null => {
  const fields = new Fields(body, 'session', problems);
  const proxy = PROXIES.find((key) => fields.has(key));
  if (proxy !== undefined) fields.wrong(proxy, 'take the proxy out of the file, and give it beside the file');
  if (OWN_MARK in body) return readOwnFile(fields);
  if ('deviceString' in body || 'phoneId' in body || 'constants' in body) return readLibraryFile(fields);
  if ('uuids' in body || 'authorization_data' in body || 'device_settings' in body) return readInstagrapiFile(fields);
  return null;
};

const fromBody = (body: Body): ReadFile => {
  // The answer of our own export, saved whole.
  const wrapped = body['session'];
  if (!(OWN_MARK in body) && isRecord(wrapped) && OWN_MARK in wrapped) return fromBody(wrapped);
  const problems: FileProblem[] = [];
  const parts = partsOf(body, problems);
  if (!parts) {
    return wrong(
      'is no settings file of instagrapi or aiograpi, no state of instagram-private-api, and no export of Pacekeeper',
    );
  }
  if (problems.length > 0 || parts.userId === null) return refused(...problems);
  const client = Object.fromEntries(Object.entries(parts.client).filter(([, value]) => value !== undefined));
  return { read: true, stored: { v: 1, client, app: { ...parts.app, kept: true } }, userId: parts.userId };
};

const fromText = (text: string, nested = false): ReadFile => {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (!/^["[{]/.test(trimmed)) {
    const credentials = credentialsIn(trimmed);
    return credentials ? { read: 'bare', credentials } : wrong('is no JSON, and no sessionid of the app');
  }
  let parsed: unknown;
  try {
    parsed = parse(trimmed);
  } catch {
    return wrong('is no complete JSON: the file may be cut off');
  }
  // Some tools write the text of a JSON text.
  if (typeof parsed === 'string' && !nested) return fromText(parsed, true);
  return isRecord(parsed) ? fromBody(parsed) : wrong('must be a JSON object');
};

/**
 * Pure: what a session file says, whichever of the known ones it is. Never throws, whatever it is given, and no problem
 * that it names holds a value of the file.
 */
export const readSessionFile = (given: unknown): ReadFile => {
  if (typeof given === 'string')
    return given.length > LONGEST ? wrong('is too long for a session file') : fromText(given);
  return isRecord(given) ? fromBody(given) : wrong('must be the text of a file, or a JSON object');
};

/** A bare sessionid on a device that was made for it. */
export const bareSession = (credentials: Credentials, device: Body, app: AppVersion | null): StoredState => {
  const cookies = { sessionid: credentials.sessionId, ds_user_id: credentials.userId };
  const jar = jarOfPairs(new Fields({ cookies }, 'session', []), 'cookies', {});
  const client = { ...device, cookies: jar.text, authorization: authorizationOf(credentials, true) };
  return { v: 1, client, ...(app ? { app } : {}) };
};
