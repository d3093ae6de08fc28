import { describe, expect, it } from '@jest/globals';
import type { User } from '@pacekeeper/contracts';
import type { SessionState } from './create-session.ts';
import { dutyOf } from './duty.ts';

const signedIn = (mustChangePassword: boolean, mustSetUpTwoFactor: boolean): SessionState => ({
  status: 'signed_in',
  token: 'a',
  user: {} as User,
  mustChangePassword,
  mustSetUpTwoFactor,
});

describe('what comes first', () => {
  it.each<[string, SessionState, string | null]>([
    ['nothing for whom everything is open', signedIn(false, false), null],
    ['the password that somebody else chose', signedIn(true, false), '/profile/change-password'],
    ['the second factor that is required', signedIn(false, true), '/profile/two-factor-setup'],
    ['the password before the second factor', signedIn(true, true), '/profile/change-password'],
    ['nothing for whom nothing is open', { status: 'signed_out', ended: false }, null],
  ])('is %s', (_, state, duty) => expect(dutyOf(state)).toBe(duty));
});
