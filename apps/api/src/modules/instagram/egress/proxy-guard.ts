import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Config } from '../../../platform/config/config.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { isLoopbackAddress, isPublicAddress } from './proxy-address.ts';
import { parseProxyUrl, ProxyRefused, type ProxyUrl } from './proxy-url.ts';

/** A proxy whose addresses were all looked at; a connection goes to one of exactly these. */
export interface CheckedProxy extends ProxyUrl {
  readonly addresses: readonly [string, ...string[]];
}

/** The name of a proxy leads nowhere now; as a network fault has it. */
export class ProxyNameUnknown extends Error {
  override readonly name = 'ProxyNameUnknown';
  readonly code = 'EPROXY';
}

/** All addresses of a name. @throws where there is none */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface GuardOptions {
  /** Hosts of the installation itself: its public address, its database, its mail server. */
  readonly ownHosts: readonly string[];
  /** For tests, whose proxies run on this machine; the configuration refuses it wherever accounts are real. */
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve;
}

const hostOf = (url: string): string[] => (URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : []);

/** What the guard knows of an installation. */
export const guardOptions = (config: Config): GuardOptions => ({
  ownHosts: [
    ...hostOf(config.publicUrl),
    ...hostOf(config.databaseUrl.open()),
    ...hostOf(config.instagram.baseUrl),
    ...(config.mail.smtp ? [config.mail.smtp.open().host] : []),
  ],
  allowLoopback: config.instagram.proxyLoopback,
});

const LOOKUP_TIMEOUT_MS = 3_000;
/** How long the resolved addresses of the installation's own names are cached, milliseconds. */
const OWN_KEPT_MS = 60_000;

/** Names that mean this machine or its surroundings, whatever a resolver makes of them. */
const CLOSED_NAMES = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|arpa)$/;

const resolveAll: Resolve = async (name) => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProxyNameUnknown('the name was not found in time')), LOOKUP_TIMEOUT_MS);
  });
  try {
    return (await Promise.race([lookup(name, { all: true, verbatim: true }), late])).map(({ address }) => address);
  } finally {
    clearTimeout(timer);
  }
};

const NOT_PUBLIC = 'It leads to this machine or into a network that is not the public internet.';

/**
 * Says whether Pacekeeper may connect to a proxy. Checked when a proxy is set and again for every connection; the
 * connection then uses the address that was checked, so changing the name's address in between does not help.
 */
export class ProxyGuard {
  private readonly resolve: Resolve;
  private readonly ownHosts: ReadonlySet<string>;
  private ownNames: Promise<readonly string[]> | null = null;

  constructor(private readonly options: GuardOptions) {
    this.resolve = options.resolve ?? resolveAll;
    this.ownHosts = new Set(options.ownHosts.map((host) => host.toLowerCase()));
  }

  /** @throws ProxyRefused; ProxyNameUnknown where its name has no address */
  async check(url: Secret<string>): Promise<CheckedProxy> {
    const proxy = parseProxyUrl(url.open());
    const [addresses, own] = await Promise.all([
      isIP(proxy.host) ? [proxy.host] : this.addressesOf(proxy.host),
      this.ownAddresses(),
    ]);
    // One closed address among several is enough: which of them a connection takes is chance.
    for (const address of addresses) if (!this.mayGoTo(address, own)) throw new ProxyRefused(NOT_PUBLIC);
    if (this.ownHosts.has(proxy.host) && !this.options.allowLoopback) throw new ProxyRefused(NOT_PUBLIC);
    const [first, ...others] = addresses;
    if (first === undefined) throw new ProxyNameUnknown('the name has no address');
    return { ...proxy, addresses: [first, ...others] };
  }

  private async addressesOf(name: string): Promise<readonly string[]> {
    if (CLOSED_NAMES.test(name) && !this.options.allowLoopback) throw new ProxyRefused(NOT_PUBLIC);
    try {
      return await this.resolve(name);
    } catch {
      throw new ProxyNameUnknown('the name has no address');
    }
  }

  /** Of this machine, and of the hosts of the installation under whatever name; one that is not found has none. */
  private async ownAddresses(): Promise<ReadonlySet<string>> {
    const here = Object.values(networkInterfaces()).flatMap((some) => (some ?? []).map((one) => one.address));
    this.ownNames ??= this.resolveOwn();
    return new Set([...here, ...(await this.ownNames)]);
  }

  private async resolveOwn(): Promise<readonly string[]> {
    setTimeout(() => (this.ownNames = null), OWN_KEPT_MS).unref();
    const found = await Promise.all(
      [...this.ownHosts].map((host) => (isIP(host) ? [host] : this.resolve(host).catch(() => []))),
    );
    return found.flat();
  }

  private mayGoTo(address: string, own: ReadonlySet<string>): boolean {
    if (this.options.allowLoopback && isLoopbackAddress(address)) return true;
    return isPublicAddress(address) && !own.has(address);
  }
}
