import { useSession } from '../../lib/session/use-session.ts';

/** True where the API may be asked: signed in, and no change of password outstanding. */
export const useSignedIn = (): boolean => {
  const session = useSession();
  return session.status === 'signed_in' && !session.mustChangePassword;
};
