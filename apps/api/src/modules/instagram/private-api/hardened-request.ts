import type { IgApiClient } from 'instagram-private-api';
import { Request } from 'instagram-private-api/dist/core/request.js';
import request from 'request';
import { CALL_TIMEOUT_MS } from '../call-limits.ts';
import type { Exchange } from '../classifier.ts';
import type { Transport } from './transport.ts';

/** The longest answer that is read, unpacked; bytes. Instagram's pages are far below a tenth of it. */
export const LONGEST_ANSWER = 8 * 1024 * 1024;

interface RawResponse {
  statusCode: number;
  headers: Record<string, unknown>;
  body: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NO_EXCHANGE: Exchange = { status: null, body: null, network: null, viaProxy: false };

const header = ({ headers }: RawResponse, name: string): string | undefined =>
  typeof headers[name] === 'string' ? headers[name] : undefined;

/** The code of a network fault, from wherever the libraries have put it; never their objects. */
const networkCode = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; isObject(at) && depth < 4; depth += 1) {
    if (typeof at['code'] === 'string') return at['code'];
    at = at['cause'] ?? at['error'];
  }
  return 'UNKNOWN';
};

/**
 * The library's request layer, hardened: certificates are checked (there are none in mode simulator), a call ends after
 * CALL_TIMEOUT_MS whatever the server does, an answer beyond LONGEST_ANSWER is not read, connections are kept, redirects
 * are not followed, proxies of the environment are not used (an account's own is the transport's business), and the last
 * answer is kept apart from the library's error objects, which carry cookies and passwords.
 */
export class HardenedRequest extends Request {
  last: Exchange = NO_EXCHANGE;
  /** True once an answer changed cookies or authorization: the stored session is out of date. */
  stateChanged = false;

  constructor(
    client: IgApiClient,
    private readonly transport: Transport,
  ) {
    super(client);
  }

  override getDefaultHeaders() {
    return { ...super.getDefaultHeaders(), Connection: 'keep-alive' };
  }

  protected override async faultTolerantRequest(options: object): Promise<never> {
    this.last = NO_EXCHANGE;
    try {
      return this.received(await this.call(options)) as never;
    } catch (error) {
      if (this.last.status === null) {
        this.last = { ...NO_EXCHANGE, network: networkCode(error), viaProxy: this.transport.viaProxy };
      }
      // Deliberately without the cause: it holds the whole request.
      throw new NetworkFault();
    }
  }

  private call(options: object): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      const settings = {
        ...options,
        agent: this.transport.agent,
        strictSSL: this.transport.verified,
        followRedirect: false,
        proxy: null,
        timeout: CALL_TIMEOUT_MS,
        transform: undefined,
      };
      const sent = request(settings as unknown as request.OptionsWithUrl, (error: unknown, response) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(response as unknown as RawResponse);
      });
      // The client library may have turned requests into promises; the callback above is who listens.
      (sent as { catch?: (ignore: () => void) => void }).catch?.(() => undefined);
      let answer: request.Response | undefined;
      let size = 0;
      sent.on('response', (response) => (answer = response));
      sent.on('data', (chunk: Buffer | string) => {
        size += chunk.length;
        if (size <= LONGEST_ANSWER || !answer) return;
        clearTimeout(timer);
        sent.abort();
        // The status may still be one that is understood; the body is as good as none.
        const { statusCode, headers } = answer;
        resolve({ statusCode, headers, body: null });
      });
      // The library's own timeout restarts with every byte; this one does not.
      const timer = setTimeout(() => {
        sent.abort();
        reject(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }));
      }, CALL_TIMEOUT_MS);
    });
  }

  private received(response: RawResponse): RawResponse {
    const parsed = this.parse(response.body);
    this.last = {
      status: response.statusCode,
      body: parsed,
      network: null,
      viaProxy: this.transport.viaProxy,
      retryAfter: header(response, 'retry-after'),
      date: header(response, 'date'),
    };
    if (response.headers['set-cookie'] || response.headers['ig-set-authorization']) this.stateChanged = true;
    // The library reads body.status without looking: give it an object that is no success.
    return Object.assign(response, { body: parsed ?? {} });
  }

  private parse(body: unknown): Record<string, unknown> | null {
    if (typeof body !== 'string') return null;
    try {
      const parsed: unknown = JSON.parse(body, (_, value: unknown, context?: { source?: string }) =>
        // Ids beyond 2^53 would lose their last digits as numbers.
        typeof value === 'number' && !Number.isSafeInteger(value) && context?.source && /^-?\d+$/.test(context.source)
          ? context.source
          : value,
      );
      return isObject(parsed) ? parsed : null;
    } catch {
      return null;
    }
  }
}

/** No answer came; the code is in `HardenedRequest.last`. */
export class NetworkFault extends Error {
  override readonly name = 'NetworkFault';
}
