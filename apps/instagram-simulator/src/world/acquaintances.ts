import type { Random } from '../support/random.ts';
import type { Graph } from '../social/graph.ts';
import type { Person } from './types.ts';

const SKEW = 2.2;
const FOLLOWS_BACK = 0.25;

/** Lets the generated users follow one another: a few of them are followed by most, most of them by a few. */
export const acquaint = (random: Random, people: readonly Person[], graph: Graph): void => {
  for (const person of people) {
    const wanted = Math.min(6 + Math.floor(random.next() ** 2 * 90), people.length - 1);
    for (let i = 0; i < wanted; i++) {
      const other = popular(random, people);
      if (!other || other === person) continue;
      graph.follow(person.pk, other.pk);
      if (random.chance(FOLLOWS_BACK)) graph.follow(other.pk, person.pk);
    }
  }
};

/** Gives a new user some of the world as followers, and some to follow. */
export const introduce = (
  random: Random,
  people: readonly Person[],
  graph: Graph,
  pk: string,
  followers: number,
  following: number,
): void => {
  if (people.length === 0) return;
  for (const other of distinct(random, people, followers)) graph.follow(other.pk, pk);
  for (const other of distinct(random, people, following)) graph.follow(pk, other.pk);
};

const popular = (random: Random, people: readonly Person[]) =>
  people[Math.floor(random.next() ** SKEW * people.length)];

const distinct = (random: Random, people: readonly Person[], count: number): Set<Person> => {
  const chosen = new Set<Person>();
  while (chosen.size < Math.min(count, people.length)) chosen.add(random.pick(people));
  return chosen;
};
