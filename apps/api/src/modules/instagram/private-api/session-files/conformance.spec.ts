import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '@pacekeeper/testing';
import { IgApiClient } from 'instagram-private-api';
import { SystemClock } from '../../../../platform/clock/clock.ts';
import type { Secret } from '../../../../platform/crypto/secret.ts';
import { RecordingInstagram, type WireCall } from '../../../../testing/recording-instagram.ts';
import { testConfig } from '../../../../testing/test-config.ts';
import { PrivateApiProvider } from '../index.ts';
import { LIVE_DEVICES } from '../device-profiles.ts';
import { readState, writeState } from '../stored-state.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const APP = { APP_VERSION: '361.0.0.46.88', APP_VERSION_CODE: '654321' };

let simulator: Simulator;
let recorder: RecordingInstagram;
let provider: PrivateApiProvider;
let agent: Agent;
let target: string;
let signedIn: State;
let expected: readonly WireCall[];

type State = Record<string, unknown> & { constants: Record<string, string>; cookies: string };

/** The unmodified library, aimed at the recorder as its users aim it at a proxy. */
const unmodified = (app: object = APP): IgApiClient => {
  const ig = new IgApiClient();
  ig.state.generateDevice('a device of another tool');
  Object.assign(ig.state, { constants: { ...ig.state.constants, ...app }, language: 'de_AT', timezoneOffset: '3600' });
  ig.state.proxyUrl = recorder.url;
  ig.request.defaults = { tunnel: false, agent, timeout: 5000 };
  return ig;
};
const stateOf = async (ig: IgApiClient): Promise<State> =>
  JSON.parse(JSON.stringify(await ig.state.serialize())) as State;
const providerWith = (env: Record<string, string> = {}) =>
  new PrivateApiProvider(
    testConfig({ DATABASE_URL: 'postgres://unused', INSTAGRAM_BASE_URL: recorder.url, ...env }),
    new SystemClock(),
  );

/** What differs in every two calls: the clock, a made-up speed, and how the connection is kept. */
const VOLATILE = /^(?:X-Pigeon-Rawclienttime|X-Pigeon-Session-Id|X-IG-Connection-Speed|Connection)$/i;
const comparable = (calls: readonly WireCall[]) =>
  calls.map(({ method, path, headers, body }) => ({
    method,
    path,
    headers: headers.filter(([name]) => !VOLATILE.test(name)).map(([name, value]) => `${name}: ${value}`),
    body,
  }));

/** One look and one follow, which is taken back unseen. */
const used = async (session: Secret<string>): Promise<WireCall[]> => {
  recorder.take();
  const result = await provider.takeSession(session, null);
  if (result.outcome !== 'connected') throw new Error(JSON.stringify(result));
  const answer = await (await provider.open(result.state)).follow(target);
  if (!answer.ok) throw new Error(answer.failure.symbol);
  return recorder.take();
};

beforeAll(async () => {
  simulator = await Simulator.start();
  recorder = await RecordingInstagram.before(simulator.instagramUrl);
  agent = new Agent();
  provider = providerWith();
  await simulator.control('POST', '/accounts', { username: 'conform', password: PASSWORD });
  await simulator.control('PATCH', '/settings', { bind_sessions: true });
  const { items } = await simulator.control<{ items: { pk: string; is_private: boolean }[] }>('GET', '/users?limit=20');
  target = items.find((user) => !user.is_private)?.pk ?? '';

  const ig = unmodified();
  await ig.account.login('conform', PASSWORD);
  signedIn = await stateOf(ig);
  recorder.take();
  await ig.account.currentUser();
  await ig.friendship.create(target);
  expected = recorder.take();
});
afterAll(async () => {
  provider.onModuleDestroy();
  agent.destroy();
  await recorder.stop();
  await simulator.stop();
});

/** The same session as instagrapi has it. */
const asInstagrapi = ({ constants, ...state }: State): object => {
  const [system = '', dpi, resolution, manufacturer, model, device, cpu] = String(state['deviceString']).split('; ');
  const [android_version, android_release] = system.split('/');
  const { cookies } = JSON.parse(state.cookies) as { cookies: { key: string; value: string }[] };
  const header = Buffer.from(String(state['authorization']).replace('Bearer IGT:2:', ''), 'base64').toString();
  return {
    uuids: {
      phone_id: state['phoneId'],
      uuid: state['uuid'],
      advertising_id: state['adid'],
      android_device_id: state['deviceId'],
    },
    ig_www_claim: state['igWWWClaim'],
    authorization_data: JSON.parse(header) as object,
    cookies: Object.fromEntries(cookies.map(({ key, value }) => [key, value])),
    device_settings: {
      app_version: constants['APP_VERSION'],
      version_code: constants['APP_VERSION_CODE'],
      ...{ android_version, android_release, dpi, resolution, manufacturer, model, device, cpu },
    },
    locale: state['language'],
    timezone_offset: Number(state['timezoneOffset']),
  };
};

