import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import { Simulator } from '@pacekeeper/testing';
import { SystemClock } from '../../platform/clock/clock.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { HostileInstagram } from '../../testing/hostile-instagram.ts';
import { testConfig } from '../../testing/test-config.ts';
import { CALL_TIMEOUT_MS } from './call-limits.ts';
import type { Effect } from './classifier.ts';
import type { InstagramSession, LoginResult } from './instagram.provider.ts';
import { PrivateApiProvider } from './private-api/index.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';

let simulator: Simulator;
let gateway: PrivateApiProvider;
let session: InstagramSession;
let people: string[];

const gatewayWith = (env: Record<string, string> = {}) =>
  new PrivateApiProvider(
    testConfig({ DATABASE_URL: 'postgres://unused', INSTAGRAM_BASE_URL: simulator.instagramUrl, ...env }),
    new SystemClock(),
  );
const login = (username: string, password = PASSWORD, known: Secret<string> | null = null) =>
  gateway.login(username, new Secret(password), known);
const account = (username: string, more: object = {}) =>
  simulator.control('POST', '/accounts', { username, password: PASSWORD, ...more });
const failure = (result: LoginResult) => (result.outcome === 'failed' ? result.failure.symbol : result.outcome);
const fault = (body: object) => simulator.control('POST', '/faults', body);

beforeAll(async () => {
  simulator = await Simulator.start();
  gateway = gatewayWith();
  await account('plain');
  const connected = await login('plain');
  if (connected.outcome !== 'connected') throw new Error('the plain account could not be connected');
  session = await gateway.open(connected.state);
  const page = await session.hashtagPage('ceramics', null);
  people = page.ok ? [...new Set(page.value.items.map(({ owner }) => owner.pk))] : [];
});
afterAll(async () => {
  gateway.onModuleDestroy();
  await simulator.stop();
});
afterEach(async () => {
  await simulator.control('DELETE', '/faults');
  await simulator.control('PATCH', '/settings', { refused_versions: [], ids: 'number' });
});

describe('connecting', () => {
  it('keeps the device of an account over sign-ins, and nothing that grants access with it', async () => {
    await account('steady');
    const first = await login('steady');
    const device = gateway.deviceOf(first.state);
    expect(device.open()).not.toMatch(/sessionid|authorization|Bearer/);
    await login('steady', PASSWORD, device);
    const { items } = await simulator.control<{ items: Array<{ device: string }> }>('GET', '/accounts/steady/sessions');
    expect(new Set(items.map((one) => one.device)).size).toBe(1);
    const other = await login('steady');
    expect(gateway.deviceOf(other.state).open()).not.toBe(device.open());
  });

  it('stores a small state, without the library’s constants', async () => {
    const { state } = await login('plain');
    expect(state.open().length).toBeLessThan(8_000);
    expect(state.open()).not.toContain(PASSWORD);
    expect(JSON.parse(state.open())).toMatchObject({ v: 1 });
    expect(state.open()).not.toContain('SIGNATURE_KEY');
  });

  it('finishes two factors in another process, after a wrong code', async () => {
    await account('factors', { two_factor: { totp_seed: 'JBSWY3DPEHPK3PXPJBSWY3DP', backup_codes: ['90817263'] } });
    const asked = await login('factors');
    expect(asked).toMatchObject({ outcome: 'verification', step: { kind: 'two_factor', methods: ['totp', 'backup'] } });
    const elsewhere = gatewayWith();
    const wrong = await elsewhere.verify(asked.state, 'totp', new Secret('000000'));
    expect(failure(wrong)).toBe('VERIFICATION_CODE_INVALID');
    const { totp } = await simulator.control<{ totp: string }>('GET', '/accounts/factors/codes');
    const right = await elsewhere.verify(wrong.state, 'totp', new Secret(totp));
    expect(right).toMatchObject({ outcome: 'connected', user: { username: 'factors' } });
    elsewhere.onModuleDestroy();
  });

  it('takes a code by SMS and a backup code', async () => {
    await account('by_sms', { two_factor: { sms: true, backup_codes: ['11223344'] }, sms_code: '445566' });
    const asked = await login('by_sms');
    expect(asked).toMatchObject({ step: { methods: ['sms', 'backup'] } });
    expect(failure(await gateway.verify(asked.state, 'sms', new Secret('445566')))).toBe('connected');
    const again = await login('by_sms');
    expect(failure(await gateway.verify(again.state, 'backup', new Secret('11223344')))).toBe('connected');
  });

  it('has a code sent when Instagram asks for a check, and takes it', async () => {
    await account('checked', {
      challenge: { scenario: 'email', on: 'login', repeat: 'each_device' },
      email_code: '918273',
    });
    const asked = await login('checked');
    expect(asked).toMatchObject({ outcome: 'verification', step: { kind: 'challenge', methods: ['email'] } });
    const wrong = await gateway.verify(asked.state, 'email', new Secret('111111'));
    expect(failure(wrong)).toBe('VERIFICATION_CODE_INVALID');
    const right = await gateway.verify(wrong.state, 'email', new Secret('918273'));
    expect(right).toMatchObject({ outcome: 'connected', user: { username: 'checked' } });
    if (right.outcome === 'connected') expect((await (await gateway.open(right.state)).currentUser()).ok).toBe(true);
  });

  it.each<[string, object, string, ErrorSymbol]>([
    ['a wrong password', {}, 'not-the-password', 'INSTAGRAM_BAD_PASSWORD'],
    ['a disabled account', { disabled: true }, PASSWORD, 'ACCOUNT_DISABLED'],
  ])('understands %s', async (name, more, password, symbol) => {
    const username = name.replaceAll(' ', '_');
    await account(username, more);
    expect(failure(await login(username, password))).toBe(symbol);
  });

  it('understands a name that nobody has', async () => {
    expect(failure(await login('nobody_at_all'))).toBe('INSTAGRAM_INVALID_USER');
  });

  it('claims the app version that is configured', async () => {
    await simulator.control('PATCH', '/settings', { refused_versions: ['222.'] });
    expect(failure(await login('plain'))).toBe('CLIENT_OUTDATED');
    const newer = gatewayWith({ INSTAGRAM_APP_VERSION: '361.0.0.46.88', INSTAGRAM_APP_VERSION_CODE: '654321' });
    expect((await newer.login('plain', new Secret(PASSWORD), null)).outcome).toBe('connected');
    newer.onModuleDestroy();
  });
});

