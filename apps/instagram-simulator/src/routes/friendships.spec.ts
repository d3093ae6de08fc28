import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IgNotFoundError, IgPrivateUserError, IgResponseError } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { effectsOf, userLike, usersLike, type WorldUser } from '../testing/world.ts';

let simulated: Harness;
let open: WorldUser;
let closed: WorldUser;
beforeAll(async () => {
  simulated = await startHarness({ users: 400 });
  open = await userLike(simulated.control, (user) => !user.is_private && user.followers >= 200);
  closed = await userLike(simulated.control, (user) => user.is_private);
});
afterAll(() => simulated.close());

describe('following', () => {
  it('takes effect, shows, and is undone', async () => {
    const { ig } = await simulated.newAccount();
    const { follower_count: followers } = await ig.user.info(open.pk);
    await expect(ig.friendship.create(open.pk)).resolves.toMatchObject({ following: true, outgoing_request: false });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ following: true, is_blocking_reel: false });
    await expect(ig.user.info(open.pk)).resolves.toHaveProperty('follower_count', followers + 1);
    await expect(ig.friendship.destroy(open.pk)).resolves.toMatchObject({ following: false });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ following: false });
  });

  it('succeeds again and again, and is counted each time', async () => {
    const { ig, username } = await simulated.newAccount();
    await ig.friendship.create(open.pk);
    await expect(ig.friendship.create(open.pk)).resolves.toMatchObject({ following: true });
    await ig.friendship.destroy(open.pk);
    await expect(ig.friendship.destroy(open.pk)).resolves.toMatchObject({ following: false });
    const count = { target: open.pk, requests: 2, accepted: 2, applied: 2, changes: 1 };
    expect(await effectsOf(simulated.control, username)).toEqual([
      expect.objectContaining({ action: 'follow', ...count }),
      expect.objectContaining({ action: 'unfollow', ...count }),
    ]);
    const repeated = await simulated.control.get<{ items: unknown[] }>(`/effects?account=${username}&repeated=true`);
    expect(repeated.items).toHaveLength(2);
  });

  it('is a request at a private account, until it accepts', async () => {
    const { ig, username } = await simulated.newAccount();
    await expect(ig.friendship.create(closed.pk)).resolves.toMatchObject({ following: false, outgoing_request: true });
    await expect(ig.friendship.show(closed.pk)).resolves.toMatchObject({ following: false, outgoing_request: true });
    await simulated.control.post('/follows', { from: username, to: closed.username, state: 'following' });
    await expect(ig.friendship.show(closed.pk)).resolves.toMatchObject({ following: true, outgoing_request: false });
  });

  it('withdraws a request by unfollowing', async () => {
    const { ig } = await simulated.newAccount();
    await ig.friendship.create(closed.pk);
    await ig.friendship.destroy(closed.pk);
    await expect(ig.friendship.show(closed.pk)).resolves.toMatchObject({ outgoing_request: false });
  });

  it('is refused for oneself and for nobody', async () => {
    const { ig, pk, username } = await simulated.newAccount();
    const error = (await failureOf(ig.friendship.create(pk))) as IgResponseError;
    expect(error).toBeInstanceOf(IgResponseError);
    expect(error.response.statusCode).toBe(400);
    await expect(ig.friendship.create('999')).rejects.toBeInstanceOf(IgNotFoundError);
    expect(await effectsOf(simulated.control, username)).toEqual([]);
  });

  it('shows many at once', async () => {
    const { ig } = await simulated.newAccount();
    await ig.friendship.create(open.pk);
    await ig.friendship.create(closed.pk);
    const statuses = (await ig.friendship.showMany([open.pk, closed.pk, '999'])) as Record<string, object>;
    expect(Object.keys(statuses).sort()).toEqual([open.pk, closed.pk].sort());
    expect(statuses[open.pk]).toMatchObject({ following: true });
    expect(statuses[closed.pk]).toMatchObject({ following: false, outgoing_request: true, is_private: true });
  });
});

describe('being followed', () => {
  it('by request is listed, approved and denied', async () => {
    const { ig, username } = await simulated.newAccount({ is_private: true });
    const [a, b] = await usersLike(simulated.control, () => true);
    for (const user of [a, b]) {
      await simulated.control.post('/follows', { from: user?.username, to: username, state: 'requested' });
    }
    const pending = await ig.feed.pendingFriendships().items();
    expect(pending.map((user) => String(user.pk)).sort()).toEqual([a?.pk, b?.pk].sort());
    await expect(ig.friendship.approve(a?.pk ?? '')).resolves.toMatchObject({
      followed_by: true,
      incoming_request: false,
    });
    await expect(ig.friendship.deny(b?.pk ?? '')).resolves.toMatchObject({
      followed_by: false,
      incoming_request: false,
    });
    await expect(ig.feed.pendingFriendships().items()).resolves.toEqual([]);
  });

  it('is ended by removing the follower', async () => {
    const { ig, username } = await simulated.newAccount();
    await simulated.control.post('/follows', { from: open.username, to: username });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ followed_by: true });
    await expect(ig.friendship.removeFollower(open.pk)).resolves.toMatchObject({ followed_by: false });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ followed_by: false });
  });

  it('happens by itself where the world follows back', async () => {
    await simulated.control.patch('/settings', { follow_back_share: 1, follow_back_after_s: 600 });
    const { ig } = await simulated.newAccount();
    await ig.friendship.create(open.pk);
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ followed_by: false });
    await simulated.control.post('/clock/advance', { ms: 600_000 });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ followed_by: true });
    await simulated.control.patch('/settings', { follow_back_share: 0 });
  });
});

