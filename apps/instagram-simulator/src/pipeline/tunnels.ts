import { faultReply, proxyAuthRequired } from '../faults/fault-reply.ts';
import type { Simulation } from '../simulation.ts';
import type { ProxyCredentials } from '../transport/proxy.ts';
import type { TunnelDecision } from '../transport/tunnel.ts';
import { ok } from '../transport/reply.ts';

/** Whether this proxy opens a tunnel: faults of the method CONNECT first, then the credentials it asks for. */
export const decideTunnel = (sim: Simulation, to: string, credentials: ProxyCredentials | null): TunnelDecision => {
  const rule = sim.faults.pick({ username: null, method: 'CONNECT', path: to });
  if (rule?.kind === 'hang') return 'hang';
  if (rule?.kind === 'reset') return 'reset';
  const reply =
    rule && faultReply(rule, { now: sim.clock.now(), path: to, challenge: () => ok(), trueReply: () => ok() });
  if (reply) return reply;
  return mayPass(sim, credentials) ? 'open' : proxyAuthRequired();
};

export const mayPass = (sim: Simulation, credentials: ProxyCredentials | null): boolean => {
  const required = sim.settings.proxy_credentials;
  return required === null || `${credentials?.user}:${credentials?.password}` === required;
};
