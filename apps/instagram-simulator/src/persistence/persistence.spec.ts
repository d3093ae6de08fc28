import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IgLoginTwoFactorRequiredError, type IgResponseError } from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf, poll } from '../testing/poll.ts';
import { effectsOf, userLike, usersLike } from '../testing/world.ts';
import { readStateFile, StateFileError } from './state-file.ts';

let folder: string;
let file: string;
let running: Harness[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  file = join(folder, 'deep', 'state.json');
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((harness) => harness.close()));
  rmSync(folder, { recursive: true });
});

const start = async (options: object = {}) => {
  const harness = await startHarness({ stateFile: file, users: 60, ...options });
  running.push(harness);
  return harness;
};

const stop = async (harness: Harness) => {
  running = running.filter((one) => one !== harness);
  await harness.close();
};

const asMap = (items: { pk: string }[]) => items.map(({ pk }) => pk);

describe('a restart', () => {
  it('keeps the key pair, so that a restored client can sign in without asking for another', async () => {
    const before = await start();
    const ig = before.client();
    await ig.qe.syncLoginExperiments();
    await stop(before);
    const after = await start();
    const restored = after.client();
    await restored.state.deserialize(JSON.stringify(await ig.state.serialize()));
    await expect(restored.account.login('demo_plain', 'plain-lantern-harbour-2041')).resolves.toHaveProperty('pk');
    const { items } = await after.control.get<{ items: { path: string }[] }>('/requests');
    expect(items.map(({ path }) => path)).toEqual(['/api/v1/accounts/login/']);
  });

  it('keeps accounts, sessions, follows, likes, messages, media, counters, and the time', async () => {
    const before = await start();
    const { ig, username, pk } = await before.newAccount({ followers: 5, following: 3, posts: 2 });
    const target = await userLike(before.control, (user) => !user.is_private && user.media > 0 && user.stories > 0);
    await ig.friendship.create(target.pk);
    const [media] = await ig.feed.user(target.pk).items();
    await ig.media.like({ mediaId: media?.id ?? '', moduleInfo: { module_name: 'feed_timeline' }, d: 0 });
    await ig.media.comment({ mediaId: media?.id ?? '', text: 'Kept.' });
    await ig.story.seen(await ig.feed.userStory(target.pk).items());
    const thread = ig.entity.directThread([target.pk]);
    await thread.broadcastText('Kept too.');
    await before.control.post('/clock/advance', { ms: 3_600_000 });
    const standing = await before.control.get(`/accounts/${username}/standing`);
    const effects = await effectsOf(before.control, username);
    const state = JSON.stringify(await ig.state.serialize());
    await stop(before);

    const after = await start();
    expect(await after.control.get(`/accounts/${username}/standing`)).toEqual(standing);
    expect(await effectsOf(after.control, username)).toEqual(effects);
    expect((await after.control.get<{ offset_ms: number }>('/clock')).offset_ms).toBe(3_600_000);
    const restored = after.client();
    await restored.state.deserialize(state);
    await expect(restored.account.currentUser()).resolves.toMatchObject({ username });
    await expect(restored.friendship.show(target.pk)).resolves.toHaveProperty('following', true);
    expect((await restored.media.info(media?.id ?? '')).items[0]).toHaveProperty('has_liked', true);
    expect((await restored.feed.mediaComments(media?.id ?? '').items())[0]).toHaveProperty('text', 'Kept.');
    await expect(restored.feed.user(pk).items()).resolves.toHaveLength(2);
    await restored.entity.directThread(thread.threadId ?? '').broadcastText('Same thread.');
    await expect(restored.feed.directInbox().items()).resolves.toHaveLength(1);
  });

  it('keeps a session revoked, a block in force, and a login that waits for its code', async () => {
    const before = await start();
    const revoked = await before.newAccount();
    await before.control.post(`/accounts/${revoked.username}/sessions/revoke`, { reason: 8 });
    const blocked = await before.signIn('demo_blocked');
    const targets = asMap(await usersLike(before.control, (user) => !user.is_private)).slice(0, 6);
    for (const target of targets.slice(0, 5)) await blocked.friendship.create(target);
    const waiting = before.client();
    const first = (await failureOf(waiting.account.login('demo_sms', 'sms-feather-meadow-4263'))) as IgResponseError;
    expect(first).toBeInstanceOf(IgLoginTwoFactorRequiredError);
    const { two_factor_info: info } = first.response.body as { two_factor_info: { two_factor_identifier: string } };
    await stop(before);

    const after = await start();
    const port = after.simulator.instagramUrl;
    for (const ig of [revoked.ig, blocked, waiting]) ig.state.proxyUrl = port;
    await expect(revoked.ig.account.currentUser()).rejects.toHaveProperty('response.body.logout_reason', 8);
    await expect(blocked.friendship.create(targets[5] ?? '')).rejects.toHaveProperty('response.body.spam', true);
    const second: unknown = await waiting.account.twoFactorLogin({
      username: 'demo_sms',
      verificationCode: '123456',
      verificationMethod: '1',
      twoFactorIdentifier: info.two_factor_identifier,
    });
    expect(second).toMatchObject({ logged_in_user: { username: 'demo_sms' } });
  });

  it('keeps the world that it has, whatever world is asked for', async () => {
    const before = await start({ seed: 5 });
    const { seed, world } = await before.control.get<{ seed: number; world: object }>('/stats');
    await stop(before);
    const after = await start({ seed: 6, users: 90 });
    expect(await after.control.get('/stats')).toMatchObject({ seed, world });
  });

  it('without a file begins again', async () => {
    const before = await startHarness({ users: 20 });
    await before.control.post('/accounts', { username: 'lena', password: PASSWORD });
    await before.close();
    const after = await start({ stateFile: null, users: 20 });
    await expect(after.control.get('/accounts/lena')).rejects.toThrow('404');
  });
});

describe('the file', () => {
  it('is there with the key pair before the first call, for the owner only', async () => {
    await start();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readStateFile(file)?.passwordKey.publicPem).toContain('BEGIN PUBLIC KEY');
  });

  it('follows a change soon, without being told to stop', async () => {
    const harness = await start();
    await harness.newAccount();
    const has = () => Promise.resolve(readFileSync(file, 'utf8').includes('account_1"') || null);
    await expect(poll(has)).resolves.toBe(true);
  });

  it.each([
    ['no JSON', 'nonsense', /no JSON/],
    ['of another version', '{"version":99}', /version 99/],
  ])('that is %s is refused with its name', (_what, text, message) => {
    const path = join(folder, 'other.json');
    writeFileSync(path, text);
    expect(() => readStateFile(path)).toThrow(StateFileError);
    expect(() => readStateFile(path)).toThrow(message);
    expect(() => readStateFile(folder)).toThrow(StateFileError);
    expect(readStateFile(join(folder, 'none.json'))).toBeNull();
  });
});
