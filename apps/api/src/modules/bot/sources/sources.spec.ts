import { describe, expect, it } from '@jest/globals';
import type { Answer, InstagramSession, InstagramUser, Page } from '../../instagram/index.ts';
import { followedByBot } from './followed-by-bot.source.ts';
import { list } from './list.source.ts';
import { followersOf, ownFollowing } from './relations.source.ts';
import type { Followed } from './source.ts';
import type { TargetPage } from './target.ts';

const OWN = { pk: '99' };
const user = (pk: string): InstagramUser => ({
  pk,
  username: `u${pk}`,
  fullName: '',
  isPrivate: false,
  isVerified: false,
  pictureUrl: null,
});
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, durationMs: 1 });
const failed = (symbol: 'TARGET_NOT_FOUND' | 'RATE_LIMITED'): Answer<never> => ({
  ok: false,
  durationMs: 1,
  failure: { symbol, side: 'target', scope: 'target', next: 'skip_target', effect: 'none' },
});
const pageOf = (cursor: string | null): Page<InstagramUser> => ({ items: [user('1')], unreadable: 0, cursor });
const session = (calls: object) => calls as InstagramSession;
const valueOf = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new Error(answer.failure.symbol);
  return answer.value;
};

describe('the people of a named account', () => {
  const asked: unknown[] = [];
  const world = session({
    userByName: async (name: string) => (asked.push(name), ok(user('5'))),
    followersPage: async (pk: string, cursor: string | null) => (
      asked.push([pk, cursor]),
      ok(pageOf(cursor ? null : 'x|y'))
    ),
  });

  it('are found by the name once, and read on by the id', async () => {
    const first = valueOf(await followersOf.page(world, { username: 'ana' }, null, OWN));
    const second = valueOf(await followersOf.page(world, { username: 'ana' }, first.cursor, OWN));
    expect(asked).toEqual(['ana', ['5', null], ['5', 'x|y']]);
    expect(second.cursor).toBeNull();
    expect([followersOf.calls(null), followersOf.calls(first.cursor)]).toEqual([2, 1]);
  });

  it('end where the name is nobody’s', async () =>
    expect(
      await followersOf.page(
        session({ userByName: async () => failed('TARGET_NOT_FOUND') }),
        { username: 'ana' },
        null,
        OWN,
      ),
    ).toMatchObject({ ok: false, failure: { symbol: 'TARGET_NOT_FOUND' } }));

  it('of the account itself are asked by its own id', async () => {
    const following = async (pk: string, cursor: string | null) =>
      ok({ ...pageOf(null), items: [user(`${pk}${cursor}`)] });
    const page = valueOf(await ownFollowing.page(session({ followingPage: following }), {}, 'c', OWN));
    expect(page.items).toMatchObject([{ kind: 'user', pk: '99c' }]);
  });
});

describe('a list of names', () => {
  const params = { usernames: ['ana', 'nobody', 'bo'] };
  const world = session({
    userByName: async (name: string) => (name === 'nobody' ? failed('TARGET_NOT_FOUND') : ok(user(name))),
  });

  it('is read name by name, and tells which nobody has', async () => {
    const pages: unknown[] = [];
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page: TargetPage = valueOf(await list.page(world, params, cursor, OWN));
      pages.push([page.items.map((one) => ('pk' in one ? one.pk : '')), page.missing ?? []]);
      cursor = page.cursor;
    }
    expect(pages).toEqual([
      [['ana'], []],
      [[], ['nobody']],
      [['bo'], []],
    ]);
  });

  it('stops where Instagram objects', async () =>
    expect(
      await list.page(session({ userByName: async () => failed('RATE_LIMITED') }), params, null, OWN),
    ).toMatchObject({ ok: false }));
});

describe('whom the bot followed', () => {
  const row = (id: number): Followed => ({ id: String(id), pk: `p${id}`, username: null, name: null, picture: null });

  it('comes from the ledger, page by page', async () => {
    const asked: unknown[] = [];
    const ledger = {
      followed: async (days: number, after: string | null, most: number) => {
        asked.push([days, after]);
        return Array.from({ length: after ? 1 : most }, (_, n) => row(n + 1));
      },
    };
    const first = await followedByBot.rows(ledger, { older_than_days: 3 }, null);
    const second = await followedByBot.rows(ledger, { older_than_days: 3 }, first.cursor);
    expect(asked).toEqual([
      [3, null],
      [3, String(first.items.length)],
    ]);
    expect([second.items, second.cursor]).toMatchObject([[{ kind: 'user', pk: 'p1', username: 'p1' }], null]);
  });
});
