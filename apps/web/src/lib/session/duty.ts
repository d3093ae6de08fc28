import { paths } from '../paths.ts';
import type { SessionState } from './create-session.ts';

/** The one screen that is open until what it asks for is done; null where everything is open. */
export const dutyOf = (state: SessionState): string | null => {
  if (state.status !== 'signed_in') return null;
  if (state.mustChangePassword) return paths.changePassword.href();
  return state.mustSetUpTwoFactor ? paths.twoFactorSetup.href() : null;
};
