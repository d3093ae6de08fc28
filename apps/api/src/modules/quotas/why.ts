import type { LimitRow, YoungAccount } from './limits.repository.ts';

/** The share of its limits that a newly connected account starts with. */
const FIRST_SHARE = 0.2;
/** Maximum number of accounts named; more would be a list, not a sentence. */
const MOST_NAMED = 3;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const whyOfRamps = (young: readonly YoungAccount[]): string => {
  const [first, second] = young;
  if (first && !second) {
    const stage = first.ramp === FIRST_SHARE ? 'is new: it starts at' : 'is at';
    return `Your account @${first.name} ${stage} ${percent(first.ramp)} of its limits.`;
  }
  const named = young.slice(0, MOST_NAMED).map(({ name, ramp }) => `@${name} at ${percent(ramp)}`);
  const more = young.length > MOST_NAMED ? ` and ${young.length - MOST_NAMED} more` : '';
  return `Your accounts may not use all of their limits yet: ${named.join(', ')}${more}.`;
};

const whyOfAdministrator = ({ own, reason }: LimitRow): string | null => {
  const [what, end] = own ? ['this for you', ' Ask one if you need more.'] : ['this for everybody', ''];
  if (reason) return `An administrator set ${what}: ${sentence(reason)}${end}`;
  return own ? `An administrator set ${what}.${end}` : null;
};

/** What holds today: the least of what the administrator allows, the user's own wish, and the accounts' ramps. */
export const effectiveOf = ({ most, wish, ramped }: Pick<LimitRow, 'most' | 'wish' | 'ramped'>): number =>
  Math.min(most, wish ?? most, ramped ?? most);

/** Why that holds, in plain words: what bounds it most, and what ends it; null where nothing but the default does. */
export const whyOf = (row: LimitRow): string | null => {
  const { most, wish, ramped } = row;
  if (ramped !== null && ramped < Math.min(most, wish ?? most)) return whyOfRamps(row.young ?? []);
  if (wish !== null && wish < most) return `You set your own limit to ${wish}; you can change it at any time.`;
  return whyOfAdministrator(row);
};
