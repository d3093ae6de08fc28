import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ReadFile, readSessionFile } from './read-session-file.ts';
import { changed, instagrapiFile, libraryFile, ownFile, SECRETS, USER_ID } from './testing.ts';

const read = (file: unknown): ReadFile => readSessionFile(typeof file === 'string' ? file : JSON.stringify(file));

/** Where the file is refused, each once; null where it is taken. */
const refusedAt = (file: unknown): string[] | null => {
  const result = read(file);
  return result.read === false ? [...new Set(result.problems.map(({ path }) => path))] : null;
};

const clientOf = (file: unknown) => {
  const result = read(file);
  if (result.read !== true) throw new Error(inspect(result));
  return result.stored;
};

describe('a settings file of instagrapi', () => {
  it('becomes a session with its own device, version, locale and cookies', () => {
    const { client, app } = clientOf(instagrapiFile());
    expect(app).toEqual({ version: '385.0.0.47.74', code: '378906843', kept: true });
    expect(client).toMatchObject({
      deviceString: '26/8.0.0; 480dpi; 1080x1920; OnePlus; 6T Dev; devitron; qcom',
      deviceId: 'android-0123456789abcdef',
      language: 'de_AT',
      timezoneOffset: '3600',
      igWWWClaim: 'hmac.AR0secretclaim',
    });
    const header = String(client['authorization']).replace('Bearer IGT:2:', '');
    expect(JSON.parse(Buffer.from(header, 'base64').toString())).toEqual({
      ds_user_id: USER_ID,
      sessionid: SECRETS.sessionId,
      should_use_header_over_cookies: true,
    });
    expect(JSON.parse(String(client['cookies']))).toMatchObject({ cookies: [{ key: 'mid', value: SECRETS.mid }] });
    // Nothing else of the file is kept.
    expect(JSON.stringify(client)).not.toMatch(/user_agent|country|last_login|tray/);
  });

  it.each<[string, string, unknown]>([
    ['an id as a number', 'authorization_data.ds_user_id', Number(USER_ID)],
    ['a sessionid with colons', 'authorization_data.sessionid', SECRETS.sessionId.replaceAll('%3A', ':')],
    ['a sessionid with small letters', 'authorization_data.sessionid', SECRETS.sessionId.replaceAll('%3A', '%3a')],
    ['an offset as text', 'timezone_offset', '-18000'],
    ['no advertising id', 'uuids.advertising_id', undefined],
    ['no claim', 'ig_www_claim', ''],
    ['no mid', 'mid', null],
    ['unknown keys', 'tomorrow', { nested: ['a', 1] }],
  ])('is taken with %s', (_, path, value) => {
    const text = JSON.stringify(changed(instagrapiFile(), path, value));
    const { client } = clientOf(text);
    const token = Buffer.from(String(client['authorization']).slice(13), 'base64').toString();
    expect(token).toContain(SECRETS.sessionId);
  });

  it('keeps every digit of an id that is a number beyond 2^53', () => {
    const id = '9007199254740993777';
    const ofThat = changed(instagrapiFile(), 'authorization_data.sessionid', SECRETS.sessionId.replace(USER_ID, id));
    const text = JSON.stringify(changed(ofThat, 'authorization_data.ds_user_id', 'ID')).replace('"ID"', id);
    expect(read(text)).toMatchObject({ read: true, userId: id });
    // As JSON within the request its last digits are lost before it is looked at.
    expect(readSessionFile(JSON.parse(text))).toMatchObject({
      problems: [{ path: 'session.authorization_data.ds_user_id' }],
    });
  });

  it('is taken with its session in the cookies', () => {
    const cookies = { sessionid: SECRETS.sessionId, ds_user_id: USER_ID, csrftoken: SECRETS.csrf, rur: '"EAG,1:2"' };
    const file = changed(changed(instagrapiFile(), 'cookies', cookies), 'authorization_data', {});
    expect(read(file)).toMatchObject({ read: true, userId: USER_ID });
  });

  it.each<[string, string, unknown, string]>([
    ['no device ids', 'uuids', undefined, 'uuids.android_device_id'],
    ['no uuid', 'uuids.uuid', undefined, 'uuids.uuid'],
    ['no phone id', 'uuids.phone_id', '', 'uuids.phone_id'],
    ['a device id of another form', 'uuids.android_device_id', 'ios-0123456789abcdef', 'uuids.android_device_id'],
    ['ids in a list', 'uuids', ['a'], 'uuids'],
    ['no session', 'authorization_data', undefined, 'authorization_data'],
    ['no sessionid', 'authorization_data.sessionid', undefined, 'authorization_data.sessionid'],
    ['a sessionid that is cut off', 'authorization_data.sessionid', `${USER_ID}%3A`, 'authorization_data.sessionid'],
    ['an id that is not the session’s', 'authorization_data.ds_user_id', '815', 'authorization_data.ds_user_id'],
    ['cookies of another account', 'cookies', { ds_user_id: '815' }, 'cookies'],
    ['cookies with a line break', 'cookies', { rur: 'a\r\nX-Evil: 1' }, 'cookies'],
    ['cookies with a semicolon', 'cookies', { rur: 'a; sessionid=b' }, 'cookies'],
    ['cookies of 10 kB', 'cookies', { rur: 'x'.repeat(10_000) }, 'cookies'],
    ['sixty cookies', 'cookies', Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, 'v'])), 'cookies'],
    ['no device', 'device_settings', undefined, 'device_settings.app_version'],
    ['no model', 'device_settings.model', undefined, 'device_settings.model'],
    ['a model with a line break', 'device_settings.model', 'SM\r\nX-Evil: 1', 'device_settings.model'],
    ['a model with a control character', 'device_settings.model', 'SM\u0007', 'device_settings.model'],
    ['a model with a bracket', 'device_settings.model', 'SM); evil (', 'device_settings.model'],
    ['a model of 10 kB', 'device_settings.model', 'x'.repeat(10_000), 'device_settings.model'],
    ['a model in another script', 'device_settings.model', 'Ωmega', 'device_settings.model'],
    ['an app version in words', 'device_settings.app_version', 'latest', 'device_settings.app_version'],
    ['no version code', 'device_settings.version_code', null, 'device_settings.version_code'],
    ['a locale with a header', 'locale', 'en_US\nX: 1', 'locale'],
    ['no locale', 'locale', undefined, 'locale'],
    ['an offset in words', 'timezone_offset', 'Vienna', 'timezone_offset'],
    ['an offset that is no whole number', 'timezone_offset', 1.5, 'timezone_offset'],
    ['a claim with blanks', 'ig_www_claim', 'a b', 'ig_www_claim'],
    ['a proxy', 'proxy', 'http://user:secret@proxy.example:8080', 'proxy'],
    ['proxies', 'proxies', { https: 'http://user:secret@proxy.example:8080' }, 'proxies'],
  ])('is refused with %s, by its name', (_, path, value, at) => {
    expect(refusedAt(changed(instagrapiFile(), path, value))).toContain(`session.${at}`);
  });
});

