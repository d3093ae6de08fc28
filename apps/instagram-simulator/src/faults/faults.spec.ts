import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IgActionSpamError, type IgApiClient, IgCheckpointError, IgLoginRequiredError } from 'instagram-private-api';
import { createRandom } from '../support/random.ts';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { effectsOf, userLike } from '../testing/world.ts';
import { createFaults, type FaultRule } from './fault-rule.ts';

const rule = (given: Partial<FaultRule> = {}): FaultRule => ({
  id: 'r',
  kind: 'server_error',
  account: null,
  method: null,
  path: null,
  nth: null,
  after: 0,
  times: null,
  probability: 1,
  delay_ms: 0,
  effect: null,
  expires_in_s: null,
  expires_on: null,
  spam: true,
  category: null,
  logout_reason: 2,
  revoke: false,
  scenario: 'email',
  ids: 'string',
  status: 200,
  body: '',
  matched: 0,
  applied: 0,
  ...given,
});

const CALL = { username: 'lena', method: 'POST', path: '/api/v1/friendships/create/1/' };

describe('a fault rule', () => {
  const fired = (given: Partial<FaultRule>, calls: number, call = CALL) => {
    const faults = createFaults(createRandom(1));
    faults.add(rule(given));
    return Array.from({ length: calls }, () => faults.pick(call) !== null);
  };

  it.each<[string, Partial<FaultRule>, boolean[]]>([
    ['every call', {}, [true, true, true]],
    ['the second call', { nth: 2 }, [false, true, false]],
    ['all but the first call', { after: 1 }, [false, true, true]],
    ['two calls at the most', { times: 2 }, [true, true, false]],
    ["its account's calls", { account: 'lena' }, [true, true, true]],
    ["not another's", { account: 'nils' }, [false, false, false]],
    ['its method', { method: 'GET' }, [false, false, false]],
    ['its path', { path: '/api/v1/friendships/*/*/' }, [true, true, true]],
    ['not another path', { path: '/api/v1/media/**' }, [false, false, false]],
    ['no call at probability 0', { probability: 0 }, [false, false, false]],
  ])('meets %s', (_what, given, expected) => {
    expect(fired(given, 3)).toEqual(expected);
  });

  it('fires by seeded chance: the same calls each time', () => {
    const once = fired({ probability: 0.3 }, 200);
    expect(fired({ probability: 0.3 }, 200)).toEqual(once);
    const share = once.filter(Boolean).length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  it('gives way to the next when it does not fire, and counts what it met', () => {
    const faults = createFaults(createRandom(1));
    const first = rule({ id: 'first', nth: 1 });
    faults.add(first);
    faults.add(rule({ id: 'second' }));
    expect([faults.pick(CALL)?.id, faults.pick(CALL)?.id]).toEqual(['first', 'second']);
    expect([first.matched, first.applied]).toEqual([2, 1]);
    expect(faults.remove('first')).toBe(true);
    expect(faults.remove('first')).toBe(false);
  });
});

describe('faults over HTTP', () => {
  let simulated: Harness;
  let ig: IgApiClient;
  let username: string;
  let target: string;
  beforeAll(async () => {
    simulated = await startHarness();
    target = (await userLike(simulated.control, (user) => !user.is_private)).pk;
  });
  afterEach(() => simulated.control.delete('/faults'));
  afterAll(() => simulated.close());

  const fault = (body: object) => simulated.control.post<{ id: string }>('/faults', body);
  const begin = async () => {
    ({ ig, username } = await simulated.newAccount());
  };
  const follows = async () => (await ig.friendship.show(target)).following;

  it.each([
    ['server_error', {}, false],
    ['server_error', { effect: true }, true],
    ['reset', {}, false],
    ['reset', { effect: true }, true],
    ['truncated_json', {}, true],
    ['truncated_json', { effect: false }, false],
    ['html', {}, false],
    ['empty', { effect: true }, true],
    ['redirect', {}, false],
    ['feedback_required', {}, false],
  ])('%s %j: the follow takes effect: %s', async (kind, more, lands) => {
    await begin();
    await fault({ kind, path: '**/create/*/', ...more });
    await failureOf(ig.friendship.create(target));
    expect(await follows()).toBe(lands);
    expect(await effectsOf(simulated.control, username)).toEqual([
      expect.objectContaining({ requests: 1, applied: lands ? 1 : 0, changes: lands ? 1 : 0 }),
    ]);
  });

  it('a hung call may take effect all the same', async () => {
    await begin();
    await fault({ kind: 'hang', path: '**/create/*/', effect: true });
    const impatient = await simulated.impatient(username, 100);
    await failureOf(impatient.friendship.create(target));
    expect(await follows()).toBe(true);
  });

  it('silent: the answer claims it, and nothing happens', async () => {
    await begin();
    await fault({ kind: 'silent', path: '**/create/*/', nth: 1 });
    await expect(ig.friendship.create(target)).resolves.toMatchObject({ following: true });
    expect(await follows()).toBe(false);
    await ig.friendship.create(target);
    expect(await follows()).toBe(true);
  });

  it('delay: the answer comes late', async () => {
    await begin();
    await fault({ kind: 'delay', delay_ms: 120, path: '**/show/*/' });
    const started = performance.now();
    await ig.friendship.show(target);
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });

  it('big_ids: one answer writes its ids in another way', async () => {
    await begin();
    await fault({ kind: 'big_ids', path: '**/info/', nth: 1 });
    expect(typeof (await ig.user.info(target)).pk).toBe('string');
    expect(typeof (await ig.user.info(target)).pk).toBe('number');
  });

  it('challenge_required opens a challenge that can be passed', async () => {
    await begin();
    await fault({ kind: 'challenge_required', path: '**/create/*/', nth: 1, scenario: 'choose' });
    await expect(ig.friendship.create(target)).rejects.toBeInstanceOf(IgCheckpointError);
    await ig.challenge.auto(true);
    const waiting = await simulated.control.get<{ open_challenge: { step: string } }>(`/accounts/${username}`);
    expect(waiting.open_challenge.step).toBe('verify_email');
    await simulated.control.patch(`/accounts/${username}`, { email_code: '111222' });
    await expect(ig.challenge.sendSecurityCode('111222')).resolves.toHaveProperty('action', 'close');
    await expect(ig.friendship.create(target)).resolves.toMatchObject({ following: true });
  });

  it('login_required ends the session where it is told to', async () => {
    await begin();
    await fault({ kind: 'login_required', path: '**/create/*/', nth: 1 });
    await expect(ig.friendship.create(target)).rejects.toBeInstanceOf(IgLoginRequiredError);
    await expect(ig.friendship.create(target)).resolves.toMatchObject({ following: true });
    await fault({ kind: 'login_required', path: '**/show/*/', nth: 1, revoke: true });
    await expect(ig.friendship.show(target)).rejects.toBeInstanceOf(IgLoginRequiredError);
    await expect(ig.friendship.show(target)).rejects.toBeInstanceOf(IgLoginRequiredError);
  });

  it('meets the login of an account that has no session yet', async () => {
    await simulated.control.post('/accounts', { username: 'not_yet', password: PASSWORD });
    await fault({ kind: 'sentry_block', account: 'not_yet', path: '**/login/' });
    await expect(simulated.client().account.login('not_yet', PASSWORD)).rejects.toHaveProperty(
      'response.body.error_type',
      'sentry_block',
    );
    await expect(simulated.signIn('demo_plain')).resolves.toBeDefined();
  });

  it('names itself in the recorded call', async () => {
    await begin();
    const { id } = await fault({ kind: 'spam', path: '**/create/*/', account: username });
    await expect(ig.friendship.create(target)).rejects.toBeInstanceOf(IgActionSpamError);
    const { items } = await simulated.control.get<{ items: object[] }>(`/requests?account=${username}&path=create`);
    expect(items).toEqual([expect.objectContaining({ fault: id, status: 400, signature: 'valid' })]);
  });
});
