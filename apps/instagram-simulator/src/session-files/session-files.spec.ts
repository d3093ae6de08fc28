import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { IgApiClient } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { FILE_KINDS } from './session-files.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness({ users: 50 });
});
afterAll(() => simulated.close());
afterEach(() => simulated.control.patch('/settings', { versions: [], bind_sessions: false }));

/** What a call that fails says. */
const refusalOf = async (call: Promise<unknown>): Promise<string> => String(await failureOf(call));

const file = async (username: string, kind: string) => {
  const url = `${simulated.simulator.controlUrl}/accounts/${username}/session-file?kind=${kind}`;
  const response = await fetch(url);
  return {
    status: response.status,
    disposition: response.headers.get('content-disposition'),
    text: await response.text(),
  };
};

/** A client of the unmodified library that goes on with a state. */
const restored = async (state: string): Promise<IgApiClient> => {
  const { constants, ...rest } = JSON.parse(state) as { constants: object };
  const ig = simulated.client();
  await ig.state.deserialize(JSON.stringify(rest));
  Object.assign(ig.state, { constants: { ...ig.state.constants, ...constants } });
  return ig;
};

describe('a session file', () => {
  it.each(FILE_KINDS)('of the kind %s is the same each time, and one to download', async (kind) => {
    const first = await file('demo_plain', kind);
    expect(first.status).toBe(200);
    expect(first.disposition).toMatch(/^attachment; filename="demo_plain\.[\w.]+"$/);
    if (kind !== 'sessionid') expect(await file('demo_plain', kind)).toEqual(first);
  });

  it('is known by kind only, and for an account that is there', async () => {
    expect((await file('demo_plain', 'instaloader')).status).toBe(400);
    expect((await file('nobody_here', 'library')).status).toBe(404);
  });

  it('carries on in the library that it is made for, also where the password is refused', async () => {
    const ig = await restored((await file('demo_session', 'library')).text);
    expect((await ig.account.currentUser()).username).toBe('demo_session');
    const refused = await refusalOf(simulated.client().account.login('demo_session', 'session-harvest-window-6182'));
    expect(refused).toContain('out of date');
  });

  it.each<[string, (ig: IgApiClient) => void]>([
    ['another device', (ig) => (ig.state.deviceId = 'android-ffffffffffffffff')],
    [
      'another app version',
      (ig) => Object.assign(ig.state, { constants: { ...ig.state.constants, APP_VERSION: '428.0.0.47.67' } }),
    ],
  ])('opens nothing any more once it was used from %s', async (_, change) => {
    const { text } = await file('demo_sms', 'library');
    const elsewhere = await restored(text);
    change(elsewhere);
    expect(await refusalOf(elsewhere.account.currentUser())).toContain('login_required');
    expect(await refusalOf((await restored(text)).account.currentUser())).toContain('login_required');
    // A new file has a new session.
    const again = await restored((await file('demo_sms', 'library')).text);
    expect((await again.account.currentUser()).username).toBe('demo_sms');
  });

  it('is listed on the page for every account', async () => {
    const page = await (await fetch(simulated.simulator.controlUrl)).text();
    for (const kind of FILE_KINDS) expect(page).toContain(`/accounts/demo_session/session-file?kind=${kind}`);
  });
});

describe('the table of app versions', () => {
  it('answers each version as its first row says, and shows it', async () => {
    await simulated.control.patch('/settings', {
      versions: [
        { version: '222.0.0.13.114', answer: 'accepted' },
        { version: '222.', answer: 'unsupported_version' },
        { version: '385.', answer: 'needs_upgrade' },
      ],
      refused_versions: ['222.', '428.'],
    });
    const { username } = await simulated.newAccount();
    const answers: string[] = [];
    for (const appVersion of ['222.0.0.13.114', '222.0.0.1', '385.0.0.47.74', '361.0.0.46.88', '428.0.0.47.67']) {
      const ig = simulated.client({ appVersion });
      const failed = await ig.account.login(username, 'harness-velvet-canyon-1234').then(
        () => 'taken',
        (error: Error) => error.message,
      );
      answers.push(/checkpoint_required|out of date|taken/.exec(failed)?.[0] ?? failed);
    }
    expect(answers).toEqual(['taken', 'checkpoint_required', 'out of date', 'taken', 'checkpoint_required']);
    const page = await (await fetch(simulated.simulator.controlUrl)).text();
    expect(page).toContain('unsupported version');
    await simulated.control.patch('/settings', { refused_versions: [] });
  });

  it('binds the sessions of sign-ins to device and version where it is set so', async () => {
    await simulated.control.patch('/settings', { bind_sessions: true });
    const { ig } = await simulated.newAccount();
    expect((await ig.account.currentUser()).pk).toBeDefined();
    ig.state.deviceId = 'android-ffffffffffffffff';
    expect(await refusalOf(ig.account.currentUser())).toContain('login_required');
  });
});