describe('a session', () => {
  it('reads a hashtag page by page, each once, to its end', async () => {
    const seen = new Set<string>();
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page = await session.hashtagPage('ceramics', cursor);
      if (!page.ok) throw new Error(page.failure.symbol);
      for (const { id, owner } of page.value.items) {
        expect(id).toMatch(/^\d+_\d+$/);
        expect(id.endsWith(`_${owner.pk}`)).toBe(true);
        expect(owner.username).not.toBe('');
        seen.add(id);
      }
      cursor = page.value.cursor;
      pages += 1;
    } while (cursor && pages < 50);
    expect(cursor).toBeNull();
    expect(pages).toBeGreaterThan(1);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('has the same ids, whether they come as numbers, as text, or too large for a number', async () => {
    const [pk = ''] = people;
    for (const ids of ['number', 'string']) {
      await simulator.control('PATCH', '/settings', { ids });
      const page = await session.hashtagPage('ceramics', null);
      expect(page.ok && page.value.items.map(({ owner }) => owner.pk)).toContain(pk);
    }
    await fault({ kind: 'big_ids', path: '**/tags/**' });
    const page = await session.hashtagPage('ceramics', null);
    if (!page.ok) throw new Error(page.failure.symbol);
    for (const { id } of page.value.items) expect(id).toMatch(/^\d+_\d+$/);
  });

  const readPage = async () => {
    const page = await session.hashtagPage('ceramics', null);
    if (!page.ok) throw new Error(page.failure.symbol);
    return { pks: page.value.items.map(({ id }) => id), unreadable: page.value.unreadable };
  };

  it('finds the same people in a layout that it does not know', async () => {
    const before = await readPage();
    await fault({ kind: 'unknown_layout', path: '**/sections/**' });
    expect(await readPage()).toEqual(before);
    expect(before.unreadable).toBe(0);
  });

  it('tells a page of which nothing could be read from an empty one', async () => {
    await fault({ kind: 'unreadable_layout', path: '**/sections/**' });
    const { pks, unreadable } = await readPage();
    expect(pks).toEqual([]);
    expect(unreadable).toBeGreaterThan(0);
    await simulator.control('DELETE', '/faults');
    const empty = await session.hashtagPage('nobodyusesthis', null);
    expect(empty).toMatchObject({ ok: true, value: { items: [], unreadable: 0, cursor: null } });
  });

  it.each(['missing_items', 'broken_items'])('leaves out of a page what has %s, and counts it', async (kind) => {
    const before = await readPage();
    await fault({ kind, path: '**/sections/**' });
    const { pks, unreadable } = await readPage();
    expect(unreadable).toBeGreaterThan(0);
    expect(pks.length).toBeGreaterThan(0);
    expect(before.pks).toEqual(expect.arrayContaining(pks));
  });

  it.each(['missing_items', 'broken_items'])('knows all but the one with %s of those it asks about', async (kind) => {
    const asked = people.slice(0, 4);
    await fault({ kind, path: '**/show_many/**' });
    const answer = await session.friendships(asked);
    if (!answer.ok) throw new Error(answer.failure.symbol);
    expect(answer.value.unreadable).toBe(1);
    expect(answer.value.known.size).toBe(3);
  });

  it.each(['flags_as_text', 'flags_as_numbers'])('reads %s', async (kind) => {
    const [pk = ''] = people;
    const before = await session.friendship(pk);
    await fault({ kind });
    expect(await session.friendship(pk)).toMatchObject({ ok: true, value: before.ok && before.value });
    expect((await readPage()).pks.length).toBeGreaterThan(0);
  });

  it('understands a cause in an object', async () => {
    await simulator.control('POST', '/faults', { kind: 'nested_text', path: '**/friendships/create/**' });
    const answer = await session.follow('1');
    expect(answer).toMatchObject({ ok: false, failure: { symbol: 'TARGET_NOT_FOUND' } });
  });

  it('follows, reads back, and unfollows', async () => {
    const [pk = ''] = people;
    expect(await session.friendship(pk)).toMatchObject({ ok: true, value: { following: false } });
    expect(await session.follow(pk)).toMatchObject({ ok: true });
    const many = await session.friendships(people.slice(0, 5));
    expect(many.ok && many.value.known.get(pk)).toMatchObject({});
    expect(many.ok && many.value.unreadable).toBe(0);
    const one = await session.friendship(pk);
    expect(one.ok && (one.value.following || one.value.requested)).toBe(true);
    expect(await session.unfollow(pk)).toMatchObject({ ok: true, value: { following: false } });
  });

  it('is of no use after it was ended elsewhere', async () => {
    await account('ended');
    const connected = await login('ended');
    const own = await gateway.open(connected.state);
    expect((await own.currentUser()).ok).toBe(true);
    await simulator.control('POST', '/accounts/ended/sessions/revoke', { reason: 8 });
    expect(await own.currentUser()).toMatchObject({ ok: false, failure: { symbol: 'SESSION_INVALID' } });
  });

  it.each<[string, ErrorSymbol, Effect]>([
    ['reset', 'INSTAGRAM_UNAVAILABLE', 'possible'],
    ['server_error', 'INSTAGRAM_UNAVAILABLE', 'possible'],
    ['bad_gateway', 'INSTAGRAM_UNAVAILABLE', 'possible'],
    ['unavailable', 'INSTAGRAM_UNAVAILABLE', 'possible'],
    ['html', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['empty', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['truncated_json', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['null_body', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['no_status', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['fail_200', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['rate_limit', 'RATE_LIMITED', 'possible'],
    ['rate_limit_text', 'RATE_LIMITED', 'possible'],
    ['rate_limit_401', 'RATE_LIMITED', 'possible'],
    ['rate_limit_403', 'RATE_LIMITED', 'possible'],
    ['require_login', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['unauthorized', 'INSTAGRAM_UNEXPECTED', 'possible'],
    ['feedback_required', 'ACTION_BLOCKED', 'possible'],
    ['spam', 'ACTION_BLOCKED', 'possible'],
    ['follow_limit', 'ACTION_BLOCKED', 'possible'],
    ['sentry_block', 'LOGIN_BLOCKED', 'possible'],
    ['inactive_user', 'ACCOUNT_DISABLED', 'none'],
    ['account_suspended', 'ACCOUNT_DISABLED', 'none'],
    ['useragent_mismatch', 'SESSION_INVALID', 'none'],
    ['challenge_by_type', 'CHALLENGE_REQUIRED', 'possible'],
    ['needs_upgrade_message', 'CLIENT_OUTDATED', 'none'],
    ['unsupported_by_challenge', 'CLIENT_OUTDATED', 'none'],
    ['login_required', 'SESSION_INVALID', 'none'],
    ['user_has_logged_out', 'SESSION_INVALID', 'none'],
    ['challenge_required', 'CHALLENGE_REQUIRED', 'possible'],
    ['checkpoint_required', 'CHALLENGE_REQUIRED', 'possible'],
    ['unsupported_version', 'CLIENT_OUTDATED', 'none'],
    ['needs_upgrade', 'CLIENT_OUTDATED', 'none'],
    ['needs_upgrade_467', 'CLIENT_OUTDATED', 'none'],
    ['consent_required', 'CONSENT_REQUIRED', 'possible'],
    ['not_authorized', 'TARGET_PRIVATE', 'none'],
    ['not_found', 'TARGET_NOT_FOUND', 'none'],
    ['proxy_auth_required', 'PROXY_FAILED', 'none'],
  ])('answered with %s to a follow says %s, effect %s', async (kind, symbol, effect) => {
    await fault({ kind, path: '**/friendships/create/**', revoke: false });
    const answer = await session.follow(people[1] ?? '');
    expect(answer).toMatchObject({ ok: false, failure: { symbol, effect } });
    // Cookies, tokens and device ids are all in what the library throws; nothing of it comes out.
    expect(inspect(answer, { depth: 10 })).not.toMatch(/sessionid|Bearer|android-|csrftoken/);
  });

  it('gives up on a call that never ends, and on one that drips', async () => {
    await fault({ kind: 'hang', path: '**/friendships/create/**' });
    const answer = await session.follow(people[1] ?? '');
    expect(answer).toMatchObject({ ok: false, failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible' } });
    expect(answer.durationMs).toBeGreaterThan(CALL_TIMEOUT_MS - 500);
    expect(answer.durationMs).toBeLessThan(CALL_TIMEOUT_MS + 1_500);
  }, 15_000);

  it('says that nothing was sent where nobody listens', async () => {
    const nowhere = gatewayWith({ INSTAGRAM_BASE_URL: 'http://127.0.0.1:9' });
    const result = await nowhere.login('plain', new Secret(PASSWORD), null);
    expect(result).toMatchObject({ outcome: 'failed', failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'none' } });
    nowhere.onModuleDestroy();
  });

  it('does not go where a proxy of the environment points', async () => {
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:9';
    try {
      expect((await session.currentUser()).ok).toBe(true);
    } finally {
      Reflect.deleteProperty(process.env, 'HTTPS_PROXY');
    }
  });

  it('brings names without control characters, and without marks that turn the direction of text', async () => {
    const hostile = await HostileInstagram.before(simulator.instagramUrl);
    const elsewhere = gatewayWith({ INSTAGRAM_BASE_URL: hostile.url });
    const connected = await elsewhere.login('plain', new Secret(PASSWORD), null);
    const own = await elsewhere.open(connected.state);
    const user = (pk: number, username: string) => ({
      media: { pk, user: { pk, username, full_name: username, profile_pic_url: 'javascript:alert(1)' } },
    });
    const medias = [user(1, '\u001b[2Jone\u0000\n'), user(2, 'gnp.\u202etwo\u2066'), user(3, '\u0007\u009b\u200f')];
    hostile.answerWith((response) => {
      const sections = [{ layout_type: 'media_grid', layout_content: { medias } }];
      response.end(JSON.stringify({ status: 'ok', sections, more_available: false }));
    });
    const page = await own.hashtagPage('ceramics', null);
    // A user whose name is empty after cleaning is left out.
    expect(page.ok && page.value.items.map(({ owner }) => owner)).toMatchObject([
      { pk: '1', username: '[2Jone', fullName: '[2Jone', pictureUrl: null },
      { pk: '2', username: 'gnp.two', fullName: 'gnp.two', pictureUrl: null },
    ]);
    elsewhere.onModuleDestroy();
    await hostile.stop();
  });

  it('signs out', async () => {
    await account('leaving');
    const connected = await login('leaving');
    const own = await gateway.open(connected.state);
    expect((await own.logout()).ok).toBe(true);
    expect((await own.currentUser()).ok).toBe(false);
  });
});
