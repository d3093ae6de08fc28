import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type IgApiClient, IgNotFoundError, IgPrivateUserError } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { failureOf, poll } from '../testing/poll.ts';
import { type CountView, effectsOf, userLike, usersLike, type WorldUser } from '../testing/world.ts';
import { BIOGRAPHIES } from '../world/biographies.ts';

let simulated: Harness;
let ig: IgApiClient;
let username: string;
let pk: string;
beforeAll(async () => {
  simulated = await startHarness();
  ({ ig, username, pk } = await simulated.newAccount({ followers: 20 }));
});
afterEach(async () => {
  for (const rules of ['/faults', '/late-effects']) await simulated.control.delete(rules);
});
afterAll(() => simulated.close());

const openUser = (fits: (user: WorldUser) => boolean = () => true) =>
  userLike(simulated.control, (user) => !user.is_private && fits(user));

describe('people of the world', () => {
  it('are of many kinds, as their profiles say', async () => {
    const { items } = await simulated.control.get<{
      items: { is_business: boolean; has_picture: boolean; biography: string }[];
    }>('/users?limit=1000');
    const foreign = new Set(BIOGRAPHIES.map(({ text }) => text));
    for (const kind of [
      items.filter((one) => one.is_business),
      items.filter((one) => !one.has_picture),
      items.filter((one) => one.biography === ''),
      items.filter((one) => foreign.has(one.biography)),
    ]) {
      expect(kind.length).toBeGreaterThan(items.length / 50);
      expect(kind.length).toBeLessThan(items.length / 2);
    }
  });

  it('change, and are seen as they are then', async () => {
    const person = await openUser((user) => user.media > 0);
    await simulated.control.patch(`/users/${person.username}`, {
      is_private: true,
      is_business: true,
      has_picture: false,
      biography: 'Closed for now.',
    });
    expect(await ig.user.usernameinfo(person.username)).toMatchObject({
      is_private: true,
      is_business: true,
      account_type: 2,
      has_anonymous_profile_picture: true,
      biography: 'Closed for now.',
    });
    await expect(ig.feed.user(person.pk).request()).rejects.toBeInstanceOf(IgPrivateUserError);
    await expect(ig.feed.accountFollowers(person.pk).request()).rejects.toBeInstanceOf(IgPrivateUserError);
    await expect(simulated.control.patch(`/users/${username}`, { is_private: true })).rejects.toThrow('409');
    const other = await openUser();
    await expect(simulated.control.patch(`/users/${other.username}`, { username })).rejects.toThrow('409');
  });

  it('vanish, with all that is theirs', async () => {
    const person = await openUser((user) => user.media > 0 && user.stories > 0);
    const [media] = await ig.feed.user(person.pk).items();
    await simulated.control.post('/follows', { from: username, to: person.username });
    await simulated.control.delete(`/users/${person.username}`);
    for (const call of [
      () => ig.user.usernameinfo(person.username),
      () => ig.user.info(person.pk),
      () => ig.friendship.show(person.pk),
      () => ig.friendship.create(person.pk),
      () => ig.media.info(media?.id ?? ''),
      () => ig.feed.user(person.pk).request(),
    ]) {
      await expect(call()).rejects.toBeInstanceOf(IgNotFoundError);
    }
    expect((await ig.feed.reelsMedia({ userIds: [person.pk] }).request()).reels).toEqual({});
    expect((await ig.feed.accountFollowing(pk).items()).map((user) => String(user.pk))).not.toContain(person.pk);
    await expect(simulated.control.delete(`/users/${username}`)).rejects.toThrow('409');
  });
});

describe('an account’s own followers', () => {
  const followers = async () => (await ig.feed.accountFollowers(pk).items()).map((user) => user.username);

  it('come and go when they are told to', async () => {
    const before = await followers();
    const { gained, lost } = await simulated.control.post<{ gained: { username: string }[]; lost: object[] }>(
      `/accounts/${username}/followers`,
      { gain: 3, lose: 1 },
    );
    expect([gained.length, lost.length]).toEqual([3, 1]);
    const after = await followers();
    expect(after).toHaveLength(before.length + 2);
    expect(after.slice(0, 3)).toEqual(gained.map((user) => user.username).reverse());
  });

  it('come and go by themselves as time goes on', async () => {
    await simulated.control.patch('/settings', { follower_gain_per_day: 12, follower_loss_per_day: 4 });
    const before = (await followers()).length;
    await simulated.control.post('/clock/advance', { ms: 86_400_000 / 2 });
    expect(await followers()).toHaveLength(before + 6 - 2);
    await simulated.control.post('/clock/advance', { ms: 86_400_000 });
    expect(await followers()).toHaveLength(before + 18 - 6);
    await simulated.control.patch('/settings', { follower_gain_per_day: 0, follower_loss_per_day: 0 });
    await simulated.control.post('/clock/advance', { ms: 86_400_000 });
    expect(await followers()).toHaveLength(before + 18 - 6);
  });
});

