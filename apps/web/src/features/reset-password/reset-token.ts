import { useEffect, useState } from 'react';
import { takeToken } from '../../lib/link-token.ts';

let held: string | null = null;

/** The token of the link that was opened last in this tab. It lives here and nowhere else. */
export const heldToken = (): string | null => (held = takeToken(globalThis) ?? held);

export const forgetToken = (): void => {
  held = null;
};

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
