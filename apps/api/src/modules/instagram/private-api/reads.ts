import type { IgApiClient } from 'instagram-private-api';
import { type Body, flagOf, listOf, objectOf } from '../foreign.ts';
import type {
  InstagramMedia,
  InstagramPlace,
  InstagramProfile,
  InstagramStory,
  InstagramThread,
  InstagramUser,
  Page,
} from '../instagram.provider.ts';
import { toUsers } from './mapping.ts';
import { toMedia, toStories } from './media-mapping.ts';
import { mediaOf, newestFirst } from './media-search.ts';
import { resume, toPage } from './paging.ts';
import { toPlaces, toProfile, toThread } from './profile-mapping.ts';
import { mediaIdFor, pkFor, usernameFor } from './targets.ts';
import { NoSuchTarget, UnexpectedShape } from './unexpected-shape.ts';

type Cursor = string | null;

/** A request of the library, whose own types promise more than Instagram keeps. */
const bodyOf = async (feed: { request(): Promise<unknown> }): Promise<Body> => objectOf(await feed.request());

const sectionsPlace = (body: Body) => ({
  nextPage: body['next_page'],
  nextMaxId: body['next_max_id'],
  nextMediaIds: body['next_media_ids'],
});

/** What an account reads: one method, one call of the library. Each throws where there is no usable answer. */
export class Reads {
  constructor(private readonly client: IgApiClient) {}

  async hashtag(tag: string, cursor: Cursor): Promise<Page<InstagramMedia>> {
    const body = await bodyOf(resume(this.client.feed.tags(tag, 'recent'), cursor));
    return toPage(mediaOf(body), body, cursor, sectionsPlace(body));
  }

  async location(pk: string, cursor: Cursor): Promise<Page<InstagramMedia>> {
    const body = await bodyOf(resume(this.client.feed.location(pkFor(pk), 'recent'), cursor));
    return toPage(mediaOf(body), body, cursor, sectionsPlace(body));
  }

  async places(query: string): Promise<readonly InstagramPlace[]> {
    return toPlaces(objectOf(await this.client.fbsearch.places(query)));
  }

  async followers(pk: string, cursor: Cursor): Promise<Page<InstagramUser>> {
    const body = await bodyOf(resume(this.client.feed.accountFollowers(pkFor(pk)), cursor));
    return this.peoplePage(body, cursor);
  }

  async following(pk: string, cursor: Cursor): Promise<Page<InstagramUser>> {
    const body = await bodyOf(resume(this.client.feed.accountFollowing(pkFor(pk)), cursor));
    return this.peoplePage(body, cursor);
  }

  async likers(mediaId: string): Promise<Page<InstagramUser>> {
    const body = objectOf(await this.client.media.likers(mediaIdFor(mediaId)));
    return { ...toUsers(body['users']), cursor: null };
  }

  async commenters(mediaId: string, cursor: Cursor): Promise<Page<InstagramUser>> {
    const body = await bodyOf(resume(this.client.feed.mediaComments(mediaIdFor(mediaId)), cursor));
    const off = flagOf(body['comments_disabled']) === true;
    const read = toUsers(body['comments'] ?? (off ? [] : null), (comment) => comment['user'] ?? comment['owner']);
    return toPage(read, body, cursor, { nextMaxId: body['next_max_id'], nextMinId: body['next_min_id'] });
  }

  async byName(username: string): Promise<InstagramProfile> {
    return toProfile(await this.client.user.usernameinfo(usernameFor(username)));
  }

  async profile(pk: string): Promise<InstagramProfile> {
    return toProfile(await this.client.user.info(pkFor(pk)));
  }

  async mediaPage(pk: string, cursor: Cursor): Promise<Page<InstagramMedia>> {
    const body = await bodyOf(resume(this.client.feed.user(pkFor(pk)), cursor));
    return toPage(newestFirst(mediaOf(body)), body, cursor, { nextMaxId: body['next_max_id'] });
  }

  async media(id: string): Promise<InstagramMedia> {
    const { items } = objectOf(await this.client.media.info(mediaIdFor(id)));
    const [first] = listOf(items);
    if (Array.isArray(items) && items.length === 0) throw new NoSuchTarget();
    const media = toMedia(first);
    if (!media) throw new UnexpectedShape();
    return media;
  }

  async stories(pks: readonly string[]): Promise<ReadonlyMap<string, readonly InstagramStory[]>> {
    if (pks.length === 0) return new Map();
    return toStories(await bodyOf(this.client.feed.reelsMedia({ userIds: pks.map(pkFor) })), pks);
  }

  async threadWith(pk: string): Promise<InstagramThread> {
    return toThread(objectOf(await this.client.directThread.getByParticipants([pkFor(pk)])), pk);
  }

  private peoplePage(body: Body, cursor: Cursor): Page<InstagramUser> {
    return toPage(toUsers(body['users']), body, cursor, { nextMaxId: body['next_max_id'] });
  }
}
