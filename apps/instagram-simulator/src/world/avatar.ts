import { hash32 } from '../support/random.ts';
import type { Person } from './types.ts';

const INKS = ['#0f4c5c', '#5f0f40', '#2d3142', '#3a5a40', '#6d597a', '#7f4f24', '#283618', '#1d3557'];
const PAPERS = ['#e9f5f2', '#f7ede2', '#e8eaf6', '#eef4ed', '#fdf0d5', '#f1e9f7'];

const pickBy = <T>(items: readonly T[], hash: number): T => items[hash % items.length] as T;

/** A small picture of a person: their initials and a few shapes, always the same for the same person. */
export const avatarSvg = (person: Person): string => {
  const hash = hash32(`avatar ${person.pk}`);
  const ink = pickBy(INKS, hash);
  const paper = pickBy(PAPERS, hash >>> 5);
  const letters = initials(person);
  const shape = person.hasPicture
    ? `<circle cx="${20 + ((hash >>> 9) % 56)}" cy="${18 + ((hash >>> 13) % 60)}" r="${26 + ((hash >>> 17) % 16)}" fill="${ink}" opacity=".18"/>` +
      `<rect x="${(hash >>> 11) % 50}" y="${40 + ((hash >>> 15) % 40)}" width="60" height="14" rx="7" fill="${ink}" opacity=".22"/>`
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" role="img">` +
    `<rect width="96" height="96" fill="${paper}"/>${shape}` +
    `<text x="48" y="59" text-anchor="middle" font-family="sans-serif" font-size="32" font-weight="600" fill="${ink}">${letters}</text></svg>`
  );
};

/** Letters only, so that nothing of a name can become markup. */
const initials = (person: Person): string => {
  const words = (person.fullName || person.username).match(/\p{L}+/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
};
