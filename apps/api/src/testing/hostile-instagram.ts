import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer that is given in the place of the simulator's. */
export type Hostile = (response: ServerResponse, secret: (name: string) => string) => void;

/**
 * Sits between the API and the simulator: passes everything on and plants secrets in the headers of what comes back,
 * or answers itself. Remembers everything secret that went either way.
 */
export class HostileInstagram {
  readonly secrets: string[] = [];
  /** Calls that were answered by `answer`. */
  hits = 0;
  private answer: Hostile | null = null;
  private readonly server: Server;

  private constructor(private readonly simulator: URL) {
    this.server = createServer((incoming, outgoing) => {
      const { method, url = '/', headers } = incoming;
      this.remember(headers);
      if (this.answer && !url.includes('/qe/sync')) {
        this.hits += 1;
        this.answer(outgoing, (name) => this.secret(name));
        incoming.resume();
        return;
      }
      const onward = request(new URL(url, this.simulator), { method, headers }, (reply) => {
        const planted = ['sessionid_old', 'csrf_old', 'rur'].map(
          (name) => `${name}=${this.secret('cookie')}; Path=/; Secure`,
        );
        const cookies = [...(reply.headers['set-cookie'] ?? []), ...planted];
        for (const cookie of reply.headers['set-cookie'] ?? []) this.keep(/=([^;]*)/.exec(cookie)?.[1]);
        this.keep(String(reply.headers['ig-set-authorization'] ?? '').replace(/^Bearer IGT:2:/, ''));
        outgoing.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'set-cookie': cookies });
        reply.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
  }

  static async before(simulatorUrl: string): Promise<HostileInstagram> {
    const hostile = new HostileInstagram(new URL(simulatorUrl));
    await new Promise<void>((resolve) => hostile.server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answerWith(answer: Hostile | null): void {
    this.answer = answer;
    this.hits = 0;
  }

  /** A new secret, which is looked for later. */
  secret(name: string): string {
    const value = `${name}-${randomBytes(12).toString('hex')}`;
    this.secrets.push(value);
    return value;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was sent to us grants access too. */
  private remember(headers: IncomingHttpHeaders): void {
    this.keep(String(headers.authorization ?? '').replace(/^Bearer IGT:2:/, ''));
    this.keep(String(headers['proxy-authorization'] ?? '').replace(/^Basic /, ''));
    for (const pair of String(headers.cookie ?? '').split('; ')) this.keep(/=(.*)/.exec(pair)?.[1]);
  }

  private keep(value: string | undefined): void {
    // Shorter ones are names and numbers of the account, which are shown.
    if (value && value.length >= 20 && !this.secrets.includes(value)) this.secrets.push(value);
  }
}
