import { PASSWORD } from '@pacekeeper/testing';
import { say } from '../lib/say.ts';

export interface Answer {
  readonly status: number;
  /** `name=value` of every cookie that was set. */
  readonly cookies: readonly string[];
}

/** A reserved address that belongs to no host (RFC 2544): number 0 to 131,071. */
export const forgedAddress = (number: number): string =>
  `198.${18 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;

export const post = async (
  url: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> },
): Promise<Answer> => {
  const response = await fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  await response.arrayBuffer();
  return {
    status: response.status,
    cookies: response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? ''),
  };
};

/** A sign-in that says that it was forwarded from `address`. */
export const signIn = (
  url: string,
  username: string,
  { password = PASSWORD, address, cookie }: { password?: string; address: string; cookie?: string },
): Promise<Answer> =>
  post(url, 'login', {
    body: { username, password },
    headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) },
  });

export const cookieOf = ({ status, cookies }: Answer, name: string): string => {
  const found = cookies.find((one) => one.startsWith(`__Host-pacekeeper-${name}=`));
  if (!found) throw new Error(`an answer with status ${status} set no cookie for the ${name}`);
  return found;
};

/** Does `count` things, `atOnce` of them at a time, and says on stderr how far it is. */
export const inParallel = async (
  what: string,
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const ticking = setInterval(() => say(`  ${what}: ${next} of ${count}`), 10_000);
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    clearInterval(ticking);
  }
};
