const YEAR = 31_536_000;

export interface CookieOptions {
  readonly maxAge?: number;
  readonly httpOnly?: boolean;
}

/** A Set-Cookie value as Instagram sets it: for all of its hosts, over TLS only. */
export const setCookie = (name: string, value: string, options: CookieOptions = {}): string =>
  `${name}=${value}; Domain=.instagram.com; Path=/; ${options.httpOnly ? 'HttpOnly; ' : ''}Secure; Max-Age=${options.maxAge ?? YEAR}`;

export const expireCookie = (name: string): string =>
  `${name}=""; Domain=.instagram.com; Path=/; Secure; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT`;
