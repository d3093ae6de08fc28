import { hash32 } from '../support/random.ts';
import type { Person, StoryItem } from './types.ts';

const DAY = 86_400;
const SHARE = 0.35;
const FIRST_PK = 3_900_000_000_000_000_000n;
const PER_DAY = 1_000_000_000_000n;
const PER_PERSON = 100n;

/*
 * Who posts stories posts one to three of them each day at an hour of their own, so there are always some, and they
 * expire after 24 hours. An item's id tells day, person and number: nothing needs to be stored.
 */

const itemsPerDay = (person: Person): number => {
  const hash = hash32(`story ${person.pk}`);
  return person.index >= 0 && hash % 1000 < SHARE * 1000 ? 1 + ((hash >>> 12) % 3) : 0;
};

const item = (person: Person, day: number, number: number): StoryItem => {
  const hour = hash32(`hour ${person.pk}`) % DAY;
  const takenAt = day * DAY + hour + number * 1200;
  const pk = FIRST_PK + BigInt(day) * PER_DAY + BigInt(person.index) * PER_PERSON + BigInt(number);
  return { pk: String(pk), ownerPk: person.pk, takenAt, expiresAt: takenAt + DAY };
};

const isLive = (one: StoryItem, now: number) => one.takenAt <= now && now < one.expiresAt;

/** The stories of a person that are up at a time (seconds), oldest first. */
export const storiesOf = (person: Person, now: number): StoryItem[] => {
  const count = itemsPerDay(person);
  const today = Math.floor(now / DAY);
  const items: StoryItem[] = [];
  for (const day of [today - 2, today - 1, today]) {
    for (let number = 0; number < count; number++) {
      const one = item(person, day, number);
      if (isLive(one, now)) items.push(one);
    }
  }
  return items;
};

/** The story that an id names, if it is up at that time. */
export const storyByPk = (pk: string, people: readonly Person[], now: number): StoryItem | null => {
  if (!/^\d{19}$/.test(pk)) return null;
  const rest = BigInt(pk) - FIRST_PK;
  if (rest < 0n) return null;
  const person = people[Number((rest % PER_DAY) / PER_PERSON)];
  const number = Number(rest % PER_PERSON);
  if (!person || number >= itemsPerDay(person)) return null;
  const one = item(person, Number(rest / PER_DAY), number);
  return isLive(one, now) ? one : null;
};
