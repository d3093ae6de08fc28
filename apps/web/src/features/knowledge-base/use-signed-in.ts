import { useSession } from '../../lib/session/use-session.ts';

/** True where the API may be asked: signed in, and no change of password outstanding. */
export const useSignedIn = (): boolean => {
  const session = useSession();
  return session.status === 'signed_in' && !session.mustChangePassword && !session.mustSetUpTwoFactor;
};

/** Whose occurrences are counted: the user's own, or for administrators all; null: none are. */
export const useCounted = (): 'you' | 'anybody' | null => {
  const session = useSession();
  const signedIn = useSignedIn();
  if (!signedIn || session.status !== 'signed_in') return null;
  return session.user.role === 'admin' ? 'anybody' : 'you';
};
