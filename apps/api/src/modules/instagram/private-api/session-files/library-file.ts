import { Constants } from '../library-constants.ts';
import type { AppVersion } from '../app-versions.ts';
import { authorizationIn, credentialsIn } from './credentials.ts';
import { jarOfStore } from './cookies.ts';
import {
  ANDROID_ID,
  BLOKS,
  CLAIM,
  type Fields,
  LOCALE,
  OFFSET,
  PK,
  type TextForm,
  UUID,
  VERSION,
  VERSION_CODE,
} from './fields.ts';
import type { SessionParts } from './session-parts.ts';

const DEVICE: TextForm = {
  is: 'a device profile of seven parts',
  pattern: /^\d{1,3}\/[\d.]{1,12}; \d{2,4}dpi; \d{3,5}x\d{3,5}(?:; [^;()]{1,60}){4}$/,
  longest: 300,
};
const BUILD: TextForm = { is: 'a build such as OPM1.171019.011', pattern: /^[\w.]+$/, longest: 40 };
const WORD: TextForm = { is: 'a short word', pattern: /^[\w.+/=,-]+$/, longest: 64 };
const KEY_ID: TextForm = { is: 'a number up to 255', pattern: /^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/, longest: 3 };
const PUBLIC_KEY: TextForm = { is: 'a key in base64', pattern: /^[A-Za-z0-9+/=]+$/, longest: 4000 };

const MOST_CAPABILITIES = 100;
const isCapability = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const values = Object.values(value);
  const fits = (one: unknown) => (typeof one === 'string' ? one.length <= 4000 : typeof one === 'number');
  return values.length <= 5 && values.every(fits);
};

const capabilitiesIn = (state: Fields): unknown => {
  const value = state.raw('supportedCapabilities');
  if (value === undefined) return undefined;
  const fits = Array.isArray(value) && value.length <= MOST_CAPABILITIES && value.every(isCapability);
  return fits ? value : state.wrong('supportedCapabilities', 'must be a list of names with values');
};

/** The fields of the client library's state, as it serialises them itself. */
const clientIn = (state: Fields) => {
  const jar = jarOfStore(state, 'cookies');
  const authorization = authorizationIn(state, 'authorization');
  const bySession = credentialsIn(jar.value('sessionid') ?? '');
  const byCookie = jar.value('ds_user_id');
  const ids = [authorization?.userId, bySession?.userId, byCookie].filter((one) => one !== undefined);
  if (!authorization && !bySession) state.wrong('authorization', 'is missing, and cookies has no sessionid');
  if (new Set(ids).size > 1) state.wrong('cookies', 'name another account than the session');
  const userId = ids[0] ?? null;
  if (userId !== null && !PK.pattern.test(userId)) state.wrong('cookies', 'must name the account by its id');
  const client = {
    cookies: jar.text,
    supportedCapabilities: capabilitiesIn(state),
    language: state.text('language', LOCALE),
    timezoneOffset: state.text('timezoneOffset', OFFSET),
    radioType: state.optional('radioType', WORD),
    capabilitiesHeader: state.optional('capabilitiesHeader', WORD),
    connectionTypeHeader: state.optional('connectionTypeHeader', WORD),
    isLayoutRTL: state.flag('isLayoutRTL'),
    adsOptOut: state.flag('adsOptOut'),
    euDCEnabled: state.flag('euDCEnabled'),
    thumbnailCacheBustingValue: state.count('thumbnailCacheBustingValue'),
    clientSessionIdLifetime: state.count('clientSessionIdLifetime'),
    pigeonSessionIdLifetime: state.count('pigeonSessionIdLifetime'),
    deviceString: state.text('deviceString', DEVICE),
    deviceId: state.text('deviceId', ANDROID_ID),
    uuid: state.text('uuid', UUID),
    phoneId: state.text('phoneId', UUID),
    adid: state.optional('adid', UUID),
    build: state.optional('build', BUILD),
    passwordEncryptionKeyId: state.optional('passwordEncryptionKeyId', KEY_ID),
    passwordEncryptionPubKey: state.optional('passwordEncryptionPubKey', PUBLIC_KEY),
    igWWWClaim: state.optional('igWWWClaim', CLAIM),
    authorization: authorization?.header,
  };
  return { client, userId };
};

const appIn = (fields: Fields, names: { version: string; code: string; bloks: string }): AppVersion => {
  const bloks = fields.optional(names.bloks, BLOKS);
  return {
    version: fields.text(names.version, VERSION) ?? '',
    code: fields.text(names.code, VERSION_CODE) ?? '',
    ...(bloks === undefined ? {} : { bloks }),
  };
};

/**
 * What `state.serialize()` of instagram-private-api gives. Its users are told to leave the constants out, and with them
 * the version: then the library's own was claimed.
 */
export const readLibraryFile = (state: Fields): SessionParts => {
  const app = state.has('constants')
    ? appIn(state.within('constants'), { version: 'APP_VERSION', code: 'APP_VERSION_CODE', bloks: 'BLOKS_VERSION_ID' })
    : { version: Constants.APP_VERSION, code: Constants.APP_VERSION_CODE };
  return { ...clientIn(state), app };
};

/** Marks a file of ours; its value is the version of its form. */
export const OWN_MARK = 'pacekeeper_session';

/** What Pacekeeper exported. */
export const readOwnFile = (file: Fields): SessionParts => {
  if (file.raw(OWN_MARK) !== 1) file.wrong(OWN_MARK, 'must be 1: the file comes from another version of Pacekeeper');
  const app = appIn(file.within('app'), { version: 'version', code: 'code', bloks: 'bloks' });
  return { ...clientIn(file.within('client')), app };
};
