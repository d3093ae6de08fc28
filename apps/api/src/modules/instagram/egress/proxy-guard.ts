import type { Config } from '../../../platform/config/config.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import {
  type Addresses,
  HostGuard,
  HostRefused,
  HostUnknown,
  ownHostsOf,
  type Resolve,
} from '../../../platform/net/host-guard.ts';
import { isLoopbackAddress } from '../../../platform/net/public-address.ts';
import { parseProxyUrl, ProxyRefused, type ProxyUrl } from './proxy-url.ts';

export type { Resolve };

/** A proxy whose addresses were all looked at; a connection goes to one of exactly these. */
export interface CheckedProxy extends ProxyUrl {
  readonly addresses: Addresses;
}

/** The name of a proxy leads nowhere now; as a network fault has it. */
export class ProxyNameUnknown extends Error {
  override readonly name = 'ProxyNameUnknown';
  readonly code = 'EPROXY';
}

export interface GuardOptions {
  /** Hosts of the installation itself: its public address, its database, its mail server. */
  readonly ownHosts: readonly string[];
  /** For tests, whose proxies run on this machine; the configuration refuses it wherever accounts are real. */
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve;
}

/** What the guard knows of an installation. */
export const guardOptions = (config: Config): GuardOptions => ({
  ownHosts: ownHostsOf(config),
  allowLoopback: config.instagram.proxyLoopback,
});

/** Says whether Pacekeeper may connect to a proxy. Checked when a proxy is set and again for every connection. */
export class ProxyGuard {
  private readonly hosts: HostGuard;

  constructor({ ownHosts, allowLoopback, resolve }: GuardOptions) {
    this.hosts = new HostGuard({
      ownHosts,
      allowed: allowLoopback ? isLoopbackAddress : null,
      ...(resolve ? { resolve } : {}),
    });
  }

  /** @throws ProxyRefused; ProxyNameUnknown where its name has no address */
  async check(url: Secret<string>): Promise<CheckedProxy> {
    const proxy = parseProxyUrl(url.open());
    try {
      return { ...proxy, addresses: await this.hosts.check(proxy.host) };
    } catch (error) {
      if (error instanceof HostRefused) throw new ProxyRefused(error.message);
      if (error instanceof HostUnknown) throw new ProxyNameUnknown(error.message);
      throw error;
    }
  }
}
