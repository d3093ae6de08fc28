interface Page {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'state' | 'replaceState'>;
}

/**
 * Takes the token of a link in a mail out of the address, so that neither the history nor a look over the shoulder keeps
 * it; null where the address has none.
 */
export const takeToken = ({ location, history }: Page): string | null => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token || null;
};
