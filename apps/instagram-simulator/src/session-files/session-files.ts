import type { Account } from '../accounts/account.ts';
import { bearerOf, type Session } from '../accounts/sessions.ts';
import type { Simulation } from '../simulation.ts';
import { FILE_VERSIONS, type FileDevice, fileDevice } from './profile.ts';

export const FILE_KINDS = ['instagrapi', 'library', 'pacekeeper', 'sessionid'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** How people know them. */
export const FILE_NAMES: Readonly<Record<FileKind, string>> = {
  instagrapi: 'instagrapi settings',
  library: 'instagram-private-api state',
  pacekeeper: 'Pacekeeper export',
  sessionid: 'bare sessionid',
};

export interface SessionFile {
  readonly name: string;
  readonly text: string;
  readonly session: Session;
}

interface Made {
  readonly account: Account;
  readonly session: Session;
  readonly device: FileDevice;
}

/** The session of an account and a kind of file: opened on first use, and again once it has ended. */
const sessionOf = (sim: Simulation, account: Account, kind: FileKind, device: FileDevice): Session => {
  const live = sim.sessions
    .of(account.pk)
    .find((one) => one.bound !== undefined && one.device === device.deviceId && one.revoked === null);
  if (live) return live;
  // A bare sessionid comes from a client that is not here any more: it is bound to nothing that is known.
  if (kind === 'sessionid') return sim.sessions.open(account.pk, device.deviceId);
  const { version } = FILE_VERSIONS[kind];
  return sim.sessions.open(account.pk, device.deviceId, { version });
};

/** What instagrapi and aiograpi write: `dump_settings`. */
const instagrapi = ({ session, device }: Made): object => ({
  uuids: {
    phone_id: device.phoneId,
    uuid: device.uuid,
    client_session_id: device.phoneId,
    advertising_id: device.advertisingId,
    android_device_id: device.deviceId,
    request_id: device.uuid,
    tray_session_id: device.uuid,
  },
  mid: device.mid,
  ig_u_rur: null,
  ig_www_claim: 'hmac.simulated',
  authorization_data: { ds_user_id: session.pk, sessionid: session.id },
  cookies: {},
  last_login: session.createdAt / 1000,
  device_settings: {
    app_version: FILE_VERSIONS.instagrapi.version,
    android_version: 33,
    android_release: '13.0.0',
    dpi: '420dpi',
    resolution: '1080x2400',
    manufacturer: 'samsung',
    device: 'o1s',
    model: 'SM-G991B',
    cpu: 'exynos2100',
    version_code: FILE_VERSIONS.instagrapi.code,
  },
  user_agent: `Instagram ${FILE_VERSIONS.instagrapi.version} Android (33/13.0.0; 420dpi; 1080x2400; samsung; SM-G991B; o1s; exynos2100; en_US; ${FILE_VERSIONS.instagrapi.code})`,
  country: 'US',
  country_code: 1,
  locale: 'en_US',
  timezone_offset: -14400,
});

/** Fields of the client library's state that both kinds share. */
const clientState = ({ session, device }: Made, deviceString: string, build: string) => ({
  cookies: JSON.stringify({
    version: 'tough-cookie@4.1.4',
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: true,
    enableLooseMode: true,
    cookies: [
      { key: 'csrftoken', value: 'simulatedsimulated', domain: 'instagram.com', path: '/', secure: true },
      { key: 'mid', value: device.mid, domain: 'instagram.com', path: '/', secure: true },
      { key: 'ds_user_id', value: session.pk, domain: 'instagram.com', path: '/', secure: true },
    ],
  }),
  language: 'en_US',
  timezoneOffset: '3600',
  radioType: 'wifi-none',
  capabilitiesHeader: '3brTv10=',
  connectionTypeHeader: 'WIFI',
  isLayoutRTL: false,
  adsOptOut: false,
  thumbnailCacheBustingValue: 1000,
  clientSessionIdLifetime: 1_200_000,
  pigeonSessionIdLifetime: 1_200_000,
  deviceString,
  deviceId: device.deviceId,
  uuid: device.uuid,
  phoneId: device.phoneId,
  adid: device.advertisingId,
  build,
  igWWWClaim: 'hmac.simulated',
  authorization: bearerOf(session),
});

const library = (made: Made): object => ({
  ...clientState(made, '26/8.0.0; 480dpi; 1080x1920; samsung; SM-G930F; herolte; samsungexynos8890', 'R16NW'),
  constants: { APP_VERSION: FILE_VERSIONS.library.version, APP_VERSION_CODE: FILE_VERSIONS.library.code },
});

const pacekeeper = (made: Made): object => ({
  pacekeeper_session: 1,
  instagram_username: made.account.username,
  instagram_pk: made.session.pk,
  exported_at: new Date(made.session.createdAt).toISOString(),
  app: FILE_VERSIONS.pacekeeper,
  client: clientState(made, '34/14; 480dpi; 1080x2340; samsung; SM-S911B; dm1q; qcom', 'UP1A.231005.007'),
});

const contentOf = (kind: Exclude<FileKind, 'sessionid'>, made: Made): object => {
  switch (kind) {
    case 'instagrapi':
      return instagrapi(made);
    case 'library':
      return library(made);
    case 'pacekeeper':
      return pacekeeper(made);
  }
};

/** A session file of an account, as a tool would have written it after a sign-in of its own. */
export const sessionFile = (sim: Simulation, account: Account, kind: FileKind): SessionFile => {
  const device = fileDevice(`${account.pk} ${kind}`);
  const session = sessionOf(sim, account, kind, device);
  if (kind === 'sessionid') return { name: `${account.username}.sessionid.txt`, text: session.id, session };
  const text = `${JSON.stringify(contentOf(kind, { account, session, device }), null, 2)}\n`;
  return { name: `${account.username}.${kind}.json`, text, session };
};
