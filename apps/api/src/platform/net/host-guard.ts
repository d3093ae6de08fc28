import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Config } from '../config/config.ts';
import { isPublicAddress } from './public-address.ts';

/** The host leads to this machine or into a network that is not the public internet. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused';
}

/** The name of the host leads nowhere now. */
export class HostUnknown extends Error {
  override readonly name = 'HostUnknown';
}

/** At least one, all of which were looked at. */
export type Addresses = readonly [string, ...string[]];

/** All addresses of a name. @throws where there is none */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface HostGuardOptions {
  /** Hosts of the installation itself: its public address, its database, its mail server. */
  readonly ownHosts: readonly string[];
  /** Addresses that are open although they are not public, because the installation says so; null: none. */
  readonly allowed: ((address: string) => boolean) | null;
  readonly resolve?: Resolve;
}

const hostOf = (url: string): string[] => (URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : []);

/** Hosts that an installation itself consists of. */
export const ownHostsOf = (config: Config): readonly string[] => [
  ...hostOf(config.publicUrl),
  ...hostOf(config.databaseUrl.open()),
  ...hostOf(config.instagram.baseUrl),
  ...(config.mail.smtp ? [config.mail.smtp.open().host] : []),
];

const LOOKUP_TIMEOUT_MS = 3_000;
/** How long the resolved addresses of the installation's own names are cached, milliseconds. */
const OWN_KEPT_MS = 60_000;

/** Names that mean this machine or its surroundings, whatever a resolver makes of them. */
const CLOSED_NAMES = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|arpa)$/;

const resolveAll: Resolve = async (name) => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HostUnknown('the name was not found in time')), LOOKUP_TIMEOUT_MS);
  });
  try {
    return (await Promise.race([lookup(name, { all: true, verbatim: true }), late])).map(({ address }) => address);
  } finally {
    clearTimeout(timer);
  }
};

const NOT_PUBLIC = 'It leads to this machine or into a network that is not the public internet.';

/**
 * Says whether Pacekeeper may connect to a host that people name. A connection must use the addresses that were checked, so
 * that changing the name's address in between does not help.
 */
export class HostGuard {
  private readonly resolve: Resolve;
  private readonly ownHosts: ReadonlySet<string>;
  private ownNames: Promise<readonly string[]> | null = null;

  constructor(private readonly options: HostGuardOptions) {
    this.resolve = options.resolve ?? resolveAll;
    this.ownHosts = new Set(options.ownHosts.map((host) => host.toLowerCase()));
  }

  /**
   * `host` is a name in lower case, or an address without brackets.
   * @throws HostRefused; HostUnknown where its name has no address
   */
  async check(host: string): Promise<Addresses> {
    const [addresses, own] = await Promise.all([isIP(host) ? [host] : this.addressesOf(host), this.ownAddresses()]);
    // One closed address among several is enough: which of them a connection takes is chance.
    for (const address of addresses) if (!this.mayGoTo(address, own)) throw new HostRefused(NOT_PUBLIC);
    if (this.ownHosts.has(host) && !this.options.allowed) throw new HostRefused(NOT_PUBLIC);
    const [first, ...others] = addresses;
    if (first === undefined) throw new HostUnknown('the name has no address');
    return [first, ...others];
  }

  private async addressesOf(name: string): Promise<readonly string[]> {
    if (CLOSED_NAMES.test(name) && !this.options.allowed) throw new HostRefused(NOT_PUBLIC);
    try {
      return await this.resolve(name);
    } catch {
      throw new HostUnknown('the name has no address');
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
    if (this.options.allowed?.(address)) return true;
    return isPublicAddress(address) && !own.has(address);
  }
}
