import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, errorEntry, type ErrorSymbol, type Verification } from '@pacekeeper/contracts';
import { type GivenUser, Simulator } from '@pacekeeper/testing';
import { type Reply, TestApi } from '../../testing/test-api.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DP';

interface Answer {
  success: boolean;
  account: Account;
  verification: Verification;
  items: Verification[];
}

let simulator: Simulator;
let api: TestApi;
let anna: GivenUser;
let token: string;
let made = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl });
  anna = await api.given.user({ email: 'anna@example.org' });
  token = await api.signIn(anna.username);
}, 60_000);
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});
afterEach(() => simulator.control('DELETE', '/faults'));

const account = async (more: object = {}): Promise<string> => {
  const username = `connect_${++made}`;
  await simulator.control('POST', '/accounts', {
    username,
    password: PASSWORD,
    phone: '+49170 555 77 88',
    email: 'lena@example.com',
    ...more,
  });
  return username;
};
const post = (path: string, body: object, as = token) =>
  api.ask<Answer>('POST', `/api/bot/${path}`, { token: as, body });
const login = (username: string, password = PASSWORD, as = token) => post('login', { username, password }, as);
const verify = (id: string, proof: object, as = token) => post('login/verify', { verification_id: id, ...proof }, as);
const resend = (id: string, more: object = {}, as = token) =>
  post('login/resend', { verification_id: id, ...more }, as);
const pending = async (as = token) =>
  (await api.ask<Answer>('GET', '/api/bot/login/pending', { token: as })).body.items.map(({ id }) => id);
const codes = (username: string) =>
  simulator.control<{ sms: string; email: string; totp: string }>('GET', `/accounts/${username}/codes`);
/** Signs in to an account that asks for something more. */
const asked = async (more: object): Promise<Verification> => {
  const username = await account(more);
  const { body } = await login(username);
  expect(body).toMatchObject({ success: false, requires_verification: true });
  return body.verification;
};
const connected = (reply: Reply<Answer>, username: string) =>
  expect(reply).toMatchObject({
    status: 200,
    body: { success: true, account: { instagram_username: username, session_valid: true } },
  });
const refused = (reply: Reply<Answer>, symbol: ErrorSymbol) =>
  expect({ status: reply.status, error: reply.body.error }).toEqual({
    status: errorEntry(symbol).status,
    error: symbol,
  });
/** As if this many seconds had passed since the last code was sent or the last check was made. */
const later = (id: string, seconds: number) =>
  api.given.sql(
    `UPDATE connect_attempts SET again_at = again_at - make_interval(secs => $2), expires_at = expires_at - make_interval(secs => $2)
     WHERE id = $1`,
    [id, seconds],
  );
const callsTo = async (path: string): Promise<number> => {
  const { items } = await simulator.control<{ items: object[] }>(
    'GET',
    `/requests?path=${encodeURIComponent(path)}&limit=500`,
  );
  return items.length;
};

describe('connecting', () => {
  it.each(['NAME', '@Name ', 'https://www.instagram.com/name/'])(
    'takes the name as people write it: %s',
    async (form) => {
      const username = await account();
      connected(
        await login(form.replace(/name/i, (word) => (word === 'NAME' ? username.toUpperCase() : username))),
        username,
      );
    },
  );

  it('stores no password, and ends what waited for the same name', async () => {
    const username = await account({ two_factor: { totp_seed: SEED } });
    const first = (await login(username)).body.verification;
    const second = (await login(username)).body.verification;
    expect(await pending()).toEqual([second.id]);
    refused(await verify(first.id, { code: '123456' }), 'VERIFICATION_EXPIRED');
    connected(await verify(second.id, { code: (await codes(username)).totp }), username);
    expect(await pending()).toEqual([]);
    const rows = await api.given.sql<{ all: string }>(
      `SELECT coalesce(string_agg(t::text, ' '), '') AS all FROM connect_attempts t`,
    );
    expect(rows[0]?.all).not.toContain(PASSWORD);
    expect(api.logLines.join('')).not.toContain(PASSWORD);
  });

  it('connects an account whose name was changed as the one it is', async () => {
    const username = await account();
    const first = (await login(username)).body.account;
    await simulator.control('PATCH', `/accounts/${username}`, { username: `${username}.new` });
    const again = (await login(`${username}.new`)).body.account;
    expect(again).toMatchObject({
      id: first.id,
      instagram_pk: first.instagram_pk,
      instagram_username: `${username}.new`,
    });
  });
});

