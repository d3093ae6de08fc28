import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../platform/config/config.ts';
import { hashToken, sameBytes } from '../../platform/crypto/tokens.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** What a proxy adds: behind one on this machine every peer is this machine. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

interface Asking {
  readonly headers: IncomingHttpHeaders;
  /** The other end of the connection, whatever the headers say. */
  readonly peer: string | undefined;
}

/**
 * Who may read /metrics: with METRICS_TOKEN set, callers who send it as a bearer token. Without one every caller, and
 * in production only programs on this machine.
 */
export const mayReadMetrics = (
  { headers, peer }: Asking,
  { production, metricsToken }: Pick<Config, 'production' | 'metricsToken'>,
): boolean => {
  if (metricsToken) {
    const [, shown] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    return shown !== undefined && sameBytes(hashToken(shown), hashToken(metricsToken.open()));
  }
  if (!production) return true;
  return LOOPBACK.test(peer ?? '') && FORWARDED.every((name) => headers[name] === undefined);
};
