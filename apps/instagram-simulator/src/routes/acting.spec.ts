import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IgApiClient, IgNotFoundError } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { tinyJpeg } from '../testing/jpeg.ts';
import { effectsOf, userLike, usersLike, type WorldUser } from '../testing/world.ts';

let simulated: Harness;
let ig: IgApiClient;
let username: string;
let pk: string;
let author: WorldUser;
let mediaId: string;
let teller: WorldUser;
beforeAll(async () => {
  simulated = await startHarness();
  author = await userLike(simulated.control, (user) => !user.is_private && user.media >= 3);
  teller = await userLike(simulated.control, (user) => !user.is_private && user.stories >= 2);
  ({ ig, username, pk } = await simulated.newAccount());
  const [media] = await ig.feed.user(author.pk).items();
  mediaId = media?.id ?? '';
});
afterAll(() => simulated.close());

const profile = { module_name: 'profile' as const, user_id: '1', username: 'x' };
const mediaInfo = async () =>
  (await ig.media.info(mediaId)).items[0] as unknown as { has_liked: boolean; like_count: number };

describe('media', () => {
  it('are liked and unliked, as info and likers show', async () => {
    const before = await mediaInfo();
    expect(before.has_liked).toBe(false);
    await ig.media.like({ mediaId, moduleInfo: profile, d: 1 });
    expect(await mediaInfo()).toMatchObject({ has_liked: true, like_count: before.like_count + 1 });
    const likers = await ig.media.likers(mediaId);
    expect(likers).toMatchObject({ user_count: before.like_count + 1 });
    expect(likers.users.map((user) => String(user.pk))).toContain(pk);
    await expect(ig.feed.liked().items()).resolves.toHaveLength(1);
    await ig.media.unlike({ mediaId, moduleInfo: profile });
    expect(await mediaInfo()).toMatchObject({ has_liked: false, like_count: before.like_count });
  });

  it('count likes by medium, whichever way the id is written', async () => {
    const [bare = ''] = mediaId.split('_');
    await ig.media.like({ mediaId, moduleInfo: profile, d: 0 });
    await ig.media.like({ mediaId: bare, moduleInfo: profile, d: 0 });
    const like = (await effectsOf(simulated.control, username)).find(
      (row) => row.action === 'like' && row.target === bare,
    );
    expect(like).toMatchObject({ requests: 3, accepted: 3, applied: 3, changes: 2 });
  });

  it('that are not there, or not for one to see, cannot be touched', async () => {
    const closed = await userLike(simulated.control, (user) => user.is_private && user.media >= 1);
    const [hidden] = await (await followerOf(closed)).feed.user(closed.pk).items();
    for (const id of ['123_456', `${mediaId.split('_')[0]}_999`, hidden?.id ?? '']) {
      await expect(ig.media.like({ mediaId: id, moduleInfo: profile, d: 1 })).rejects.toBeInstanceOf(IgNotFoundError);
    }
  });

  const followerOf = async (user: WorldUser) => {
    const follower = await simulated.newAccount();
    await simulated.control.post('/follows', { from: follower.username, to: user.username });
    return follower.ig;
  };

  it('are commented on, once for each token', async () => {
    const comment = (await ig.media.comment({ mediaId, text: 'Lovely light.' })) as unknown as { pk: unknown };
    expect(comment).toMatchObject({ text: 'Lovely light.', user: { username } });
    const comments = await ig.feed.mediaComments(mediaId).items();
    expect(comments[0]).toMatchObject({ text: 'Lovely light.', user: { username } });
  });
});

describe('stories', () => {
  it('are there, are seen, and say so', async () => {
    const items = await ig.feed.userStory(teller.pk).items();
    expect(items.length).toBe(teller.stories);
    await ig.story.seen(items);
    const { reel } = await ig.feed.userStory(teller.pk).request();
    expect(reel.seen).toBe(items.at(-1)?.taken_at);
    const views = (await effectsOf(simulated.control, username)).filter((row) => row.action === 'story_view');
    expect(views.map((row) => row.target).sort()).toEqual(items.map((item) => String(item.pk)).sort());
    expect(views.every((row) => row.changes === 1)).toBe(true);
  });

  it('come for several users at once, and in the tray of those one follows', async () => {
    const others = await usersLike(simulated.control, (user) => !user.is_private && user.stories > 0);
    const [a, b] = others;
    const items = await ig.feed.reelsMedia({ userIds: [a?.pk ?? '', b?.pk ?? ''] }).items();
    expect(items.length).toBe((a?.stories ?? 0) + (b?.stories ?? 0));
    await ig.friendship.create(a?.pk ?? '');
    const tray = await ig.feed.reelsTray('cold_start').items();
    expect(tray.map((reel) => reel.user.username)).toEqual([a?.username]);
  });

  it('are gone after a day, and new ones are there', async () => {
    const before = await ig.feed.userStory(teller.pk).items();
    await simulated.control.post('/clock/advance', { ms: 86_400_000 });
    const after = await ig.feed.userStory(teller.pk).items();
    expect(after).toHaveLength(before.length);
    expect(after.map((item) => item.pk)).not.toEqual(before.map((item) => item.pk));
    await ig.story.seen(before);
    const { reel } = await ig.feed.userStory(teller.pk).request();
    expect(reel.seen).toBe(0);
  });

  it('are none where nobody told one', async () => {
    const silent = await userLike(simulated.control, (user) => !user.is_private && user.stories === 0);
    await expect(ig.feed.userStory(silent.pk).items()).resolves.toEqual([]);
  });

  it('are reacted to by a message', async () => {
    const [story] = await ig.feed.userStory(teller.pk).items();
    await ig.entity.directThread([teller.pk]).broadcastReel({ mediaId: story?.id ?? '', text: 'Wow' });
    const reaction = (await effectsOf(simulated.control, username)).find((row) => row.action === 'story_reaction');
    expect(reaction).toMatchObject({ target: String(story?.pk), accepted: 1, changes: 1 });
  });
});