describe('blocking', () => {
  it('ends following both ways, is listed, and is undone', async () => {
    const { ig, username } = await simulated.newAccount();
    await ig.friendship.create(open.pk);
    await simulated.control.post('/follows', { from: open.username, to: username });
    await expect(ig.friendship.block(open.pk)).resolves.toMatchObject({ blocking: true, following: false });
    await expect(ig.friendship.show(open.pk)).resolves.toMatchObject({ blocking: true, followed_by: false });
    const blocked = await ig.feed.blockedUsers().items();
    expect(blocked.map((user) => user.username)).toEqual([open.username]);
    await expect(ig.friendship.unblock(open.pk)).resolves.toMatchObject({ blocking: false });
    await expect(ig.feed.blockedUsers().items()).resolves.toEqual([]);
  });

  it('hides the blocker', async () => {
    const one = await simulated.newAccount();
    const other = await simulated.newAccount();
    await one.ig.friendship.block(other.pk);
    await expect(other.ig.user.info(one.pk)).rejects.toBeInstanceOf(IgNotFoundError);
    await expect(other.ig.friendship.create(one.pk)).rejects.toBeInstanceOf(IgNotFoundError);
  });
});

describe('follow lists', () => {
  it('come in pages, each user once', async () => {
    const { ig } = await simulated.newAccount();
    const { follower_count } = await ig.user.info(open.pk);
    const feed = ig.feed.accountFollowers(open.pk);
    const seen: string[] = [];
    let pages = 0;
    do {
      const items = await feed.items();
      expect(items.length).toBeLessThanOrEqual(50);
      seen.push(...items.map((user) => String(user.pk)));
      pages++;
    } while (feed.isMoreAvailable());
    expect(pages).toBe(Math.ceil(follower_count / 50));
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(new Set(seen).size).toBe(follower_count);
  });

  it('show the newest first, and keep their place when someone joins', async () => {
    const { ig, username, pk } = await simulated.newAccount();
    await simulated.control.patch('/settings', { followers_page: 2 });
    const users = (await usersLike(simulated.control, () => true)).slice(0, 5);
    for (const user of users.slice(0, 4))
      await simulated.control.post('/follows', { from: user.username, to: username });
    const feed = ig.feed.accountFollowers(pk);
    const first = await feed.items();
    await simulated.control.post('/follows', { from: users[4]?.username, to: username });
    const second = await feed.items();
    await simulated.control.patch('/settings', { followers_page: 50 });
    expect([...first, ...second].map((user) => user.username)).toEqual(
      users
        .slice(0, 4)
        .reverse()
        .map((user) => user.username),
    );
  });

  it('list whom someone follows', async () => {
    const { ig, pk } = await simulated.newAccount({ following: 60 });
    const feed = ig.feed.accountFollowing(pk);
    const first = await feed.items();
    const second = await feed.items();
    expect([first.length, second.length, feed.isMoreAvailable()]).toEqual([50, 10, false]);
  });

  it('can be searched', async () => {
    const { ig } = await simulated.newAccount();
    const [someone] = await ig.feed.accountFollowers(open.pk).items();
    const feed = ig.feed.accountFollowers(open.pk);
    feed.query = someone?.username ?? '';
    const found = await feed.items();
    expect(found.map((user) => user.username)).toContain(someone?.username);
    expect(found.length).toBeLessThan(10);
  });

  it('of others are cut short where the simulator is told so, and say it', async () => {
    const { ig, pk } = await simulated.newAccount({ followers: 30 });
    await simulated.control.patch('/settings', { follower_list_limit: 20 });
    const cut = (await ig.feed.accountFollowers(open.pk).request()) as unknown as Record<string, unknown>;
    const own = await ig.feed.accountFollowers(pk).items();
    await simulated.control.patch('/settings', { follower_list_limit: null });
    expect(cut['users']).toHaveLength(20);
    expect(cut).toMatchObject({ should_limit_list_of_followers: true });
    expect(cut).not.toHaveProperty('next_max_id');
    expect(own).toHaveLength(30);
  });

  it('of private accounts are for their followers', async () => {
    const { ig, username } = await simulated.newAccount();
    await expect(ig.feed.accountFollowers(closed.pk).items()).rejects.toBeInstanceOf(IgPrivateUserError);
    await simulated.control.post('/follows', { from: username, to: closed.username });
    await expect(ig.feed.accountFollowers(closed.pk).items()).resolves.toContainEqual(
      expect.objectContaining({ username }),
    );
  });
});