const sessionIn = async (file: unknown): Promise<Secret<string>> => {
  const read = await provider.readSession(file);
  if (!read.read) throw new Error(JSON.stringify(read.problems));
  return read.state;
};

describe('a session that the unmodified library made', () => {
  it('is what the others are compared with: a look and a follow', () => {
    expect(expected.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(comparable(expected)[0]?.headers.join('\n')).toContain(`Instagram ${APP.APP_VERSION} Android`);
  });

  it.each<[string, () => Promise<unknown> | unknown]>([
    ['the library’s own state', () => JSON.stringify(signedIn)],
    ['the library’s own state, as JSON in the request', () => signedIn],
    ['the settings of instagrapi', () => JSON.stringify(asInstagrapi(signedIn))],
    [
      'our own export',
      async () => {
        const session = await sessionIn(JSON.stringify(signedIn));
        return JSON.stringify(provider.exportSession(session, { username: 'conform', pk: '1', at: new Date() }));
      },
    ],
  ])('sends the same requests after it came as %s', async (_, file) => {
    expect(comparable(await used(await sessionIn(await file())))).toEqual(comparable(expected));
  });

  it('sends the same requests wherever our export is taken to, and whatever is configured there', async () => {
    const elsewhere = providerWith({ INSTAGRAM_APP_VERSION: '446.0.0.49.77', INSTAGRAM_APP_VERSION_CODE: '961999999' });
    const read = await elsewhere.readSession(signedIn);
    if (!read.read) throw new Error('not read');
    recorder.take();
    expect(await elsewhere.takeSession(read.state, null)).toMatchObject({ outcome: 'connected' });
    expect(comparable(recorder.take())).toEqual(comparable(expected).slice(0, 1));
    expect(elsewhere.versionOf(read.state)).toEqual({ client: '361.0.0.46.88 654321', kept: true });
    elsewhere.onModuleDestroy();
  });

  it('sends the same requests as before from a session that was stored before versions were', async () => {
    const ig = unmodified({});
    await ig.account.login('conform', PASSWORD);
    const { constants: _, ...client } = await stateOf(ig);
    recorder.take();
    await ig.account.currentUser();
    await ig.friendship.create(target);
    const before = recorder.take();
    expect(comparable(before)[0]?.headers.join('\n')).toContain('Instagram 222.0.0.13.114 Android');
    const stored = writeState({ v: 1, client });
    expect(comparable(await used(stored))).toEqual(comparable(before));
    expect(provider.versionOf(stored)).toEqual({ client: null, kept: false });
  });

  it('keeps its version through answers that change its cookies', async () => {
    await simulator.control('PATCH', '/settings', { bind_sessions: false });
    const session = await sessionIn(JSON.stringify(signedIn));
    const opened = await provider.open(session);
    await opened.logout();
    const after = await opened.changedState();
    expect(after && readState(after).app).toEqual(readState(session).app);
  });
});

describe('a bare sessionid', () => {
  it('gets a device of its own; in mode live with the version and a phone of this time', async () => {
    const id = '4711000042%3AqUx7pVbN2mKd81Lz%3A27';
    const live = providerWith({
      INSTAGRAM_MODE: 'live',
      INSTAGRAM_BASE_URL: 'https://instagram.test',
      PACE_SPEED: '1',
    });
    const read = await live.readSession(id);
    if (!read.read) throw new Error('not read');
    const { client, app } = readState(read.state);
    expect(app).toEqual({ version: '428.0.0.47.67', code: '961145276' });
    expect(LIVE_DEVICES).toContain(client['deviceString']);
    expect(live.versionOf(read.state)).toEqual({ client: '428.0.0.47.67 961145276', kept: false });
    const again = await live.readSession(id);
    expect(again.read && readState(again.state).client['deviceId']).not.toBe(client['deviceId']);

    // A session from before versions were stored goes on with the library's.
    const { app: _, ...old } = readState(read.state);
    const account = { username: 'conform', pk: '1', at: new Date() };
    expect(live.exportSession(writeState(old), account)).toMatchObject({ app: { version: '222.0.0.13.114' } });
    live.onModuleDestroy();
  });
});