describe('a state of instagram-private-api', () => {
  it('is taken as it is, with the version that its constants name', () => {
    const { constants: _, ...state } = libraryFile();
    const { client, app } = clientOf(libraryFile());
    expect(app).toEqual({ version: '361.0.0.46.88', code: '654321', bloks: 'b'.repeat(64), kept: true });
    const { cookies, ...rest } = client;
    const { cookies: given, ...others } = state;
    expect(rest).toEqual(others);
    expect(JSON.parse(String(cookies))).toMatchObject({ cookies: JSON.parse(String(given)).cookies });
  });

  it('claims the library’s own version where the constants were left out, as its users are told to', () => {
    expect(clientOf(changed(libraryFile(), 'constants', undefined)).app).toEqual({
      version: '222.0.0.13.114',
      code: '350696709',
      kept: true,
    });
  });

  it('is taken as text within text, and with a byte order mark', () => {
    expect(read(JSON.stringify(JSON.stringify(libraryFile())))).toMatchObject({ read: true });
    expect(read(`\uFEFF ${JSON.stringify(libraryFile())}\n`)).toMatchObject({ read: true });
  });

  it('is taken with cookies alone, and with a jar that is no text', () => {
    const jar = JSON.parse(String(libraryFile()['cookies'])) as { cookies: object[] };
    jar.cookies.push({ key: 'sessionid', value: SECRETS.sessionId, domain: 'instagram.com', path: '/', secure: true });
    expect(read(changed(changed(libraryFile(), 'cookies', jar), 'authorization', undefined))).toMatchObject({
      read: true,
    });
  });

  const jar = (cookie: object) =>
    JSON.stringify({ cookies: [{ key: 'a', value: 'b', domain: 'instagram.com', path: '/', ...cookie }] });
  it.each<[string, string, unknown, string]>([
    ['no device', 'deviceString', undefined, 'deviceString'],
    [
      'a device of six parts',
      'deviceString',
      '26/8.0.0; 480dpi; 1080x1920; samsung; SM-G930F; herolte',
      'deviceString',
    ],
    ['a device with a line break', 'deviceString', '26/8.0.0; 480dpi; 1080x1920; a\r\nX: 1; b; c; d', 'deviceString'],
    [
      'a device of 10 kB',
      'deviceString',
      `26/8.0.0; 480dpi; 1080x1920; ${'x'.repeat(10_000)}; b; c; d`,
      'deviceString',
    ],
    ['no device id', 'deviceId', undefined, 'deviceId'],
    ['a uuid with more behind it', 'uuid', '7e1b2c3d-4f5a-4b6c-8d7e-9f0a1b2c3d4e\n', 'uuid'],
    ['no phone id', 'phoneId', undefined, 'phoneId'],
    ['no language', 'language', undefined, 'language'],
    ['no offset', 'timezoneOffset', undefined, 'timezoneOffset'],
    ['neither header nor cookie', 'authorization', undefined, 'authorization'],
    ['a header of another kind', 'authorization', 'Basic dXNlcjpwYXNz', 'authorization'],
    ['a header with a line break', 'authorization', 'Bearer IGT:2:abc\r\nX: 1', 'authorization'],
    [
      'a header that names nobody',
      'authorization',
      `Bearer IGT:2:${Buffer.from('{"a":"aaaaaaaaaaaaaaaa"}').toString('base64')}`,
      'authorization',
    ],
    ['cookies of another site', 'cookies', jar({ domain: 'evil.example' }), 'cookies'],
    ['a cookie with a line break', 'cookies', jar({ value: 'b\nX: 1' }), 'cookies'],
    ['a cookie with a date that does not exist', 'cookies', jar({ creation: '2026-99-99T00:00:00.000Z' }), 'cookies'],
    ['cookies that are no jar', 'cookies', '[1, 2]', 'cookies'],
    ['cookies of another account', 'cookies', jar({ key: 'ds_user_id', value: '815' }), 'cookies'],
    ['a version in words', 'constants', { APP_VERSION: 'new', APP_VERSION_CODE: '654321' }, 'constants.APP_VERSION'],
    ['constants without a version', 'constants', { HOST: 'x' }, 'constants.APP_VERSION_CODE'],
    ['capabilities that are none', 'supportedCapabilities', [{ name: { deep: 1 } }], 'supportedCapabilities'],
    ['a flag in words', 'isLayoutRTL', 'yes', 'isLayoutRTL'],
    ['a lifetime of nothing', 'pigeonSessionIdLifetime', 0, 'pigeonSessionIdLifetime'],
    ['a key id beyond a byte', 'passwordEncryptionKeyId', '256', 'passwordEncryptionKeyId'],
    ['a header word with a line break', 'connectionTypeHeader', 'WIFI\r\nX: 1', 'connectionTypeHeader'],
    ['a proxy', 'proxyUrl', 'http://user:secret@proxy.example:8080', 'proxyUrl'],
  ])('is refused with %s, by its name', (_, path, value, at) => {
    expect(refusedAt(changed(libraryFile(), path, value))).toContain(`session.${at}`);
  });
});

