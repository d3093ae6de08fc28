import type { Config } from '../../../platform/config/config.ts';

/** Where calls go in the end: Instagram behind TLS, or a simulator in plain. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Whose certificates are trusted, for tests; else the system's. */
  readonly ca?: string;
}

export interface TargetOptions extends Pick<Config['instagram'], 'mode' | 'baseUrl'> {
  readonly ca?: string;
}

export const targetOf = ({ mode, baseUrl, ca }: TargetOptions): Target => {
  const { hostname, port } = new URL(baseUrl);
  const tls = mode === 'live';
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(port || (tls ? 443 : 80)), tls, ...(ca ? { ca } : {}) };
};

/** Every TLS connection towards Instagram is made with these, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
export const STRICT_TLS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
