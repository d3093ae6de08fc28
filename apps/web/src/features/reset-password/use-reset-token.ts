import { useEffect, useState } from 'react';
import { heldToken } from './reset-token.ts';

/** The token of the reset link; another link opened in the same tab counts too. */
export const useResetToken = (): string | null => {
  const [token, setToken] = useState(heldToken);
  useEffect(() => {
    const look = () => setToken(heldToken());
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return token;
};
