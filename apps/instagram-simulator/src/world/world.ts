import { createRandom } from '../support/random.ts';
import { growPeople } from './people.ts';
import { growPosts } from './posts.ts';
import type { Person, Post, WorldSpec } from './types.ts';

/** Who and what there is. Generated from its spec; people and posts can be added, and people changed. */
export interface World {
  readonly spec: WorldSpec;
  /** The generated users, in the order of their index. */
  readonly generated: readonly Person[];
  personByPk(pk: string): Person | null;
  personByName(username: string): Person | null;
  /** Users whose username or full name contains the text, exact and leading matches first. */
  search(text: string, limit: number): Person[];
  putPerson(person: Person): void;
  removePerson(pk: string): void;
  /** Generated users who have been removed. */
  removed(): string[];
  /** An id that no user has yet. */
  freePk(): string;
  postByPk(pk: string): Post | null;
  /** Newest first. */
  postsOf(ownerPk: string): readonly Post[];
  postsTagged(tag: string): readonly Post[];
  postsAt(placePk: string): readonly Post[];
  addPost(post: Post): void;
  /** An id for a new medium, larger than all there are. */
  nextPostPk(): string;
  /** The youngest of all, newest first. */
  recentPosts(count: number): Post[];
  tags(): ReadonlyArray<{ name: string; count: number }>;
  /** What was added or changed since the world was generated. */
  added(): { people: Person[]; posts: Post[] };
  size(): { people: number; posts: number; tags: number };
}

const FIRST_CREATED_PK = 61_000_000_001;
const FIRST_CREATED_POST = 3_700_000_000_000_000_000n;
const CREATED_POST_STEP = 1_000_003n;
const NO_POSTS: readonly Post[] = [];

export const createWorld = (spec: WorldSpec): World => {
  const byPk = new Map<string, Person>();
  const byName = new Map<string, Person>();
  const posts = new Map<string, Post>();
  const byOwner = new Map<string, Post[]>();
  const byTag = new Map<string, Post[]>();
  const byPlace = new Map<string, Post[]>();
  const addedPosts: Post[] = [];
  const changed = new Set<string>();
  const gone = new Set<string>();
  let nextPk = FIRST_CREATED_PK;
  let createdPosts = 0;

  const put = (person: Person) => {
    const before = byPk.get(person.pk);
    if (before) byName.delete(before.username);
    byPk.set(person.pk, person);
    byName.set(person.username, person);
  };
  const list = (post: Post) => {
    posts.set(post.pk, post);
    place(byOwner, post.ownerPk, post);
    for (const tag of post.tags) place(byTag, tag, post);
    if (post.placePk) place(byPlace, post.placePk, post);
  };

  const generated = growPeople(createRandom(`people ${spec.seed}`), spec.users);
  generated.forEach(put);
  const random = createRandom(`posts ${spec.seed}`);
  const grown = growPosts(random, generated, spec.postsPerUser, Math.floor(spec.createdAt / 1000));
  // Indexes are kept oldest first and turned over once: prepending thousands one by one would be quadratic.
  for (const post of grown) {
    posts.set(post.pk, post);
    append(byOwner, post.ownerPk, post);
    for (const tag of post.tags) append(byTag, tag, post);
    if (post.placePk) append(byPlace, post.placePk, post);
  }
  for (const index of [byOwner, byTag, byPlace]) for (const items of index.values()) items.reverse();

  return {
    spec,
    generated,
    personByPk: (pk) => byPk.get(pk) ?? null,
    personByName: (username) => byName.get(username) ?? null,
    search: (text, limit) => searchPeople(byPk.values(), text.toLowerCase(), limit),
    putPerson: (person) => {
      changed.add(person.pk);
      if (person.index === -1 && /^\d{1,15}$/.test(person.pk)) nextPk = Math.max(nextPk, Number(person.pk) + 1);
      put(person);
    },
    removePerson: (pk) => {
      const person = byPk.get(pk);
      if (person) byName.delete(person.username);
      byPk.delete(pk);
      changed.delete(pk);
      if (person && person.index >= 0) gone.add(pk);
    },
    removed: () => [...gone],
    freePk: () => {
      while (byPk.has(String(nextPk))) nextPk++;
      return String(nextPk);
    },
    postByPk: (pk) => posts.get(pk) ?? null,
    postsOf: (ownerPk) => byOwner.get(ownerPk) ?? NO_POSTS,
    postsTagged: (tag) => byTag.get(tag.toLowerCase()) ?? NO_POSTS,
    postsAt: (placePk) => byPlace.get(placePk) ?? NO_POSTS,
    addPost: (post) => {
      addedPosts.push(post);
      createdPosts = Math.max(createdPosts, Number((BigInt(post.pk) - FIRST_CREATED_POST) / CREATED_POST_STEP));
      list(post);
    },
    nextPostPk: () => String(FIRST_CREATED_POST + BigInt(++createdPosts) * CREATED_POST_STEP),
    recentPosts: (count) => [...addedPosts.slice(-count).reverse(), ...grown.slice(-count).reverse()].slice(0, count),
    tags: () => [...byTag].map(([name, items]) => ({ name, count: items.length })),
    added: () => ({
      people: [...changed].map((pk) => byPk.get(pk)).filter((person) => person !== undefined),
      posts: addedPosts,
    }),
    size: () => ({ people: byPk.size, posts: posts.size, tags: byTag.size }),
  };
};

const append = (index: Map<string, Post[]>, key: string, post: Post) => {
  const items = index.get(key);
  if (items) items.push(post);
  else index.set(key, [post]);
};

/** Lists are newest first, and a medium that is added may be older than those that are there. */
const place = (index: Map<string, Post[]>, key: string, post: Post) => {
  const items = index.get(key);
  if (!items) return void index.set(key, [post]);
  const older = items.findIndex((one) => one.takenAt <= post.takenAt);
  items.splice(older === -1 ? items.length : older, 0, post);
};

const searchPeople = (people: Iterable<Person>, text: string, limit: number): Person[] => {
  if (text === '') return [];
  const exact: Person[] = [];
  const leading: Person[] = [];
  const within: Person[] = [];
  for (const person of people) {
    if (person.username === text) exact.push(person);
    else if (person.username.startsWith(text)) leading.push(person);
    else if (person.username.includes(text) || person.fullName.toLowerCase().includes(text)) within.push(person);
  }
  return [...exact, ...leading, ...within].slice(0, limit);
};