describe('messages', () => {
  it('open a thread, continue in it, and show in the inbox', async () => {
    const [a] = await usersLike(simulated.control, () => true);
    const thread = ig.entity.directThread([a?.pk ?? '']);
    const first = (await thread.broadcastText('Hello there.')) as { item_id: string; thread_id: string };
    expect(thread.threadId).toBe(first.thread_id);
    await thread.broadcastText('And see https://example.com too.');
    const items = await ig.feed.directThread({ thread_id: first.thread_id, oldest_cursor: '' } as never).items();
    expect(items.map((item) => item.item_type)).toEqual(['link', 'text']);
    const inbox = await ig.feed.directInbox().items();
    expect(inbox[0]).toMatchObject({ thread_id: first.thread_id, users: [{ username: a?.username }] });
    const dm = (await effectsOf(simulated.control, username)).find((row) => row.action === 'dm');
    expect(dm).toMatchObject({ target: a?.pk, accepted: 2, changes: 2 });
  });

  it('with the same context are one message, and count as two requests', async () => {
    const { ig: other, username: sender } = await simulated.newAccount();
    const [a] = await usersLike(simulated.control, () => true);
    const send = () =>
      other.request.send({
        url: '/api/v1/direct_v2/threads/broadcast/text/',
        method: 'POST',
        form: {
          action: 'send_item',
          recipient_users: JSON.stringify([[a?.pk]]),
          client_context: 'ac0cf8e6-2b1c-4e0e-8f65-0b6a3b1c0001',
          text: 'Once.',
        },
      });
    const [one, two] = [await send(), await send()] as { body: { payload: { item_id: string } } }[];
    expect(two?.body.payload.item_id).toBe(one?.body.payload.item_id);
    expect(await effectsOf(simulated.control, sender)).toEqual([
      expect.objectContaining({ action: 'dm', requests: 2, accepted: 2, applied: 2, changes: 1 }),
    ]);
  });

  it('come in pages', async () => {
    const { ig: other } = await simulated.newAccount();
    const [a] = await usersLike(simulated.control, () => true);
    const thread = other.entity.directThread([a?.pk ?? '']);
    for (let i = 1; i <= 12; i++) await thread.broadcastText(`Number ${i}`);
    const feed = other.feed.directThread({ thread_id: thread.threadId ?? '', oldest_cursor: '' } as never);
    const texts: unknown[] = [];
    do texts.push(...(await feed.items()).map((item) => item.text));
    while (feed.isMoreAvailable());
    expect(texts).toEqual(Array.from({ length: 12 }, (_, i) => `Number ${12 - i}`));
  });

  it('go to nobody who does not exist', async () => {
    await expect(ig.entity.directThread(['999']).broadcastText('Hello?')).rejects.toHaveProperty(
      'response.statusCode',
      400,
    );
  });
});

describe('publishing', () => {
  it('uploads a photo and shows it under its hashtags', async () => {
    const { media } = await ig.publish.photo({ file: tinyJpeg(), caption: 'Mine. #OnlyHere' });
    expect(media).toMatchObject({ caption: { text: 'Mine. #OnlyHere' }, user: { username } });
    const items = await ig.feed.tags('onlyhere', 'recent').items();
    expect(items.map((item) => String((item as unknown as { pk: string }).pk))).toEqual([String(media.pk)]);
    await expect(ig.feed.user(pk).items()).resolves.toHaveLength(1);
  });

  it('refuses what is no JPEG, and what was never uploaded', async () => {
    await expect(ig.upload.photo({ file: Buffer.from('nothing of the kind') })).rejects.toHaveProperty(
      'response.statusCode',
      400,
    );
    await expect(ig.media.configure({ upload_id: '1', width: 1, height: 1 })).rejects.toHaveProperty(
      'response.statusCode',
      400,
    );
  });
});

describe('signatures', () => {
  it('were all valid', async () => {
    const { signatures } = await simulated.control.get<{ signatures: object }>('/stats');
    expect(signatures).toEqual({ valid: expect.any(Number), invalid: 0 });
  });
});
