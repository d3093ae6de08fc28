import { type LoginResult, lostInProxy } from '../instagram/index.ts';

/** Users who must be wrong about a name within a day before it waits for all users who have not connected it. */
export const SEVERAL_USERS = 3;

export type Verdict = 'right' | 'wrong' | 'unknown';

/**
 * What an answer says about the password alone. Instagram answers a wrong password of newer clients as an unknown name,
 * so both count. A challenge says nothing: Instagram may ask before it looks at the password. An answer that was lost in
 * the user's own proxy counts as wrong: its operator could recognize the answer by its length and drop it to avoid counting.
 */
export const verdictOf = (result: LoginResult): Verdict => {
  switch (result.outcome) {
    case 'connected':
      return 'right';
    case 'verification':
      return result.step.kind === 'two_factor' ? 'right' : 'unknown';
    case 'failed':
      if (lostInProxy(result.failure)) return 'wrong';
      return ['INSTAGRAM_BAD_PASSWORD', 'INSTAGRAM_INVALID_USER'].includes(result.failure.symbol) ? 'wrong' : 'unknown';
  }
};

/** What an answer says about a session that was brought in; one that its own proxy lost counts as wrong, as above. */
export const sessionVerdictOf = (result: LoginResult): Verdict => {
  if (result.outcome === 'connected') return 'right';
  if (result.outcome !== 'failed') return 'unknown';
  return result.failure.symbol === 'SESSION_INVALID' || lostInProxy(result.failure) ? 'wrong' : 'unknown';
};
