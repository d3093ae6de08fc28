import type { Random } from '../support/random.ts';
import type { FaultRule } from './fault-rule.ts';

const LOST: Omit<FaultRule, 'id' | 'effect'> = {
  kind: 'reset',
  account: null,
  method: null,
  path: null,
  nth: null,
  after: 0,
  times: null,
  probability: 1,
  delay_ms: 0,
  expires_in_s: null,
  expires_on: null,
  spam: true,
  category: null,
  logout_reason: 2,
  revoke: false,
  scenario: 'email',
  ids: 'string',
  status: 200,
  body: '',
  matched: 0,
  applied: 0,
};

/** The fault of a call that the network loses: on its way here (nothing happened) or on its way back; else null. */
export const lossOf = (share: number, random: Random): FaultRule | null => {
  if (share === 0 || !random.chance(share)) return null;
  const answered = random.chance(0.5);
  return { ...LOST, id: answered ? 'lost answer' : 'lost call', effect: answered };
};
