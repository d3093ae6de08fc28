import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '@pacekeeper/testing';
import { SystemClock } from '../../../platform/clock/clock.ts';
import { Secret } from '../../../platform/crypto/secret.ts';
import { testConfig } from '../../../testing/test-config.ts';
import type { LoginResult, SendResult } from '../instagram.provider.ts';
import { PrivateApiProvider } from './private-api.provider.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DP';

let simulator: Simulator;
let gateway: PrivateApiProvider;
let made = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  gateway = new PrivateApiProvider(
    testConfig({ DATABASE_URL: 'postgres://unused', INSTAGRAM_BASE_URL: simulator.instagramUrl }),
    new SystemClock(),
  );
});
afterAll(async () => {
  gateway.onModuleDestroy();
  await simulator.stop();
});
afterEach(() => simulator.control('DELETE', '/faults'));

const account = async (more: object): Promise<string> => {
  const username = `sign_in_${++made}`;
  await simulator.control('POST', '/accounts', {
    username,
    password: PASSWORD,
    phone: '+49170 555 77 88',
    email: 'lena@example.com',
    ...more,
  });
  return username;
};
const login = (username: string, known: Secret<string> | null = null) =>
  gateway.login(username, new Secret(PASSWORD), known);
const asked = async (more: object, known: Secret<string> | null = null) => {
  const username = await account(more);
  const result = await login(username, known);
  if (result.outcome !== 'verification') throw new Error(`not asked: ${result.outcome}`);
  return { username, ...result };
};
const codes = (username: string) =>
  simulator.control<{ sms: string; email: string; totp: string }>('GET', `/accounts/${username}/codes`);
const symbol = (result: LoginResult | SendResult) =>
  result.outcome === 'failed' ? result.failure.symbol : result.outcome;

describe('two factor', () => {
  it.each([
    ['an app, a phone and paper', { totp_seed: SEED, sms: true }, ['totp', 'sms', 'backup'], null, ['sms']],
    ['a phone alone', { sms: true }, ['sms', 'backup'], '*** 7788', ['sms']],
    ['WhatsApp alone', { whatsapp: true }, ['whatsapp', 'backup'], '*** 7788', []],
    ['an app alone', { totp_seed: SEED }, ['totp', 'backup'], null, []],
  ])('with %s offers what there is', async (_, two_factor, methods, sentTo, canSend) => {
    const { step } = await asked({ two_factor });
    expect(step).toMatchObject({ kind: 'two_factor', asks: 'code', methods, method: methods[0], sentTo });
    expect(step.canSend.map(({ method }) => method)).toEqual(canSend);
    expect(step.waitSeconds).toBe(sentTo ? 60 : null);
  });

  it('has a text message sent to anyone who has an app, and takes its code', async () => {
    const { username, state } = await asked({ two_factor: { totp_seed: SEED, sms: true } });
    expect(await codes(username)).not.toHaveProperty('sms');
    const sent = await gateway.sendCode(state, 'sms');
    expect(sent).toMatchObject({ outcome: 'sent', sentTo: '*** 7788', waitSeconds: 60 });
    const { sms } = await codes(username);
    // What was asked before does not count any more.
    expect(symbol(await gateway.verify(state, 'sms', new Secret(sms)))).toBe('VERIFICATION_EXPIRED');
    expect(symbol(await gateway.verify(sent.state, 'sms', new Secret(sms)))).toBe('connected');
  });

  it('ends where Instagram has forgotten it', async () => {
    const { state } = await asked({ two_factor: { totp_seed: SEED, sms: true } });
    await gateway.sendCode(state, 'sms');
    expect(symbol(await gateway.sendCode(state, 'sms'))).toBe('VERIFICATION_EXPIRED');
  });

  it('continues with a challenge', async () => {
    const { username, state } = await asked({
      two_factor: { sms: true },
      sms_code: '445566',
      email_code: '918273',
      challenge: { scenario: 'email' },
    });
    const next = await gateway.verify(state, 'sms', new Secret('445566'));
    expect(next).toMatchObject({ outcome: 'verification', step: { kind: 'challenge', method: 'email' } });
    const done = await gateway.verify(next.state, 'email', new Secret('918273'));
    expect(done).toMatchObject({ outcome: 'connected', user: { username } });
  });
});

