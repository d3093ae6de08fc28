export type QueryValue = string | number | boolean | null | undefined;

/** `?a=1&b=2`, without what is empty; nothing at all where nothing is left. */
export const queryString = (query: Readonly<Record<string, QueryValue>> = {}): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
};
