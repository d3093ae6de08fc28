import { authorizationOf, type Credentials, credentialsIn, SESSION } from './credentials.ts';
import { type Jar, jarOfPairs } from './cookies.ts';
import {
  ANDROID_ID,
  BLOKS,
  CLAIM,
  type Fields,
  LOCALE,
  MID,
  OFFSET,
  PK,
  PROFILE,
  UUID,
  VERSION,
  VERSION_CODE,
} from './fields.ts';
import type { SessionParts } from './session-parts.ts';

/** `26/8.0.0; 480dpi; 1080x1920; OnePlus; 6T Dev; devitron; qcom`: as the app's User-Agent has the device. */
const deviceIn = (settings: Fields): string => {
  const part = (key: string, pattern: RegExp = PROFILE.pattern) => settings.text(key, { ...PROFILE, pattern }) ?? '';
  const level = part('android_version', /^\d{1,3}$/);
  const release = part('android_release', /^[\d.]{1,12}$/);
  const rest = [
    part('dpi', /^\d{2,4}dpi$/),
    part('resolution', /^\d{3,5}x\d{3,5}$/),
    ...['manufacturer', 'model', 'device', 'cpu'].map((key) => part(key)),
  ];
  return [`${level}/${release}`, ...rest].join('; ');
};

/** From the file's authorization, else from its cookies; the first is what these tools use. */
const credentialsOf = (file: Fields, jar: Jar): Credentials | null => {
  if (!file.has('authorization_data') || emptyObject(file.raw('authorization_data'))) {
    const found = credentialsIn(jar.value('sessionid') ?? '');
    if (!found) file.wrong('authorization_data', 'is missing, and cookies has no sessionid');
    return found;
  }
  const data = file.within('authorization_data');
  const userId = data.text('ds_user_id', PK);
  const found = credentialsIn(data.text('sessionid', SESSION) ?? '');
  if (found && userId !== undefined && userId !== found.userId)
    data.wrong('ds_user_id', 'is not the account of sessionid');
  return found;
};

const emptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The settings file of instagrapi and aiograpi. */
export const readInstagrapiFile = (file: Fields): SessionParts => {
  const uuids = file.within('uuids');
  const settings = file.within('device_settings');
  const jar = jarOfPairs(file, 'cookies', { mid: file.optional('mid', MID) });
  const credentials = credentialsOf(file, jar);
  const overCookies = file.within('authorization_data').flag('should_use_header_over_cookies') ?? false;
  const bloks = settings.optional('bloks_versioning_id', BLOKS);
  const parts = {
    client: {
      cookies: jar.text,
      language: file.text('locale', LOCALE),
      timezoneOffset: file.text('timezone_offset', OFFSET),
      deviceString: deviceIn(settings),
      deviceId: uuids.text('android_device_id', ANDROID_ID),
      uuid: uuids.text('uuid', UUID),
      phoneId: uuids.text('phone_id', UUID),
      adid: uuids.optional('advertising_id', UUID),
      igWWWClaim: file.optional('ig_www_claim', CLAIM),
      authorization: credentials ? authorizationOf(credentials, overCookies) : undefined,
    },
    app: {
      version: settings.text('app_version', VERSION) ?? '',
      code: settings.text('version_code', VERSION_CODE) ?? '',
      ...(bloks === undefined ? {} : { bloks }),
    },
    userId: credentials?.userId ?? null,
  };
  const named = jar.value('ds_user_id');
  if (named !== undefined && parts.userId !== null && named !== parts.userId) {
    file.wrong('cookies', 'name another account than the session');
  }
  return parts;
};
