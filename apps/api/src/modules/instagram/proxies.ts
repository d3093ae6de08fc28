import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import type { Secret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Reach } from './egress/egress.ts';
import { guardOptions, ProxyGuard, ProxyNameUnknown } from './egress/proxy-guard.ts';
import { openTunnel, ProxyFault } from './egress/proxy-tunnel.ts';
import { parseProxyUrl, placeOf, ProxyRefused } from './egress/proxy-url.ts';
import { targetOf } from './egress/target.ts';

/** Proxies of accounts: whether one may be used, where it is, and whether it leads to Instagram. */
@Injectable()
export class Proxies {
  private readonly guard: ProxyGuard;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.guard = new ProxyGuard(guardOptions(config));
  }

  /** @throws AppError PROXY_REFUSED, with what is wrong under `proxy_url` */
  async check(url: Secret<string>): Promise<void> {
    try {
      await this.guard.check(url);
    } catch (error) {
      if (error instanceof ProxyRefused) throw this.refusal(error.message);
      // A name that leads nowhere cannot be said to lead to a place that is allowed.
      if (error instanceof ProxyNameUnknown) throw this.refusal('No address is found for this name.');
      throw error;
    }
  }

  /** Host and port; never its name or password. */
  placeOf(url: Secret<string>): string {
    return placeOf(parseProxyUrl(url.open()));
  }

  /** Opens a way to Instagram through the proxy and closes it again, without asking Instagram for anything. */
  async reach(url: Secret<string>): Promise<Reach> {
    try {
      const socket = await openTunnel(() => this.guard.check(url), targetOf(this.config.instagram));
      socket.destroy();
      return { outcome: 'reached' };
    } catch (error) {
      if (error instanceof ProxyFault) return { outcome: 'failed', trouble: error.trouble };
      if (error instanceof ProxyNameUnknown) return { outcome: 'failed', trouble: 'name' };
      if (error instanceof ProxyRefused) return { outcome: 'refused' };
      throw error;
    }
  }

  private refusal(message: string): AppError {
    return new AppError('PROXY_REFUSED', {}, { details: [{ path: 'proxy_url', message }] });
  }
}