describe('a session that cannot be stored', () => {
  it('leaves the sign-in waiting: its person may continue', async () => {
    const { id, instagram_username: username } = await asked({ challenge: { scenario: 'on_phone' } });
    await simulator.control('POST', `/accounts/${username}/challenge/confirm`);
    const again = () => verify(id, { method: 'by_hand', password: PASSWORD });
    const table = 'ALTER TABLE instagram_credentials';
    await api.given.sql(`${table} ADD CONSTRAINT full_disk CHECK (instagram_username <> '${username}') NOT VALID`);
    const failed = await again();
    await api.given.sql(`${table} DROP CONSTRAINT full_disk`);
    expect(failed.status).toBe(500);
    expect(await pending()).toContain(id);
    connected(await again(), username);
    expect(await pending()).not.toContain(id);
  });
});

describe('two factor', () => {
  it.each([
    ['the app', { totp_seed: SEED }, 'totp', undefined],
    ['a text message', { sms: true }, 'sms', undefined],
    ['WhatsApp', { whatsapp: true }, 'sms', undefined],
    ['a backup code', { totp_seed: SEED, backup_codes: ['9081 7263'.replace(' ', '')] }, null, 'backup'],
  ] as const)('is passed with %s', async (_, two_factor, code, method) => {
    const verification = await asked({ two_factor });
    const username = verification.instagram_username;
    const right = code ? (await codes(username))[code] : '9081-7263';
    connected(await verify(verification.id, { code: right, ...(method ? { method } : {}) }), username);
  });

  it('has a message sent to anyone who chooses it, and not again at once', async () => {
    const { id, instagram_username: username, ...rest } = await asked({ two_factor: { totp_seed: SEED, sms: true } });
    expect(rest).toMatchObject({ asks: 'code', method: 'totp', methods: ['totp', 'sms', 'backup'], tries_left: 5 });
    expect(rest).not.toHaveProperty('sent_to');
    const sent = await resend(id, { method: 'sms' });
    expect(sent).toMatchObject({ status: 200, body: { verification: { id, method: 'sms', sent_to: '*** 7788' } } });
    const early = await resend(id);
    refused(early, 'TOO_MANY_REQUESTS');
    expect(early.body.retry_after).toBeGreaterThan(50);
    expect(early.body.message).toBe(`Instagram sends another code in ${early.body.retry_after} s.`);
    await later(id, 61);
    expect((await resend(id)).status).toBe(200);
    connected(await verify(id, { code: (await codes(username)).sms }), username);
  });

  it('continues with a challenge', async () => {
    const { id, instagram_username: username } = await asked({
      two_factor: { sms: true },
      challenge: { scenario: 'login_review' },
    });
    const next = (await verify(id, { code: (await codes(username)).sms })).body.verification;
    expect(next).toMatchObject({ kind: 'challenge', asks: 'approval', methods: ['approve'] });
    connected(await verify(next.id, { method: 'approve' }), username);
  });
});