describe('an export of ours', () => {
  it('is taken, also as the answer that brought it', () => {
    expect(clientOf(ownFile()).app).toMatchObject({ version: '428.0.0.47.67', kept: true });
    expect(read({ success: true, file_name: 'x.json', session: ownFile() })).toMatchObject({ userId: USER_ID });
  });

  it.each<[string, string, unknown, string]>([
    ['another version of its form', 'pacekeeper_session', 2, 'pacekeeper_session'],
    ['no version', 'app', undefined, 'app.version'],
    ['no version code', 'app.code', undefined, 'app.code'],
    ['an app that is a list', 'app', [], 'app'],
    ['no client', 'client', undefined, 'client.deviceString'],
    ['a client that is text', 'client', '{}', 'client'],
    ['no device id', 'client.deviceId', undefined, 'client.deviceId'],
    ['no session', 'client.authorization', undefined, 'client.authorization'],
    ['a hostile device', 'client.deviceString', 'x\r\n', 'client.deviceString'],
    ['a hostile locale', 'client.language', 'en_US\r\nX: 1', 'client.language'],
    ['a proxy', 'proxy', 'http://user:secret@proxy.example:8080', 'proxy'],
  ])('is refused with %s, by its name', (_, path, value, at) => {
    expect(refusedAt(changed(ownFile(), path, value))).toContain(`session.${at}`);
  });
});

