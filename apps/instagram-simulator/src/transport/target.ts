import { parse } from 'node:querystring';
import { type Fields, NO_FIELDS } from '../support/json.ts';

export interface Target {
  readonly path: string;
  readonly query: Fields;
  /** True where the whole URL was asked for, as one asks a proxy. */
  readonly absolute: boolean;
}

/** Reads a request target: `/path?query`, or the same after `https://any.host`. */
export const parseTarget = (url: string): Target => {
  const absolute = !url.startsWith('/');
  const rest = absolute ? withoutOrigin(url) : url;
  const mark = rest.indexOf('?');
  if (mark === -1) return { path: rest, query: NO_FIELDS, absolute };
  return { path: rest.slice(0, mark), query: parse(rest.slice(mark + 1)), absolute };
};

const withoutOrigin = (url: string): string => {
  const scheme = /^https?:\/\//i.exec(url);
  if (!scheme) return `/${url}`;
  const slash = url.indexOf('/', scheme[0].length);
  return slash === -1 ? '/' : url.slice(slash);
};
