import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { type Addresses, type HostGuard, HostRefused, HostUnknown } from './host-guard.ts';

/** Why the other side did not take it. */
export type PostTrouble = 'status' | 'redirect' | 'timeout' | 'refused' | 'name' | 'unreachable' | 'certificate';

export class PostFailed extends Error {
  override readonly name = 'PostFailed';

  constructor(
    readonly trouble: PostTrouble,
    readonly status: number | null = null,
  ) {
    super(status === null ? `post: ${trouble}` : `post: ${trouble} ${status}`);
  }
}

export interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether plain HTTP may be used with an address, such as one inside one's own network. */
  readonly plainAllowed: (address: string) => boolean;
  readonly signal?: AbortSignal;
}

/** Look-up, connection, request and the head of the answer together, milliseconds. */
export const POST_TIMEOUT_MS = 10_000;
/** The longest head of an answer that is read, bytes. Of its body nothing is. */
const LONGEST_HEAD = 16_384;

const STRICT_TLS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;

const familyOf = (address: string): 4 | 6 => (isIP(address) === 6 ? 6 : 4);

/** In the place of a look-up: the addresses that were checked, and no others. */
const lookupIn =
  (addresses: Addresses) =>
  (
    _name: string,
    { all }: { all?: boolean },
    done: (error: null, found: string | Array<{ address: string; family: number }>, family?: number) => void,
  ): void => {
    const [first] = addresses;
    if (all)
      done(
        null,
        addresses.map((address) => ({ address, family: familyOf(address) })),
      );
    else done(null, first, familyOf(first));
  };

const isCertificateFault = (error: unknown): boolean =>
  error instanceof Error && /CERT|SIGNED|ALTNAME|UNABLE_TO/.test(String((error as { code?: unknown }).code));

const troubleOf = (error: unknown, signal: AbortSignal): PostFailed => {
  if (error instanceof PostFailed) return error;
  if (error instanceof HostRefused) return new PostFailed('refused');
  if (error instanceof HostUnknown) return new PostFailed('name');
  if (signal.aborted) return new PostFailed('timeout');
  return new PostFailed(isCertificateFault(error) ? 'certificate' : 'unreachable');
};

/** The status of the answer; its body is cut off unread. */
const statusOf = ({ url, headers, body }: Posting, addresses: Addresses, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      // A connection of its own, to an address that was checked for it.
      agent: false,
      lookup: lookupIn(addresses) as never,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
      maxHeaderSize: LONGEST_HEAD,
      signal,
      ...STRICT_TLS,
    };
    const request = url.protocol === 'https:' ? requestTls(url, options) : requestPlain(url, options);
    request.once('error', reject);
    request.once('response', (response) => {
      // After the head nothing can go wrong any more that matters here.
      request.on('error', () => undefined);
      response.on('error', () => undefined);
      resolve(response.statusCode ?? 0);
      response.destroy();
      request.destroy();
    });
    request.end(body);
  });

/**
 * Posts to an address that people named: only where the guard lets it go, to exactly the addresses that were checked,
 * without following a redirect or reading a body.
 * @throws PostFailed where it was not answered with a status from 200 to 299
 */
export const post = async (guard: HostGuard, posting: Posting): Promise<void> => {
  const { url } = posting;
  const signal = AbortSignal.any([AbortSignal.timeout(POST_TIMEOUT_MS), ...(posting.signal ? [posting.signal] : [])]);
  let status: number;
  try {
    const addresses = await guard.check(url.hostname.replace(/^\[|\]$/g, ''));
    if (url.protocol !== 'https:' && !addresses.every(posting.plainAllowed)) throw new PostFailed('refused');
    status = await statusOf(posting, addresses, signal);
  } catch (error) {
    throw troubleOf(error, signal);
  }
  if (status >= 300 && status < 400) throw new PostFailed('redirect', status);
  if (status < 200 || status >= 300) throw new PostFailed('status', status);
};