describe('a challenge', () => {
  it('leaves the choice between two addresses to the person, and sends nothing before', async () => {
    const { username, step, state } = await asked({ challenge: { scenario: 'choose' } });
    expect(step).toMatchObject({ asks: 'choice', methods: ['email', 'sms'], method: null, sentTo: null });
    expect(step.canSend).toEqual([
      { method: 'email', to: 'l****a@example.com' },
      { method: 'sms', to: '+49 *** *** 7788' },
    ]);
    expect(await codes(username)).not.toHaveProperty('email');
    const sent = await gateway.sendCode(state, 'sms');
    expect(sent).toMatchObject({ outcome: 'sent', sentTo: '+49 *** *** 7788', waitSeconds: 60 });
    const first = (await codes(username)).sms;
    const again = await gateway.sendCode(sent.state, 'sms');
    expect((await codes(username)).sms).not.toBe(first);
    const other = await gateway.sendCode(again.state, 'email');
    const { email } = await codes(username);
    expect(symbol(await gateway.verify(other.state, 'email', new Secret(email)))).toBe('connected');
  });

  it.each([
    ['email', 'email', 'l****a@example.com'],
    ['sms', 'sms', '+49 *** *** 7788'],
    ['code_sent', 'email', 'l****a@example.com'],
  ] as const)('with one address (%s) has its code sent at once', async (scenario, method, sentTo) => {
    const { username, step, state } = await asked({ challenge: { scenario } });
    expect(step).toMatchObject({ asks: 'code', methods: [method], method, sentTo, waitSeconds: 60 });
    const again = await gateway.sendCode(state, method);
    expect(symbol(again)).toBe('sent');
    const code = (await codes(username))[method];
    expect(symbol(await gateway.verify(again.state, method, new Secret(code)))).toBe('connected');
  });

  it('asks whether it was you, and says so only when the person does', async () => {
    const { username, step, state } = await asked({ challenge: { scenario: 'login_review' } });
    expect(step).toMatchObject({ asks: 'approval', methods: ['approve'], review: { platform: 'Android' } });
    const { open_challenge: open } = await simulator.control<{ open_challenge: object }>(
      'GET',
      `/accounts/${username}`,
    );
    expect(open).toMatchObject({ step: 'delta_login_review' });
    expect(await gateway.verify(state, 'approve', null)).toMatchObject({ outcome: 'connected', user: { username } });
    // Pressed twice: Instagram knows nothing of it any more.
    expect(symbol(await gateway.verify(state, 'approve', null))).toBe('VERIFICATION_EXPIRED');
  });

  it.each(['on_phone', 'unsolvable', 'submit_phone'])(
    'that no client can answer (%s) is done by hand',
    async (scenario) => {
      const { step } = await asked({ challenge: { scenario } });
      expect(step).toMatchObject({ asks: 'app', methods: ['by_hand'], method: 'by_hand', canSend: [] });
      expect(step.link).toMatch(/^https:\/\/i\.instagram\.com\/challenge\//);
    },
  );

  it('confirmed by hand lets the same device in', async () => {
    const { username, state } = await asked({ challenge: { scenario: 'on_phone' } });
    const early = await login(username, state);
    expect(early).toMatchObject({ outcome: 'verification', step: { methods: ['by_hand'] } });
    await simulator.control('POST', `/accounts/${username}/challenge/confirm`);
    expect(symbol(await login(username, state))).toBe('connected');
  });

  it.each([
    ['a dead checkpoint', 'checkpoint_required', 'app'],
    ['new terms', 'consent_required', 'consent'],
  ])('%s is done by hand', async (_, kind, asks) => {
    const username = await account({});
    await simulator.control('POST', '/faults', { kind, path: '**/accounts/login/**' });
    expect(await login(username)).toMatchObject({ outcome: 'verification', step: { asks, methods: ['by_hand'] } });
  });

  it('whose own calls fail is left to the app', async () => {
    const username = await account({ challenge: { scenario: 'choose' } });
    await simulator.control('POST', '/faults', { kind: 'server_error', path: '**/challenge/**' });
    expect(await login(username)).toMatchObject({ step: { asks: 'app', methods: ['by_hand'] } });
  });

  it('is over for us where Instagram no longer knows it', async () => {
    const { username, state } = await asked({ challenge: { scenario: 'email' } });
    await simulator.control('POST', `/accounts/${username}/challenge/confirm`);
    expect(symbol(await gateway.verify(state, 'email', new Secret('123456')))).toBe('VERIFICATION_EXPIRED');
    expect(symbol(await gateway.sendCode(state, 'email'))).toBe('VERIFICATION_EXPIRED');
  });
});

it('keeps what it needs between two steps, and no password', async () => {
  const { state } = await asked({ challenge: { scenario: 'choose' } });
  expect(state.open()).not.toContain(PASSWORD);
  expect(Object.keys(JSON.parse(state.open()) as object).sort()).toEqual(['challenge', 'checkpoint', 'client', 'v']);
});