describe('a challenge', () => {
  it('lets the person choose between e-mail and SMS, and sends nothing before', async () => {
    const { id, instagram_username: username, ...rest } = await asked({ challenge: { scenario: 'choose' } });
    expect(rest).toMatchObject({
      kind: 'challenge',
      asks: 'choice',
      methods: ['email', 'sms'],
      can_send: [
        { method: 'email', to: 'l****a@example.com' },
        { method: 'sms', to: '+49 *** *** 7788' },
      ],
    });
    refused(await verify(id, { code: '123456' }), 'VALIDATION_FAILED');
    const chosen = await resend(id, { method: 'sms' });
    expect(chosen.body.verification).toMatchObject({ asks: 'code', method: 'sms', methods: ['sms'] });
    await later(id, 61);
    expect((await resend(id, { method: 'email' })).body.verification).toMatchObject({ method: 'email' });
    connected(await verify(id, { code: (await codes(username)).email }), username);
  });

  it('is "It was me" only when the person says so', async () => {
    const { id, instagram_username: username, review } = await asked({ challenge: { scenario: 'login_review' } });
    expect(review).toMatchObject({ platform: 'Android' });
    refused(await verify(id, { method: 'approve', code: '123456' }), 'VALIDATION_FAILED');
    refused(await verify(id, {}), 'VALIDATION_FAILED');
    connected(await verify(id, { method: 'approve' }), username);
  });

  it('done by hand is checked by signing in again', async () => {
    const { id, instagram_username: username, ...rest } = await asked({ challenge: { scenario: 'on_phone' } });
    expect(rest).toMatchObject({
      asks: 'app',
      methods: ['by_hand'],
      link: expect.stringMatching(/^https:\/\/i\.instagram\.com\//),
    });
    refused(await verify(id, { method: 'by_hand' }), 'VALIDATION_FAILED');
    const early = await verify(id, { method: 'by_hand', password: PASSWORD });
    refused(early, 'VERIFICATION_NOT_CONFIRMED');
    expect(early.body.retry_after).toBe(20);
    await simulator.control('POST', `/accounts/${username}/challenge/confirm`);
    refused(await verify(id, { method: 'by_hand', password: PASSWORD }), 'TOO_MANY_REQUESTS');
    expect(await pending()).toEqual([id]);
    await later(id, 21);
    connected(await verify(id, { method: 'by_hand', password: PASSWORD }), username);
  });

  it('done by hand counts wrong passwords like any sign-in', async () => {
    const { id, instagram_username: username } = await asked({ challenge: { scenario: 'on_phone' } });
    const wrong = await verify(id, { method: 'by_hand', password: 'not-this' });
    refused(wrong, 'INSTAGRAM_BAD_PASSWORD');
    expect(wrong.body.retry_after).toBe(120);
    const before = await callsTo('/api/v1/accounts/login/');
    refused(await verify(id, { method: 'by_hand', password: PASSWORD }), 'INSTAGRAM_LOGIN_PAUSED');
    refused(await login(username), 'INSTAGRAM_LOGIN_PAUSED');
    expect(await callsTo('/api/v1/accounts/login/')).toBe(before);
    expect(await pending()).toEqual([id]);
    await api.ask('DELETE', `/api/bot/login/pending/${id}`, { token });
  });

  it.each([
    ['checkpoint_required', 'app'],
    ['consent_required', 'consent'],
  ])('without a call that answers it (%s) is done by hand', async (kind, asks) => {
    const username = await account();
    await simulator.control('POST', '/faults', { kind, path: '**/accounts/login/**' });
    const { body } = await login(username);
    expect(body.verification).toMatchObject({ asks, methods: ['by_hand'] });
    await simulator.control('DELETE', '/faults');
    connected(await verify(body.verification.id, { method: 'by_hand', password: PASSWORD }), username);
  });
});

describe('a code', () => {
  it('that is wrong may be followed by another, five in all', async () => {
    const { id } = await asked({ two_factor: { sms: true }, sms_code: '445566' });
    for (let left = 4; left > 0; left--) {
      refused(await verify(id, { code: '000000' }), 'VERIFICATION_CODE_INVALID');
      const { body } = await api.ask<Answer>('GET', '/api/bot/login/pending', { token });
      expect(body.items.find((one) => one.id === id)?.tries_left).toBe(left);
    }
    refused(await verify(id, { code: '000000' }), 'VERIFICATION_ATTEMPTS_USED_UP');
    refused(await verify(id, { code: '445566' }), 'VERIFICATION_ATTEMPTS_USED_UP');
    expect(await pending()).not.toContain(id);
  });

  it('is not guessed by many at once', async () => {
    const { id } = await asked({ two_factor: { sms: true }, sms_code: '445566' });
    const guesses = () => callsTo('/api/v1/accounts/two_factor_login/');
    const before = await guesses();
    await Promise.all(Array.from({ length: 20 }, (_, n) => verify(id, { code: `00000${n % 10}` })));
    const counted = (await guesses()) - before;
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThanOrEqual(5);
    const [row] = await api.given.sql<{ n: number }>('SELECT wrong_codes AS n FROM connect_attempts WHERE id = $1', [
      id,
    ]);
    expect(row?.n).toBe(counted);
  });

  it('costs no try where Instagram could not be asked', async () => {
    const { id, instagram_username: username } = await asked({ two_factor: { sms: true } });
    await simulator.control('POST', '/faults', { kind: 'server_error', path: '**/two_factor_login/**' });
    refused(await verify(id, { code: '000000' }), 'INSTAGRAM_UNAVAILABLE');
    await simulator.control('DELETE', '/faults');
    const { body } = await api.ask<Answer>('GET', '/api/bot/login/pending', { token });
    expect(body.items.find((one) => one.id === id)?.tries_left).toBe(5);
    connected(await verify(id, { code: (await codes(username)).sms }), username);
  });

  it.each([
    ['two_factor', { two_factor: { sms: true }, sms_code: '445566' }, 10],
    ['challenge', { challenge: { scenario: 'sms' }, sms_code: '445566' }, 30],
  ])('comes too late: %s', async (_, more, minutes) => {
    const { id, expires_at: end } = await asked(more);
    const left = (new Date(end).getTime() - Date.now()) / 60_000;
    expect(left).toBeGreaterThan(minutes - 1);
    expect(left).toBeLessThanOrEqual(minutes);
    await later(id, minutes * 60 + 1);
    refused(await verify(id, { code: '445566' }), 'VERIFICATION_EXPIRED');
    expect(await pending()).not.toContain(id);
  });

  it.each([
    ['blanks', '445 566', null],
    ['dashes', '44-55–66', null],
    ['letters', '44a566', 'code'],
    ['nothing', '', 'code'],
    ['too short', '123', 'code'],
    ['too long', '1'.repeat(13), 'code'],
    ['far too long', '1'.repeat(10_000), 'code'],
    ['digits of another script', '٤٤٥٥٦٦', null],
  ])('with %s', async (_, code, field) => {
    const { id, instagram_username: username } = await asked({ two_factor: { sms: true }, sms_code: '445566' });
    const reply = await verify(id, { code });
    if (field === null) return connected(reply, username);
    refused(reply, 'VALIDATION_FAILED');
    expect(reply.body.details?.[0]?.path).toBe(field);
  });
});

describe('bad input', () => {
  let open: Verification;
  beforeAll(async () => {
    open = await asked({ two_factor: { totp_seed: SEED } });
  });

  it.each<[string, object, string]>([
    ['an empty password', { username: 'a', password: '' }, 'password'],
    ['a password of 10 kB', { username: 'a', password: 'x'.repeat(10_240) }, 'password'],
    ['a name with blanks', { username: 'a b', password: 'x' }, 'username'],
    ['no name', { username: '@', password: 'x' }, 'username'],
    ['an unknown key', { username: 'a', password: 'x', save: true }, 'save'],
  ])('%s is no sign-in', async (_, body, field) => {
    const reply = await post('login', body);
    refused(reply, 'VALIDATION_FAILED');
    expect(reply.body.details?.map(({ path }) => path)).toContain(field);
  });

  it.each<[string, object, string]>([
    ['a method that was not offered', { method: 'email', code: '123456' }, 'method'],
    ['a password with a code', { code: '123456', password: 'x' }, 'password'],
    ['approval of a code', { method: 'approve' }, 'method'],
    ['no code', {}, 'code'],
    ['a method that does not exist', { method: 'letter', code: '123456' }, 'method'],
  ])('%s is no answer', async (_, body, field) => {
    const reply = await verify(open.id, body);
    refused(reply, 'VALIDATION_FAILED');
    expect(reply.body.details?.[0]?.path).toBe(field);
  });

  it('sends no code by a way that is not offered', async () => {
    refused(await resend(open.id), 'VALIDATION_FAILED');
    refused(await resend(open.id, { method: 'sms' }), 'VALIDATION_FAILED');
  });

  it('someone else’s verification is not there', async () => {
    const ben = await api.signIn((await api.given.user()).username);
    refused(await verify(open.id, { code: '123456' }, ben), 'NOT_FOUND');
    refused(await resend(open.id, {}, ben), 'NOT_FOUND');
    refused(await api.ask('DELETE', `/api/bot/login/pending/${open.id}`, { token: ben }), 'NOT_FOUND');
    expect(await pending(ben)).toEqual([]);
    expect(await pending()).toContain(open.id);
  });

  it('that was cancelled is over', async () => {
    expect((await api.ask('DELETE', `/api/bot/login/pending/${open.id}`, { token })).status).toBe(200);
    refused(await verify(open.id, { code: '123456' }), 'VERIFICATION_EXPIRED');
    expect(await pending()).not.toContain(open.id);
    refused(await api.ask('DELETE', `/api/bot/login/pending/${open.id}`, { token }), 'NOT_FOUND');
  });
});
