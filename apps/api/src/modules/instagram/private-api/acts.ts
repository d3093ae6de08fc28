import type { IgApiClient } from 'instagram-private-api';
import type { Clock } from '../../../platform/clock/clock.ts';
import { objectOf } from '../foreign.ts';
import type { Friendship, StoryRef } from '../instagram.provider.ts';
import { toFriendship } from './mapping.ts';
import { likedIn } from './media-mapping.ts';
import { mediaIdFor, pkFor } from './targets.ts';

/** Where in the app a like is said to happen; others need more of the person than an id. */
const FROM = { module_name: 'feed_timeline' } as const;

const LINKS = /https?:\/\/\S+/g;

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1_000);

/** What an account does: one method, one call of the library. Each throws where Instagram did not accept it. */
export class Acts {
  constructor(
    private readonly client: IgApiClient,
    private readonly clock: Clock,
  ) {}

  async follow(pk: string): Promise<Friendship> {
    return toFriendship(await this.client.friendship.create(pkFor(pk)));
  }

  async unfollow(pk: string): Promise<Friendship> {
    return toFriendship(await this.client.friendship.destroy(pkFor(pk)));
  }

  async like(mediaId: string): Promise<{ liked: boolean }> {
    const body = await this.client.media.like({ mediaId: mediaIdFor(mediaId), moduleInfo: FROM, d: 0 });
    return { liked: likedIn(objectOf(body), true) };
  }

  async unlike(mediaId: string): Promise<{ liked: boolean }> {
    const body = await this.client.media.unlike({ mediaId: mediaIdFor(mediaId), moduleInfo: FROM, d: 0 });
    return { liked: likedIn(objectOf(body), false) };
  }

  async viewStory({ id, ownerPk, takenAt }: StoryRef): Promise<null> {
    const taken = secondsOf(takenAt);
    const seen = Math.max(taken + 1, secondsOf(this.clock.now()));
    await this.client.media.seen({ [`${mediaIdFor(id)}_${pkFor(ownerPk)}`]: [`${taken}_${seen}`] });
    return null;
  }

  async reactToStory({ id, ownerPk }: StoryRef, emoji: string): Promise<null> {
    const thread = this.client.entity.directThread([pkFor(ownerPk)]);
    await thread.broadcastReel({ mediaId: mediaIdFor(id), reelId: ownerPk, text: emoji });
    return null;
  }

  async sendMessage(pk: string, text: string): Promise<null> {
    const thread = this.client.entity.directThread([pkFor(pk)]);
    const links = text.match(LINKS);
    // The library's own search for links takes a missing blank after a full stop for one.
    if (links) await thread.broadcastLink(text, links);
    else await thread.broadcastText(text, true);
    return null;
  }
}