describe('a bare sessionid', () => {
  it.each([
    ['with %3A', SECRETS.sessionId],
    ['with colons', SECRETS.sessionId.replaceAll('%3A', ':')],
    ['with blanks around it', `  ${SECRETS.sessionId}\n`],
    ['in quotation marks', JSON.stringify(SECRETS.sessionId)],
  ])('is known %s', (_, text) => {
    expect(read(text)).toEqual({ read: 'bare', credentials: { userId: USER_ID, sessionId: SECRETS.sessionId } });
  });

  it.each([
    ['without an id', 'abcdefghijklmnop'],
    ['with an id of nought', '0%3Aabcdefghijklmnop%3A1'],
    ['cut off', `${USER_ID}%3Aabc`],
    ['with a blank', `${USER_ID}%3Aabcdefg hijklmnop`],
    ['with a line break', `${USER_ID}%3Aabcdefghijklmnop\nX: 1`],
    ['as a cookie header', `sessionid=${SECRETS.sessionId}; ds_user_id=1`],
    ['of 10 kB', `${USER_ID}%3A${'x'.repeat(10_000)}`],
  ])('is refused %s', (_, text) => expect(refusedAt(text)).toEqual(['session']));
});

describe('what is no session file', () => {
  const half = JSON.stringify(instagrapiFile());
  it.each<[string, unknown]>([
    ['nothing', ''],
    ['words', 'my password is swordfish'],
    ['a truncated file', half.slice(0, half.length / 2)],
    ['a JSON array', JSON.stringify([instagrapiFile()])],
    [
      'cookies of a browser',
      JSON.stringify([{ name: 'sessionid', value: SECRETS.sessionId, domain: '.instagram.com' }]),
    ],
    ['another tool’s file', JSON.stringify({ username: 'mia', session: { token: SECRETS.sessionId } })],
    ['a number', '42'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['brackets as deep as the file is long', '['.repeat(100_000)],
    ['objects as deep as the file is long', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
    ['wrapped answers without end', `${'{"session":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['a file of 10 MB', 'x'.repeat(10_000_000)],
  ])('%s', (_, file) => expect(refusedAt(file)).toEqual(['session']));
});

describe('any JSON at all', () => {
  const noise = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('\r\n', '\0', '"', '; ', 'x'.repeat(10_000), '__proto__', 1e21, -0, [[[[]]]]),
  );
  const pathsOf = (file: object, at = ''): string[] =>
    Object.entries(file).flatMap(([key, value]) => {
      const path = at === '' ? key : `${at}.${key}`;
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [path, ...pathsOf(value, path)]
        : [path];
    });
  const kinds = [instagrapiFile(), libraryFile(), ownFile()];
  const broken = fc
    .constantFrom(...kinds)
    .chain((file) =>
      fc.tuple(fc.constantFrom(...pathsOf(file)), noise).map(([path, value]) => changed(file, path, value)),
    );

  /** A value of the file that would become part of a header and break it. */
  const isUnsafe = (value: unknown): boolean => typeof value === 'string' && /[^\x20-\x7e]/.test(value);

  it('gives a session whose headers are safe, or problems without a value of the file; it never throws', () => {
    fc.assert(
      fc.property(fc.oneof(broken, noise), (file) => {
        for (const given of [file, JSON.stringify(file)]) {
          const result = readSessionFile(given);
          if (result.read === true) {
            const { cookies: _, supportedCapabilities: __, ...headers } = result.stored.client;
            expect(Object.values(headers).filter(isUnsafe)).toEqual([]);
            expect(result.userId).toMatch(/^[1-9]\d{0,24}$/);
          }
          if (result.read !== false) continue;
          expect(result.problems.length).toBeGreaterThan(0);
          const said = JSON.stringify(result);
          for (const secret of Object.values(SECRETS)) expect(said).not.toContain(secret);
          expect(said.length).toBeLessThan(10_000);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
