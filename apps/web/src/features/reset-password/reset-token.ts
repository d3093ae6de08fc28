import { useEffect, useState } from 'react';

interface Page {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'state' | 'replaceState'>;
}

/**
 * Takes the token of a reset link out of the address, so that neither the history nor a look over the shoulder keeps
 * it; null where the address has none.
 */
export const takeToken = ({ location, history }: Page): string | null => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token || null;
};

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
