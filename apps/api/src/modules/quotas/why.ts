import { RAMP_EARNED, RAMP_FIRST } from '@pacekeeper/contracts';
import type { LimitRow, YoungAccount } from './limits.repository.ts';

/** Maximum number of accounts named; more would be a list, not a sentence. */
const MOST_NAMED = 3;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What ends it. */
const EARNING = `Each day with actions and without a block earns ${percent(RAMP_EARNED)} more.`;

const whyOfRamps = (young: readonly YoungAccount[]): string => {
  const [first, second] = young;
  if (first && !second) {
    const { name, ramp, blocked } = first;
    const stage = ramp === RAMP_FIRST.live && !blocked ? 'is new: it starts at' : 'is at';
    const after = blocked ? ', which a block by Instagram halves' : '';
    return `Your account @${name} ${stage} ${percent(ramp)} of its limits${after}. ${EARNING}`;
  }
  const named = young.slice(0, MOST_NAMED).map(({ name, ramp }) => `@${name} at ${percent(ramp)}`);
  const more = young.length > MOST_NAMED ? ` and ${young.length - MOST_NAMED} more` : '';
  return `Your accounts may not use all of their limits yet: ${named.join(', ')}${more}. ${EARNING}`;
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
