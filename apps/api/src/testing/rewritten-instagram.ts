import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Changes the body of an answer; what it returns is sent in its place, as a success. */
export type Rewrite = (body: Record<string, unknown>) => unknown;

/** Sits between Pacekeeper and the simulator, and rewrites the JSON of chosen answers. */
export class RewrittenInstagram {
  private rules: Array<{ readonly path: string; readonly rewrite: Rewrite }> = [];
  /** Paths of the calls, in the order they came. */
  readonly calls: string[] = [];
  private readonly server: Server;

  private constructor(private readonly simulator: URL) {
    this.server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));
  }

  static async before(simulatorUrl: string): Promise<RewrittenInstagram> {
    const instagram = new RewrittenInstagram(new URL(simulatorUrl));
    await new Promise<void>((resolve) => instagram.server.listen(0, '127.0.0.1', resolve));
    return instagram;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** For calls whose path has this in it. */
  rewrite(path: string, rewrite: Rewrite): void {
    this.rules.push({ path, rewrite });
  }

  reset(): void {
    this.rules = [];
    this.calls.length = 0;
  }

  callsTo(path: string): number {
    return this.calls.filter((call) => call.includes(path)).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url = '/', headers } = incoming;
    this.calls.push(url);
    const rule = this.rules.find(({ path }) => url.includes(path));
    try {
      // Rewritten answers must be readable here.
      const sent = rule ? { ...headers, 'accept-encoding': 'identity' } : headers;
      const onward = request(new URL(url, this.simulator), { method, headers: sent });
      const answered = new Promise<IncomingMessage>((resolve, reject) =>
        onward.once('response', resolve).once('error', reject),
      );
      incoming.pipe(onward);
      const reply = await answered;
      if (!rule) {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
        return;
      }
      const { 'content-length': _, ...kept } = reply.headers;
      const body = JSON.stringify(rule.rewrite(JSON.parse(await text(reply)) as Record<string, unknown>));
      outgoing.writeHead(200, { ...kept, 'content-type': 'application/json; charset=utf-8' }).end(body);
    } catch {
      outgoing.destroy();
    }
  }
}
