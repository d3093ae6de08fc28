import { Inject, Injectable } from '@nestjs/common';
import { RAMP_FIRST } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type Egress, InstagramGateway, type LoginResult } from '../instagram/index.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { InstagramWaitsRepository } from './instagram-waits.repository.ts';
import { SessionVault } from './session-vault.ts';

export type Connected = Extract<LoginResult, { outcome: 'connected' }>;

/** The row of an account that was connected: its sealed session, its proxy, and the wait that Instagram asked for. */
@Injectable()
export class ConnectedAccounts {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly waits: InstagramWaitsRepository,
    private readonly vault: SessionVault,
    private readonly proxies: AccountProxies,
    private readonly instagram: InstagramGateway,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `typed`: the proxy that was given with the sign-in. */
  async write(
    tx: Tx,
    id: string,
    { user, state, typed }: Pick<Connected, 'user' | 'state'> & { readonly typed: Egress | null },
  ): Promise<void> {
    const sealed = this.vault.seal(state, { purpose: 'session', userId: tx.userId, rowId: id });
    const ramp = RAMP_FIRST[this.config.instagram.mode];
    const names = { instagramPk: user.pk, instagramUsername: user.username };
    const { byPassword } = this.instagram;
    const version = byPassword.versionOf(state);
    await this.accounts.connect(tx, { id, provider: byPassword.name, ...names, ramp, sealed, version });
    await this.waits.takeUp(tx, id, user.pk, this.clock.now());
    await this.proxies.remember(tx, id, state, typed);
  }
}
