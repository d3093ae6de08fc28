import { Injectable } from '@nestjs/common';
import { HostRefused, HostUnknown } from '../../platform/net/host-guard.ts';
import { WebAddresses } from './web-addresses.ts';

/** Whether an address that a person enters may be one that notifications are sent to. Asked again for each of them. */
@Injectable()
export class WebTargets {
  constructor(private readonly addresses: WebAddresses) {}

  /** What is wrong with it; null: nothing. */
  async problemOf(target: string): Promise<string | null> {
    const { protocol, hostname } = new URL(target);
    try {
      const found = await this.addresses.guard.check(hostname.replace(/^\[|\]$/g, ''));
      const plain = protocol === 'http:' && !found.every(this.addresses.isAllowed);
      return plain ? 'must begin with https://' : null;
    } catch (error) {
      if (error instanceof HostRefused)
        return 'leads to this machine, or into a network that is not the public internet';
      if (error instanceof HostUnknown) return 'has a host for which no address is found';
      throw error;
    }
  }
}
