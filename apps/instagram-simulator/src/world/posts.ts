import type { Random } from '../support/random.ts';
import { themeOf } from './people.ts';
import { PLACES } from './places.ts';
import { THEMES } from './themes.ts';
import type { Person, Place, Post } from './types.ts';
import { CAPTION_OPENINGS } from './vocabulary.ts';

const DAY = 86_400;
const FIRST_PK = 3_100_000_000_000_000_000n;
const PLACE_SHARE = 0.4;
const ALBUM_SHARE = 0.15;
const VIDEO_SHARE = 0.15;

interface Draft {
  readonly owner: Person;
  readonly age: number;
  readonly type: Post['type'];
  readonly caption: string;
  readonly place: Place | null;
  readonly likes: number;
  readonly comments: number;
}

/** Media of the generated users, oldest first; younger media have larger ids, and ids do not depend on the date. */
export const growPosts = (random: Random, people: readonly Person[], perUser: number, now: number): Post[] => {
  const drafts = people.flatMap((owner) =>
    Array.from({ length: random.int(0, perUser * 2) }, () => draft(random, owner, people.length)),
  );
  drafts.sort((a, b) => b.age - a.age);
  return drafts.map((one, i) => ({
    pk: String(FIRST_PK + BigInt(i) * 1_000_003_000_037n + BigInt(random.int(0, 999_999_999))),
    ownerPk: one.owner.pk,
    takenAt: now - one.age,
    type: one.type,
    caption: one.caption,
    tags: tagsIn(one.caption),
    placePk: one.place?.pk ?? null,
    baseLikes: one.likes,
    baseComments: one.comments,
  }));
};

/** The hashtags of a caption, lower-cased, each once. */
export const tagsIn = (caption: string): string[] => [
  ...new Set(
    [...caption.matchAll(/#([\p{L}\p{M}\p{N}_\p{Extended_Pictographic}]+)/gu)].map(([, tag]) =>
      (tag ?? '').toLowerCase(),
    ),
  ),
];

const draft = (random: Random, owner: Person, users: number): Draft => {
  const home = themeOf(owner.index);
  const theme = random.chance(0.8) ? home : random.pick(THEMES);
  const tags = [...theme.tags.filter(() => random.chance(0.55)), ...theme.popular];
  const text = `${random.pick(CAPTION_OPENINGS)} ${random.pick(theme.captions)}`;
  const most = Math.min(140, Math.floor(users / 4));
  return {
    owner,
    age: Math.floor(random.next() ** 2 * 400 * DAY) + random.int(60, 3600),
    type: random.chance(ALBUM_SHARE) ? 8 : random.chance(VIDEO_SHARE) ? 2 : 1,
    caption: [text, ...tags.map((tag) => `#${tag}`)].join(' '),
    place: random.chance(PLACE_SHARE) ? random.pick(PLACES) : null,
    likes: Math.min(most, 3 + Math.floor(random.next() ** 3 * most)),
    comments: random.chance(0.5) ? random.int(0, 6) : 0,
  };
};
