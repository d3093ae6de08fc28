import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `once`: the next call of each account is lost, and its call after that goes through. */
export type Cut = 'none' | 'once' | 'all';

/** Whose call it is; each account signs in with a token of its own. */
const callerOf = ({ headers }: IncomingMessage): string =>
  /"ds_user_id"\s*:\s*"?(\d+)/.exec(
    Buffer.from(String(headers.authorization ?? '').replace(/^Bearer IGT:2:/, ''), 'base64').toString(),
  )?.[1] ??
  /ds_user_id=(\d+)/.exec(headers.cookie ?? '')?.[1] ??
  'nobody';

/** The network between Pacekeeper and the simulator, which can be cut. */
export class CutNetwork {
  /** Accounts that have lost a call since the cut began. */
  readonly met = new Set<string>();
  private cut: Cut = 'none';
  private readonly server: Server;

  private constructor(private readonly simulator: URL) {
    this.server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
  }

  static async before(simulatorUrl: string): Promise<CutNetwork> {
    const network = new CutNetwork(new URL(simulatorUrl));
    await new Promise<void>((resolve) => network.server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  begin(cut: Cut): void {
    this.met.clear();
    this.cut = cut;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private loses(caller: string): boolean {
    return this.cut === 'all' || (this.cut === 'once' && !this.met.has(caller));
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const caller = callerOf(incoming);
    if (this.loses(caller)) {
      this.met.add(caller);
      incoming.socket.destroy();
      return;
    }
    const { method, url = '/', headers } = incoming;
    const onward = request(new URL(url, this.simulator), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }
}
