import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IgApiClient, IgResponseError } from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { userLike, usersLike } from '../testing/world.ts';

let simulated: Harness;
let ig: IgApiClient;
let username: string;
let target: string;
beforeAll(async () => {
  simulated = await startHarness();
  target = (await userLike(simulated.control, (user) => !user.is_private)).pk;
});
beforeEach(async () => {
  ({ ig, username } = await simulated.newAccount());
});
afterEach(async () => {
  await simulated.control.delete('/limits');
  await simulated.control.patch('/settings', { refused_versions: [], minimum_version: null });
});
afterAll(() => simulated.close());

describe('limits', () => {
  const users = () => usersLike(simulated.control, (user) => !user.is_private);

  it('block an action for a while, and let it continue after that', async () => {
    await simulated.control.post('/limits', {
      account: username,
      action: 'follow',
      soft: 2,
      block_s: 7200,
      window_s: 600,
    });
    const [a, b, c] = await users();
    await ig.friendship.create(a?.pk ?? '');
    await ig.friendship.create(b?.pk ?? '');
    const error = (await failureOf(ig.friendship.create(c?.pk ?? ''))) as IgResponseError;
    const now = (await simulated.control.get<{ now_ms: number }>('/clock')).now_ms;
    const day = new Date(now + 7_200_000).toISOString().slice(0, 10);
    expect(error.response.body).toMatchObject({
      message: 'feedback_required',
      feedback_title: 'Try Again Later',
      feedback_message: expect.stringContaining(`This block will expire on ${day}.`),
    });
    await expect(ig.friendship.destroy(a?.pk ?? '')).resolves.toHaveProperty('following', false);
    await simulated.control.post('/clock/advance', { ms: 7_200_000 });
    await expect(ig.friendship.create(c?.pk ?? '')).resolves.toHaveProperty('following', true);
  });

  it('in the manner of Instagram’s let an hour’s follows through, then block, and challenge anyone who continues', async () => {
    await simulated.control.post('/limits/usual', {});
    const all = await users();
    const said: string[] = [];
    for (const { pk } of all.slice(0, 60)) {
      const error = await ig.friendship.create(pk).then(
        () => null,
        (thrown: unknown) => thrown as IgResponseError,
      );
      said.push(error ? String((error.response.body as { message: string }).message) : 'done');
    }
    expect(said.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'done'));
    expect(said[30]).toBe('feedback_required');
    expect(said.at(-1)).toBe('challenge_required');
    // Another account has a count of its own.
    const other = await simulated.newAccount();
    await expect(other.ig.friendship.create(target)).resolves.toHaveProperty('following', true);
  });

  it('answer 429 above the hard one, and a challenge when that does not help', async () => {
    await simulated.control.post('/limits', {
      account: username,
      action: 'any',
      hard: 1,
      challenge_after: 2,
      window_s: 600,
    });
    await ig.friendship.create(target);
    const answers = [];
    for (let i = 0; i < 3; i++) {
      const { response } = (await failureOf(ig.friendship.destroy(target))) as IgResponseError;
      answers.push([response.statusCode, (response.body as { message: string }).message]);
    }
    const wait = [429, 'Please wait a few minutes before you try again.'];
    expect(answers).toEqual([wait, wait, [400, 'challenge_required']]);
    await expect(ig.account.currentUser()).rejects.toHaveProperty('response.body.message', 'challenge_required');
  });

  it('count every call of a session, also reads', async () => {
    await simulated.control.post('/limits', { account: username, action: 'call', hard: 2 });
    await ig.account.currentUser();
    await ig.friendship.show(target);
    await expect(ig.friendship.show(target)).rejects.toHaveProperty('response.statusCode', 429);
  });

  it('count the calls through one proxy together', async () => {
    await simulated.control.post('/limits', { action: 'any', per: 'proxy', hard: 1 });
    const through = (account: string, proxyUser: string) => simulated.signIn(account, PASSWORD, { proxyUser });
    const other = await simulated.newAccount();
    await (await through(username, 'north:x')).friendship.create(target);
    await expect((await through(other.username, 'north:x')).friendship.create(target)).rejects.toHaveProperty(
      'response.statusCode',
      429,
    );
    await expect((await through(other.username, 'south:x')).friendship.create(target)).resolves.toBeDefined();
  });
});

describe('the app version', () => {
  it.each([
    [{ refused_versions: ['222.0.0.13.114'] }, 'checkpoint_required'],
    [{ refused_versions: ['222.'], version_answer: 'needs_upgrade' }, 'Your version of Instagram is out of date'],
    [{ minimum_version: '300.0' }, 'checkpoint_required'],
  ])('is refused by %j, in a session too', async (settings, message) => {
    await simulated.control.patch('/settings', settings);
    const login = failureOf(simulated.client().account.login(username, PASSWORD));
    for (const error of [await login, await failureOf(ig.account.currentUser())]) {
      expect((error as IgResponseError).response.body).toMatchObject({ message: expect.stringContaining(message) });
    }
    const newer = await simulated.signIn(username, PASSWORD, { appVersion: '312.1.0.34.111' });
    await expect(newer.account.currentUser()).resolves.toMatchObject({ username });
    await simulated.control.patch('/settings', { version_answer: 'unsupported_version' });
  });
});