describe('a private person', () => {
  it('accepts after a while, where the world is told to, and not who has withdrawn', async () => {
    await simulated.control.patch('/settings', { accept_share: 1, accept_after_s: 600 });
    const closed = (await usersLike(simulated.control, (user) => user.is_private)).slice(0, 2);
    const [one = '', other = ''] = closed.map((user) => user.pk);
    for (const asked of [one, other]) {
      expect(await ig.friendship.create(asked)).toMatchObject({ following: false, outgoing_request: true });
    }
    await ig.friendship.destroy(other);
    await simulated.control.post('/clock/advance', { ms: 601_000 });
    expect(await ig.friendship.show(one)).toMatchObject({ following: true, outgoing_request: false });
    expect(await ig.friendship.show(other)).toMatchObject({ following: false, outgoing_request: false });
    await simulated.control.patch('/settings', { accept_share: 0 });
  });
});

describe('a conversation', () => {
  const threadWith = async (other: WorldUser, client = ig) => {
    const { thread } = (await client.directThread.getByParticipants([other.pk])) as unknown as {
      thread: { pending: boolean; pending_user_ids: unknown[]; items: object[] } | null;
    };
    return thread && [thread.pending, thread.pending_user_ids.map(String), thread.items.length];
  };

  it('waits for a stranger, and no longer once they have answered', async () => {
    const stranger = await openUser();
    await simulated.control.post('/follows', { from: stranger.username, to: username, state: 'none' });
    expect(await threadWith(stranger)).toBeNull();
    await ig.entity.directThread([stranger.pk]).broadcastText('Hello.');
    expect(await threadWith(stranger)).toEqual([false, [stranger.pk], 1]);
    await simulated.control.post('/messages', { from: stranger.username, to: username, text: 'Hello yourself.' });
    expect(await threadWith(stranger)).toEqual([false, [], 2]);
  });

  it('with a follower is open at once', async () => {
    const follower = await openUser();
    await simulated.control.post('/follows', { from: follower.username, to: username });
    await ig.entity.directThread([follower.pk]).broadcastText('Thank you.');
    expect((await threadWith(follower))?.[1]).toEqual([]);
  });

  it('that a stranger began is a request, and in the inbox once it is answered', async () => {
    const { ig: asked, username: name } = await simulated.newAccount();
    const stranger = await openUser();
    await simulated.control.post('/messages', { from: stranger.username, to: name, text: 'Is this still for sale?' });
    expect(await threadWith(stranger, asked)).toEqual([true, [], 1]);
    await expect(asked.feed.directInbox().items()).resolves.toEqual([]);
    await expect(asked.feed.directPending().items()).resolves.toHaveLength(1);
    await asked.entity.directThread([stranger.pk]).broadcastText('It is.');
    await expect(asked.feed.directInbox().items()).resolves.toHaveLength(1);
    await expect(asked.feed.directPending().items()).resolves.toEqual([]);
  });
});

