import type { IgApiClient } from 'instagram-private-api';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { classify, type Exchange } from '../classifier.ts';
import {
  type Answer,
  type Friendship,
  type Friendships,
  type InstagramMedia,
  type InstagramPlace,
  type InstagramProfile,
  type InstagramSession,
  type InstagramStory,
  type InstagramThread,
  type InstagramUser,
  MOST_STORY_OWNERS,
  type Page,
  type StoryRef,
} from '../instagram.provider.ts';
import { Acts } from './acts.ts';
import { serialize } from './client-state.ts';
import type { HardenedRequest } from './hardened-request.ts';
import { toFriendship, toFriendships, toUser } from './mapping.ts';
import { Reads } from './reads.ts';
import { pkFor } from './targets.ts';
import { NoSuchTarget, UnexpectedShape } from './unexpected-shape.ts';

const NOTHING_SENT: Exchange = { status: null, body: null, network: null, viaProxy: false };
/** What Instagram says of an id that it does not have. */
const NOBODY: Exchange = { ...NOTHING_SENT, status: 404, body: { status: 'fail', message: 'User not found' } };

/** One account's client, for one turn. No answer makes it throw, and no error object of the library leaves it. */
export class PrivateApiSession implements InstagramSession {
  private readonly reads: Reads;
  private readonly acts: Acts;

  constructor(
    private readonly client: IgApiClient,
    private readonly request: HardenedRequest,
    private readonly clock: Clock,
  ) {
    this.reads = new Reads(client);
    this.acts = new Acts(client, clock);
  }

  async changedState(): Promise<Secret<string> | null> {
    return this.request.stateChanged ? serialize(this.client) : null;
  }

  currentUser(): Promise<Answer<InstagramUser>> {
    return this.answer(async () => this.userOf(await this.client.account.currentUser()));
  }

  hashtagPage(hashtag: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>> {
    return this.answer(() => this.reads.hashtag(hashtag, cursor));
  }

  locationPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>> {
    return this.answer(() => this.reads.location(pk, cursor));
  }

  places(query: string): Promise<Answer<readonly InstagramPlace[]>> {
    return this.answer(() => this.reads.places(query));
  }

  followersPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>> {
    return this.answer(() => this.reads.followers(pk, cursor));
  }

  followingPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>> {
    return this.answer(() => this.reads.following(pk, cursor));
  }

  likers(mediaId: string): Promise<Answer<Page<InstagramUser>>> {
    return this.answer(() => this.reads.likers(mediaId));
  }

  commentersPage(mediaId: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>> {
    return this.answer(() => this.reads.commenters(mediaId, cursor));
  }

  userByName(username: string): Promise<Answer<InstagramProfile>> {
    return this.answer(() => this.reads.byName(username));
  }

  profile(pk: string): Promise<Answer<InstagramProfile>> {
    return this.answer(() => this.reads.profile(pk));
  }

  mediaPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>> {
    return this.answer(() => this.reads.mediaPage(pk, cursor));
  }

  media(id: string): Promise<Answer<InstagramMedia>> {
    return this.answer(() => this.reads.media(id));
  }

  stories(pks: readonly string[]): Promise<Answer<ReadonlyMap<string, readonly InstagramStory[]>>> {
    if (pks.length > MOST_STORY_OWNERS) return Promise.reject(new RangeError('too many people for one call'));
    return this.answer(() => this.reads.stories(pks));
  }

  threadWith(pk: string): Promise<Answer<InstagramThread>> {
    return this.answer(() => this.reads.threadWith(pk));
  }

  friendships(pks: readonly string[]): Promise<Answer<Friendships>> {
    return this.answer(async () => toFriendships(await this.client.friendship.showMany([...pks]), pks));
  }

  friendship(pk: string): Promise<Answer<Friendship>> {
    return this.answer(async () => toFriendship(await this.client.friendship.show(pkFor(pk))));
  }

  follow(pk: string): Promise<Answer<Friendship>> {
    return this.answer(() => this.acts.follow(pk));
  }

  unfollow(pk: string): Promise<Answer<Friendship>> {
    return this.answer(() => this.acts.unfollow(pk));
  }

  like(mediaId: string): Promise<Answer<{ liked: boolean }>> {
    return this.answer(() => this.acts.like(mediaId));
  }

  unlike(mediaId: string): Promise<Answer<{ liked: boolean }>> {
    return this.answer(() => this.acts.unlike(mediaId));
  }

  viewStory(story: StoryRef): Promise<Answer<null>> {
    return this.answer(() => this.acts.viewStory(story));
  }

  reactToStory(story: StoryRef, emoji: string): Promise<Answer<null>> {
    return this.answer(() => this.acts.reactToStory(story, emoji));
  }

  sendMessage(pk: string, text: string): Promise<Answer<null>> {
    return this.answer(() => this.acts.sendMessage(pk, text));
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
    this.request.last = NOTHING_SENT;
    try {
      return { ok: true, value: await call(), durationMs: durationMs() };
    } catch (error) {
      // What the library threw holds cookies and passwords; the exchange says all there is to know.
      const exchange = error instanceof NoSuchTarget ? NOBODY : this.request.last;
      return { ok: false, failure: classify(exchange), durationMs: durationMs() };
    }
  }
}
