import type { IgApiClient } from 'instagram-private-api';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { classify } from '../classifier.ts';
import { type Body, flagOf } from '../foreign.ts';
import type { Answer, Friendship, Friendships, InstagramSession, InstagramUser, Page } from '../instagram.provider.ts';
import { serialize } from './client-state.ts';
import type { HardenedRequest } from './hardened-request.ts';
import { ownersOf, toFriendship, toFriendships, toPage, toUser } from './mapping.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

/** The place in a hashtag's feed, as the library's own feed keeps it. */
interface TagCursor {
  nextPage: unknown;
  nextMaxId: unknown;
  nextMediaIds: unknown;
}

const isPlace = (cursor: unknown): boolean =>
  (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number';

/** One account's client, for one turn. No answer makes it throw, and no error object of the library leaves it. */
export class PrivateApiSession implements InstagramSession {
  constructor(
    private readonly client: IgApiClient,
    private readonly request: HardenedRequest,
    private readonly clock: Clock,
  ) {}

  async changedState(): Promise<Secret<string> | null> {
    return this.request.stateChanged ? serialize(this.client) : null;
  }

  currentUser(): Promise<Answer<InstagramUser>> {
    return this.answer(async () => this.userOf(await this.client.account.currentUser()));
  }

  hashtagPage(hashtag: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>> {
    return this.answer(async () => {
      const feed = this.client.feed.tags(hashtag, 'recent');
      if (cursor) Object.assign(feed, JSON.parse(cursor) as TagCursor);
      const page = (await feed.request()) as unknown as Body;
      const next: TagCursor = {
        nextPage: page['next_page'],
        nextMaxId: page['next_max_id'],
        nextMediaIds: page['next_media_ids'],
      };
      const text = JSON.stringify(next);
      // `more_available` with the cursor we came with would go round in a circle.
      const more = flagOf(page['more_available']) ?? isPlace(page['next_max_id']);
      return toPage(ownersOf(page), more && text !== cursor, text);
    });
  }

  friendships(pks: readonly string[]): Promise<Answer<Friendships>> {
    return this.answer(async () => toFriendships(await this.client.friendship.showMany([...pks]), pks));
  }

  friendship(pk: string): Promise<Answer<Friendship>> {
    return this.answer(async () => toFriendship(await this.client.friendship.show(pk)));
  }

  follow(pk: string): Promise<Answer<Friendship>> {
    return this.answer(async () => toFriendship(await this.client.friendship.create(pk)));
  }

  unfollow(pk: string): Promise<Answer<Friendship>> {
    return this.answer(async () => toFriendship(await this.client.friendship.destroy(pk)));
  }

  logout(): Promise<Answer<null>> {
    return this.answer(async () => {
      await this.client.account.logout();
      return null;
    });
  }

  private userOf(raw: unknown): InstagramUser {
    const user = toUser(raw);
    if (!user) throw new UnexpectedShape();
    return user;
  }

  private async answer<T>(call: () => Promise<T>): Promise<Answer<T>> {
    const started = this.clock.monotonic();
    const durationMs = () => Math.round(this.clock.monotonic() - started);
    try {
      return { ok: true, value: await call(), durationMs: durationMs() };
    } catch {
      // What the library threw holds cookies and passwords; the exchange says all there is to know.
      return { ok: false, failure: classify(this.request.last), durationMs: durationMs() };
    }
  }
}
