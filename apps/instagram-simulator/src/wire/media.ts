import type { Simulation } from '../simulation.ts';
import { mediaId, type Place, type Post, type StoryItem } from '../world/types.ts';
import { PLACES } from '../world/places.ts';
import { userShape } from './people.ts';
import type { Wire } from './wire.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SHORTCODE_LENGTH = 11;

/** The short name of a medium in web addresses: its id to the base of 64. */
const shortcode = (pk: string): string => {
  let rest = BigInt(pk);
  let code = '';
  while (rest > 0n) {
    code = ALPHABET.charAt(Number(rest % 64n)) + code;
    rest /= 64n;
  }
  return code.padStart(SHORTCODE_LENGTH, 'A');
};

export const placeByPk = (pk: string): Place | null => PLACES.find((place) => place.pk === pk) ?? null;

export const placeShape = (wire: Wire, place: Place) => ({
  pk: wire.id(place.pk),
  name: place.name,
  address: place.address,
  city: place.city,
  short_name: place.name,
  lng: place.lng,
  lat: place.lat,
  external_source: 'facebook_places',
  facebook_places_id: wire.id(place.pk),
});

export const likeCount = (sim: Simulation, post: Post): number => post.baseLikes + sim.likes.countOf(post.pk);

export const mediaShape = (sim: Simulation, wire: Wire, viewer: string, post: Post) => {
  const owner = sim.world.personByPk(post.ownerPk);
  const place = post.placePk === null ? null : placeByPk(post.placePk);
  return {
    pk: wire.id(post.pk),
    id: mediaId(post),
    taken_at: post.takenAt,
    media_type: post.type,
    code: shortcode(post.pk),
    like_count: likeCount(sim, post),
    comment_count: post.baseComments + sim.comments.of(post.pk).length,
    has_liked: sim.likes.has(viewer, post.pk),
    user: owner ? userShape(wire, owner) : null,
    caption:
      post.caption === ''
        ? null
        : { pk: wire.id(post.pk), text: post.caption, user_id: wire.id(post.ownerPk), created_at: post.takenAt },
    ...(place ? { location: placeShape(wire, place) } : {}),
  };
};

export const storyShape = (sim: Simulation, wire: Wire, item: StoryItem) => {
  const owner = sim.world.personByPk(item.ownerPk);
  return {
    pk: wire.id(item.pk),
    id: mediaId(item),
    taken_at: item.takenAt,
    expiring_at: item.expiresAt,
    media_type: 1,
    code: shortcode(item.pk),
    caption: null,
    can_reply: true,
    supports_reel_reactions: true,
    user: owner ? userShape(wire, owner) : null,
  };
};
