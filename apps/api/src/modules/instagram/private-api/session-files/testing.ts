/** Session files as their tools write them, for tests; nothing in them opens anything. */

export const USER_ID = '4711000042';
export const SECRETS = {
  sessionId: `${USER_ID}%3AqUx7pVbN2mKd81Lz%3A27%3AAYe9secretsecretsecretsecret`,
  mid: 'YmidSecretSecretSecretSecret',
  csrf: 'csrfSecretSecretSecretSecret',
} as const;

const DEVICE = {
  uuid: '7e1b2c3d-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
  phoneId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
  adid: '9f8e7d6c-5b4a-4c3d-a2b1-c0d9e8f7a6b5',
  deviceId: 'android-0123456789abcdef',
} as const;

type File = Record<string, unknown>;

export const instagrapiFile = (): File => ({
  uuids: {
    phone_id: DEVICE.phoneId,
    uuid: DEVICE.uuid,
    client_session_id: DEVICE.phoneId,
    advertising_id: DEVICE.adid,
    android_device_id: DEVICE.deviceId,
    request_id: DEVICE.uuid,
    tray_session_id: DEVICE.uuid,
  },
  mid: SECRETS.mid,
  ig_u_rur: null,
  ig_www_claim: 'hmac.AR0secretclaim',
  authorization_data: { ds_user_id: USER_ID, sessionid: SECRETS.sessionId, should_use_header_over_cookies: true },
  cookies: {},
  last_login: 1_790_000_000.5,
  device_settings: {
    app_version: '385.0.0.47.74',
    android_version: 26,
    android_release: '8.0.0',
    dpi: '480dpi',
    resolution: '1080x1920',
    manufacturer: 'OnePlus',
    device: 'devitron',
    model: '6T Dev',
    cpu: 'qcom',
    version_code: '378906843',
  },
  user_agent:
    'Instagram 385.0.0.47.74 Android (26/8.0.0; 480dpi; 1080x1920; OnePlus; 6T Dev; devitron; qcom; de_AT; 378906843)',
  country: 'AT',
  country_code: 43,
  locale: 'de_AT',
  timezone_offset: 3600,
});

const authorization = (): string =>
  `Bearer IGT:2:${Buffer.from(JSON.stringify({ ds_user_id: USER_ID, sessionid: SECRETS.sessionId })).toString('base64')}`;

const clientState = (): File => ({
  cookies: JSON.stringify({
    version: 'tough-cookie@4.1.4',
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: true,
    cookies: [
      {
        key: 'csrftoken',
        value: SECRETS.csrf,
        expires: '2027-11-30T10:00:00.000Z',
        maxAge: 31_449_600,
        domain: 'instagram.com',
        path: '/',
        secure: true,
        hostOnly: false,
        creation: '2026-11-30T10:00:00.000Z',
        lastAccessed: '2026-11-30T10:00:01.000Z',
      },
      { key: 'mid', value: SECRETS.mid, domain: 'instagram.com', path: '/', secure: true },
      { key: 'ds_user_id', value: USER_ID, domain: 'instagram.com', path: '/', secure: true },
    ],
  }),
  supportedCapabilities: [{ name: 'SUPPORTED_SDK_VERSIONS', value: '119.0' }],
  language: 'de_AT',
  timezoneOffset: '3600',
  radioType: 'wifi-none',
  capabilitiesHeader: '3brTv10=',
  connectionTypeHeader: 'WIFI',
  isLayoutRTL: false,
  adsOptOut: false,
  thumbnailCacheBustingValue: 1000,
  clientSessionIdLifetime: 1_200_000,
  pigeonSessionIdLifetime: 1_200_000,
  deviceString: '26/8.0.0; 480dpi; 1080x1920; samsung; SM-G930F; herolte; samsungexynos8890',
  deviceId: DEVICE.deviceId,
  uuid: DEVICE.uuid,
  phoneId: DEVICE.phoneId,
  adid: DEVICE.adid,
  build: 'R16NW',
  passwordEncryptionKeyId: '61',
  passwordEncryptionPubKey: 'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0=',
  igWWWClaim: 'hmac.AR0secretclaim',
  authorization: authorization(),
});

export const libraryFile = (): File => ({
  constants: { APP_VERSION: '361.0.0.46.88', APP_VERSION_CODE: '654321', BLOKS_VERSION_ID: 'b'.repeat(64), HOST: 'x' },
  ...clientState(),
});

export const ownFile = (): File => ({
  pacekeeper_session: 1,
  instagram_username: 'mia.travels',
  instagram_pk: USER_ID,
  exported_at: '2026-11-30T10:00:00.000Z',
  app: { version: '428.0.0.47.67', code: '961145276' },
  client: clientState(),
});

/** A copy with the value at this path replaced; undefined takes it away. */
export const changed = (file: File, path: string, value: unknown): File => {
  const copy = structuredClone(file);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) at = at[key] as File;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
};
