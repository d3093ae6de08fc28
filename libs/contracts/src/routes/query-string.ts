/** `?a=1&b=2`, without what is null, undefined or empty; nothing at all where nothing is left. */
export const queryString = (query: object = {}): string => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') given.set(name, String(value));
  }
  const text = given.toString();
  return text && `?${text}`;
};
