import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ACTIONS, type Action, ERROR_SYMBOLS } from '@pacekeeper/contracts';
import { opened, type ProviderSetup, secretsIn, type Subjects, TROUBLES, valueOf } from './gateway.contract.ts';
import type { Answer, InstagramSession } from './instagram.provider.ts';

type Act = (session: InstagramSession, subjects: Subjects) => Promise<Answer<unknown>>;

/** The call of a session that performs an action. */
const CALLS: Readonly<Record<Action, Act>> = {
  follow: (session, { person }) => session.follow(person.pk),
  unfollow: (session, { person }) => session.unfollow(person.pk),
  like: (session, { medium }) => session.like(medium),
  story_view: (session, { story }) => session.viewStory(story),
  story_reaction: (session, { story }) => session.reactToStory(story, '🔥'),
  dm: (session, { person }) => session.sendMessage(person.pk, 'Thank you for following.'),
};

/** The same for what is not there. */
const AIMLESS: Readonly<Record<Action, Act>> = {
  follow: (session, { nobody }) => session.follow(nobody.pk),
  unfollow: (session, { nobody }) => session.unfollow(nobody.pk),
  like: (session, { nobody }) => session.like(`${nobody.pk}_1`),
  story_view: (session, { story }) => session.viewStory({ ...story, id: 'none' }),
  story_reaction: (session, { story }) => session.reactToStory({ ...story, id: 'none' }, '🔥'),
  dm: (session) => session.sendMessage('none', 'Thank you for following.'),
};

/** What is done at Instagram, through any provider. */
export const describeActions = (name: string, setup: () => ProviderSetup): void => {
  const open = () => opened(setup());

  describe(`what ${name} does`, () => {
    afterEach(() => setup().heal());

    it.each(ACTIONS)('%s: it says whether it can, and reaches Instagram once where it does', async (action) => {
      const { session, subjects, given } = await open();
      if (!given.provider.supports(action)) return expect(given.provider.supports(action)).toBe(false);
      const before = await given.calls(action);
      expect(await CALLS[action](session, subjects)).toMatchObject({ ok: true });
      expect(await given.calls(action)).toBe(before + 1);
    });

    it.each(TROUBLES)('never throws, nor claims an effect it cannot know, where there is %s', async (kind) => {
      const { session, state, subjects, given } = await open();
      await given.trouble(kind);
      for (const action of ACTIONS.filter((one) => given.provider.supports(one))) {
        const answer = await CALLS[action](session, subjects);
        expect([action, answer.ok]).toEqual([action, false]);
        if (answer.ok) continue;
        expect(ERROR_SYMBOLS).toContain(answer.failure.symbol);
        expect([action, answer.failure.effect]).toEqual([action, 'possible']);
        const shown = inspect(answer, { depth: 10 });
        for (const secret of secretsIn(state)) expect(shown).not.toContain(secret);
      }
    });

    it('says that an action is blocked, for every action', async () => {
      const { session, subjects, given } = await open();
      await given.trouble('refusal');
      for (const action of ACTIONS.filter((one) => given.provider.supports(one))) {
        expect(await CALLS[action](session, subjects)).toMatchObject({
          ok: false,
          failure: { symbol: 'ACTION_BLOCKED', next: 'stop_action' },
        });
      }
    });

    it.each(ACTIONS)('%s: it does nothing to what is not there', async (action) => {
      const { session, subjects, given } = await open();
      if (!given.provider.supports(action)) return expect(given.provider.supports(action)).toBe(false);
      expect(await AIMLESS[action](session, subjects)).toMatchObject({
        ok: false,
        failure: { symbol: 'TARGET_NOT_FOUND', effect: 'none' },
      });
    });

    it('follows and unfollows, and reads it back, one and many', async () => {
      const { session, subjects } = await open();
      const { pk } = subjects.person;
      expect(valueOf(await session.friendship(pk))).toEqual({ following: false, requested: false, followedBy: false });
      expect(valueOf(await session.follow(pk))).toMatchObject({ following: true, requested: false });
      expect(valueOf(await session.friendship(pk))).toMatchObject({ following: true });
      const many = valueOf(await session.friendships([pk, '1']));
      expect(many.known.get(pk)).toMatchObject({ following: true });
      expect(many.known.size + many.unreadable).toBe(2);
      expect(valueOf(await session.unfollow(pk))).toMatchObject({ following: false });
      expect(valueOf(await session.friendship(pk))).toMatchObject({ following: false });
    });

    it('asks a private person, and withdraws it', async () => {
      const { session, subjects } = await open();
      const { pk } = subjects.closed;
      expect(valueOf(await session.follow(pk))).toMatchObject({ following: false, requested: true });
      expect(valueOf(await session.unfollow(pk))).toMatchObject({ following: false, requested: false });
    });

    it('likes and unlikes, and reads it back', async () => {
      const { session, subjects } = await open();
      const liked = async () => valueOf(await session.media(subjects.medium)).hasLiked;
      expect(await liked()).toBe(false);
      expect(valueOf(await session.like(subjects.medium))).toEqual({ liked: true });
      expect(await liked()).toBe(true);
      const page = valueOf(await session.mediaPage(subjects.person.pk, null));
      expect(page.items.find(({ id }) => id === subjects.medium)?.hasLiked).toBe(true);
      expect(valueOf(await session.unlike(subjects.medium))).toEqual({ liked: false });
      expect(await liked()).toBe(false);
    });

    it('views a story, and reads back that it was seen', async () => {
      const { session, subjects } = await open();
      expect(valueOf(await session.viewStory(subjects.story))).toBeNull();
      const stories = valueOf(await session.stories([subjects.person.pk])).get(subjects.person.pk) ?? [];
      for (const { seen, takenAt } of stories) expect(seen).toBe(takenAt <= subjects.story.takenAt);
    });

    it.each(['Thank you for following.', 'Welcome: https://example.com/a?b=1 and more', 'Hi.No blank', '🔥 ñ 植'])(
      'writes a message, and knows of the conversation: %s',
      async (text) => {
        const { session, subjects } = await open();
        const { pk } = subjects.person;
        expect(valueOf(await session.sendMessage(pk, text))).toBeNull();
        // Nobody who does not follow the account has agreed to be written to.
        expect(valueOf(await session.threadWith(pk))).toEqual({ exists: true, pending: true });
      },
    );
  });
};
