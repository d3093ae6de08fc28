import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call as it came over the wire. */
export interface WireCall {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyArray<readonly [string, string]>;
  readonly body: string;
}

const pairsOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as [string, string]] : []));

/** Sits before the simulator, passes everything on, and keeps each call byte for byte. */
export class RecordingInstagram {
  readonly calls: WireCall[] = [];
  private readonly server: Server;

  private constructor(private readonly simulator: URL) {
    this.server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));
  }

  static async before(simulatorUrl: string): Promise<RecordingInstagram> {
    const instagram = new RecordingInstagram(new URL(simulatorUrl));
    await new Promise<void>((resolve) => instagram.server.listen(0, '127.0.0.1', resolve));
    return instagram;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What came since the last time. */
  take(): WireCall[] {
    return this.calls.splice(0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', rawHeaders, headers } = incoming;
    // A client that takes this server for its proxy names the whole address.
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const body = await buffer(incoming);
    this.calls.push({ method, path, headers: pairsOf(rawHeaders), body: body.toString('latin1') });
    const onward = request(new URL(path, this.simulator), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }
}
