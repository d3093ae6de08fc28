import { useSession } from '../../lib/session/use-session.ts';

/** True where the API may be asked: signed in, and no change of password outstanding. */
export const useSignedIn = (): boolean => {
  const session = useSession();
  return session.status === 'signed_in' && !session.mustChangePassword && !session.mustSetUpTwoFactor;
};

/** To whom what is counted happened: to oneself, or for administrators to anybody; null: nothing is counted. */
export const useCounted = (): 'you' | 'anybody' | null => {
  const session = useSession();
  const signedIn = useSignedIn();
  if (!signedIn || session.status !== 'signed_in') return null;
  return session.user.role === 'admin' ? 'anybody' : 'you';
};
