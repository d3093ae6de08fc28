interface Page {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'state' | 'replaceState'>;
}

/**
 * Removes the token of a mail's link from the address, so that it is not kept in the history or visible on the screen;
 * null if the address has none.
 */
export const takeToken = ({ location, history }: Page): string | null => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token || null;
};
