import { hash32, type Random } from '../support/random.ts';
import { BIOGRAPHIES } from './biographies.ts';
import { THEMES } from './themes.ts';
import type { Person } from './types.ts';
import { BIOGRAPHY_ENDS, FIRST_NAMES, SURNAMES } from './vocabulary.ts';

const PRIVATE_SHARE = 0.22;
const VERIFIED_SHARE = 0.03;
const PICTURE_SHARE = 0.93;
const BUSINESS_PERCENT = 12;
/** Of those with a biography: who writes it in another language. */
const FOREIGN_PERCENT = 35;
const KNOWN_TO_ALL = 4;
/** Ids of more than 15 digits exist beside short ones: a client that rounds them loses the user. */
const LONG_PK_SHARE = 0.03;

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** Invented users; the theme of user `i` is `themeOf(i)`. */
export const growPeople = (random: Random, count: number): Person[] => {
  const taken = new Set<string>();
  const people: Person[] = [];
  let shortPk = 3_120_000_000;
  let longPk = 17_841_400_000_000_000n;
  for (let index = 0; index < count; index++) {
    const first = random.pick(FIRST_NAMES);
    const last = random.pick(SURNAMES);
    const theme = themeOf(index);
    shortPk += random.int(11, 90_017);
    longPk += BigInt(random.int(1_009, 900_019));
    const pk = random.chance(LONG_PK_SHARE) ? String(longPk) : String(shortPk);
    people.push({
      pk,
      username: unused(taken, random, plain(first), plain(last), theme.word),
      fullName: random.chance(0.12) ? `${first} | ${theme.word}` : random.chance(0.15) ? first : `${first} ${last}`,
      biography: random.chance(0.8) ? biographyOf(pk, `${theme.about} ${random.pick(BIOGRAPHY_ENDS)}`) : '',
      // The first few are well known: followed by most, and never private.
      isPrivate: random.chance(PRIVATE_SHARE) && index >= KNOWN_TO_ALL,
      isVerified: random.chance(VERIFIED_SHARE) || index < KNOWN_TO_ALL,
      hasPicture: random.chance(PICTURE_SHARE),
      isBusiness: shareOf('business', pk) < BUSINESS_PERCENT,
      index,
    });
  }
  return people;
};

/** A number from 0 to 99 that is always the same for the same person. */
const shareOf = (about: string, pk: string): number => hash32(`${about} ${pk}`) % 100;

const biographyOf = (pk: string, english: string): string => {
  if (shareOf('language', pk) >= FOREIGN_PERCENT) return english;
  return BIOGRAPHIES[hash32(`biography ${pk}`) % BIOGRAPHIES.length]?.text ?? english;
};

export const themeOf = (index: number) => {
  const theme = THEMES[index % THEMES.length];
  if (!theme) throw new Error('A world needs themes.');
  return theme;
};

/** An unused username, made as people make them. */
const unused = (taken: Set<string>, random: Random, first: string, last: string, word: string): string => {
  const shapes = [
    `${first}.${last}`,
    `${first}_${word}`,
    `${word}.by.${first}`,
    `${first}${last}`,
    `${first}_and_${word}`,
    `${first}.${word}${random.int(60, 99)}`,
    `the_${word}_${last}`,
  ];
  const start = random.int(0, shapes.length - 1);
  for (let i = 0; i < shapes.length; i++) {
    const name = shapes[(start + i) % shapes.length] ?? first;
    if (!taken.has(name)) return keep(taken, name);
  }
  let number = random.int(100, 999);
  while (taken.has(`${first}.${last}${number}`)) number++;
  return keep(taken, `${first}.${last}${number}`);
};

const keep = (taken: Set<string>, name: string): string => {
  taken.add(name);
  return name;
};
