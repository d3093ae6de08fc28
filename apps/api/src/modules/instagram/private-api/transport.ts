import { Agent, type AgentOptions } from 'node:http';
import { Agent as TlsAgent, type AgentOptions as TlsAgentOptions } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Egress } from '../egress/egress.ts';
import type { ProxyGuard } from '../egress/proxy-guard.ts';
import { openTunnel } from '../egress/proxy-tunnel.ts';
import { STRICT_TLS, type Target, targetOf, type TargetOptions } from '../egress/target.ts';

const KEEP_ALIVE: AgentOptions = { keepAlive: true, keepAliveMsecs: 10_000, maxSockets: Infinity, maxFreeSockets: 128 };
/** Through a proxy an account keeps one connection, for as long as a turn pauses; milliseconds. */
const KEEP_ALIVE_VIA: AgentOptions = { keepAlive: true, maxFreeSockets: 1, timeout: 15_000 };
/** Maximum number of proxies whose connections are kept; the longest idle is dropped first. */
const MOST_PROXIES = 256;

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

/** Every connection goes through one account's proxy, whose address is checked each time. It cannot be bypassed. */
class ProxyAgent extends Agent {
  protocol = 'https:';

  constructor(
    readonly egress: Egress,
    private readonly guard: ProxyGuard,
    private readonly target: Target,
  ) {
    super(KEEP_ALIVE_VIA);
  }

  override createConnection(_: unknown, done?: (error: Error | null, socket: Socket) => void): undefined {
    const opened = openTunnel(() => this.guard.check(this.egress.url), this.target);
    opened.then(
      (socket) => done?.(null, socket),
      (error: Error) => done?.(error, undefined as never),
    );
    return undefined;
  }

  get idle(): boolean {
    return Object.keys(this.sockets).length === 0 && Object.keys(this.requests).length === 0;
  }
}

export interface Transport {
  /** Carries every call of an account. */
  readonly agent: Agent;
  /** Whether an answer without a verified certificate is refused. */
  readonly verified: boolean;
  /** Whether it leads through the account's own proxy. */
  readonly viaProxy: boolean;
}

/** Dials the configured server alone, whatever host a URL names, and believes its certificate only. */
class LiveAgent extends TlsAgent {
  constructor(private readonly target: Target) {
    super({ ...KEEP_ALIVE, ...STRICT_TLS });
  }

  override createConnection(options: TlsAgentOptions, done?: (error: Error | null, socket: Duplex) => void) {
    const { host, port, ca } = this.target;
    const servername = isIP(host) ? '' : host;
    return super.createConnection({ ...options, host, port, servername, ...STRICT_TLS, ...(ca ? { ca } : {}) }, done);
  }
}

const directAgent = (target: Target): Agent =>
  target.tls ? new LiveAgent(target) : new SimulatorAgent({ host: target.host, port: target.port });

/** The ways to Instagram: one for all accounts without a proxy, and one for each that has one. */
export class Transports {
  private readonly target: Target;
  private readonly direct: Agent;
  private readonly proxied = new Map<string, ProxyAgent>();

  constructor(
    options: TargetOptions,
    private readonly guard: ProxyGuard,
  ) {
    this.target = targetOf(options);
    this.direct = directAgent(this.target);
  }

  through(egress: Egress | null): Transport {
    const agent = egress ? this.agentOf(egress) : this.direct;
    return { agent, verified: this.target.tls, viaProxy: egress !== null };
  }

  destroy(): void {
    this.direct.destroy();
    for (const agent of this.proxied.values()) agent.destroy();
    this.proxied.clear();
  }

  private agentOf(egress: Egress): ProxyAgent {
    const kept = this.proxied.get(egress.key);
    this.proxied.delete(egress.key);
    const same = kept?.egress.url.open() === egress.url.open();
    if (kept && !same) kept.destroy();
    const agent = kept && same ? kept : new ProxyAgent(egress, this.guard, this.target);
    this.proxied.set(egress.key, agent);
    this.forgetIdle();
    return agent;
  }

  /** One that is at work stays, whatever its age. */
  private forgetIdle(): void {
    for (const [key, agent] of this.proxied) {
      if (this.proxied.size <= MOST_PROXIES) return;
      if (!agent.idle) continue;
      agent.destroy();
      this.proxied.delete(key);
    }
  }
}
