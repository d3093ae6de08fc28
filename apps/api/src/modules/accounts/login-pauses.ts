import { type LoginResult, lostInProxy } from '../instagram/index.ts';

/** Once so many users were wrong about a name within a day, the name waits for everybody who has not connected it. */
export const SEVERAL_USERS = 3;

export type PasswordVerdict = 'right' | 'wrong' | 'unknown';

/**
 * What an answer says about the password alone. Instagram answers a wrong password of newer clients as an unknown name,
 * so both count. A challenge says nothing: Instagram may ask before it looks at the password. An answer that was lost in
 * one's own proxy counts as wrong: whoever runs it may see by its length what it was, and cut it off to be free of the count.
 */
export const verdictOf = (result: LoginResult): PasswordVerdict => {
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