describe('every action', () => {
  interface Aim {
    readonly pk: string;
    readonly media: string;
    readonly story: { id: string; taken_at: number; user: { pk: string } };
  }
  const ACTIONS: Readonly<Record<string, (client: IgApiClient, aim: Aim) => Promise<unknown>>> = {
    follow: (client, aim) => client.friendship.create(aim.pk),
    unfollow: (client, aim) => client.friendship.destroy(aim.pk),
    like: (client, aim) =>
      client.media.like({ mediaId: aim.media, moduleInfo: { module_name: 'feed_timeline' }, d: 0 }),
    unlike: (client, aim) => client.media.unlike({ mediaId: aim.media, moduleInfo: { module_name: 'feed_timeline' } }),
    story_view: (client, aim) => client.story.seen([aim.story] as never),
    story_reaction: (client, aim) =>
      client.entity.directThread([aim.pk]).broadcastReel({ mediaId: aim.story.id, text: '🔥' }),
    dm: (client, aim) => client.entity.directThread([aim.pk]).broadcastText('Thank you.', true),
  };
  const names = Object.keys(ACTIONS);

  let aim: Aim;
  beforeAll(async () => {
    const person = await openUser((user) => user.media > 0 && user.stories > 0);
    const [media] = await ig.feed.user(person.pk).items();
    const [story] = await ig.feed.userStory(person.pk).items();
    if (!media || !story) throw new Error('nothing to act on');
    aim = { pk: person.pk, media: media.id, story: story as never };
  });

  /** A client of an account of its own, so that counts begin at zero and each action finds something to change. */
  const prepared = async (action: string) => {
    const made = await simulated.newAccount();
    if (action === 'unfollow') await made.ig.friendship.create(aim.pk);
    if (action === 'unlike') await ACTIONS['like']?.(made.ig, aim);
    const row = async (): Promise<CountView | undefined> =>
      (await effectsOf(simulated.control, made.username)).find((one) => one.action === action);
    return {
      ...made,
      act: (client = made.ig) => ACTIONS[action]?.(client, aim) ?? Promise.reject(new Error(action)),
      row,
    };
  };

  it.each(names)('%s: its answer is lost, and its effect is there', async (action) => {
    const { username: account, act, row } = await prepared(action);
    await simulated.control.post('/faults', { kind: 'reset', account, effect: true, method: 'POST' });
    await failureOf(act());
    expect(await row()).toMatchObject({ requests: 1, accepted: 1, applied: 1, changes: 1 });
  });

  it.each(names)('%s: it is refused as blocked, and nothing happens', async (action) => {
    const { username: account, act, row } = await prepared(action);
    await simulated.control.post('/faults', { kind: 'feedback_required', account, method: 'POST' });
    expect(await failureOf(act())).toHaveProperty('response.body.message', 'feedback_required');
    expect(await row()).toMatchObject({ requests: 1, accepted: 0, applied: 0 });
  });

  it.each(names)('%s: its effect lands after the client has gone', async (action) => {
    const { username: account, row } = await prepared(action);
    await simulated.control.post('/late-effects', { account, land_after_ms: 50 });
    const client = await simulated.impatient(account, 150);
    await simulated.control.post('/faults', { kind: 'hang', account, effect: true, method: 'POST' });
    await failureOf(ACTIONS[action]?.(client, aim) ?? Promise.reject(new Error(action)));
    await poll(async () => ((await row())?.applied === 1 ? true : null));
    expect(await row()).toMatchObject({ requests: 1, accepted: 1, applied: 1, changes: 1 });
  });

  it.each(names)('%s: done twice, it is listed as repeated', async (action) => {
    const { username: account, act } = await prepared(action);
    await act();
    await act();
    const { items } = await simulated.control.get<{ items: CountView[] }>(
      `/effects?account=${account}&action=${action}&repeated=true`,
    );
    // Messages are two each time; what is a state changes once.
    const changes = action === 'dm' || action === 'story_reaction' ? 2 : 1;
    expect(items).toMatchObject([{ accepted: 2, applied: 2, changes }]);
  });
});

describe('pages that are answered otherwise', () => {
  it('empty_page: nothing is on it, and the next is as it was', async () => {
    const first = ig.feed.tags('ceramics', 'recent');
    await simulated.control.post('/faults', { kind: 'empty_page', path: '**/sections/', times: 1 });
    await expect(first.items()).resolves.toEqual([]);
    expect(first.isMoreAvailable()).toBe(true);
    expect((await first.items()).length).toBeGreaterThan(0);
  });

  it.each([
    ['media', async () => ig.media.info((await ig.feed.tags('ceramics', 'recent').items())[0]?.id ?? '')],
    ['users', () => ig.user.info(pk)],
  ])('not_found: says what is not there, for %s', async (what, call) => {
    await simulated.control.post('/faults', { kind: 'not_found', path: '**/info/' });
    const error = await failureOf(call());
    expect(error).toHaveProperty(
      'response.body.message',
      what === 'media' ? 'Media not found or unavailable' : 'User not found',
    );
  });
});
