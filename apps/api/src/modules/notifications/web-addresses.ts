import { BlockList, isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { HostGuard, ownHostsOf } from '../../platform/net/host-guard.ts';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Where notifications may be sent: the public internet, and the networks that the installation allows. */
@Injectable()
export class WebAddresses {
  readonly guard: HostGuard;
  private readonly networks = new BlockList();

  constructor(@Inject(CONFIG) config: Config) {
    for (const network of config.webhookNetworks) {
      const [address = '', prefix] = network.split('/');
      this.networks.addSubnet(address, Number(prefix), familyOf(address));
    }
    const allowed = config.webhookNetworks.length > 0 ? this.isAllowed : null;
    this.guard = new HostGuard({ ownHosts: ownHostsOf(config), allowed });
  }

  readonly isAllowed = (address: string): boolean =>
    isIP(address) > 0 && this.networks.check(address, familyOf(address));
}
