import { Agent, type AgentOptions } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { connect } from 'node:net';

const KEEP_ALIVE: AgentOptions = { keepAlive: true, keepAliveMsecs: 10_000, maxSockets: Infinity, maxFreeSockets: 128 };

/**
 * Speaks plain HTTP to the simulator under the address of the live service: the library, its cookies and its URLs
 * stay as they are in production, only the socket goes elsewhere.
 */
class SimulatorAgent extends Agent {
  // Node asks an agent for its protocol before it lends it to a request for https://.
  protocol = 'https:';

  constructor(private readonly address: { host: string; port: number }) {
    super(KEEP_ALIVE);
  }

  override createConnection() {
    return connect({ ...this.address, noDelay: true });
  }
}

export interface TransportOptions {
  readonly mode: 'simulator' | 'live';
  readonly baseUrl: string;
}

export interface Transport {
  /** Carries every call of this process. */
  readonly agent: Agent;
  /** Whether an answer without a verified certificate is refused. */
  readonly verified: boolean;
}

export const createTransport = ({ mode, baseUrl }: TransportOptions): Transport => {
  if (mode === 'live') {
    return { agent: new TlsAgent({ ...KEEP_ALIVE, rejectUnauthorized: true, minVersion: 'TLSv1.2' }), verified: true };
  }
  const { hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { agent: new SimulatorAgent({ host, port: Number(port || 80) }), verified: false };
};
