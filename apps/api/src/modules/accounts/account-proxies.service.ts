import { Injectable } from '@nestjs/common';
import { Secret } from '../../platform/crypto/secret.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type AccountState, type Egress, InstagramGateway, type ProviderName, Proxies } from '../instagram/index.ts';
import { AccountSettingsRepository, type ProxyColumns } from './account-settings.repository.ts';
import { SessionVault } from './session-vault.ts';

interface OwnedProxy extends ProxyColumns {
  readonly id: string;
  readonly user_id: string;
}

interface OwnedSession extends OwnedProxy {
  readonly provider: ProviderName;
}

/** The one fixed proxy of an account: sealed in its row, opened only for a call. */
@Injectable()
export class AccountProxies {
  constructor(
    private readonly settings: AccountSettingsRepository,
    private readonly vault: SessionVault,
    private readonly instagram: InstagramGateway,
    private readonly proxies: Proxies,
  ) {}

  /** @throws AppError SESSION_UNREADABLE: a proxy that cannot be opened is not gone past */
  of({ id, user_id, proxy_data: data, proxy_key_id: key_id }: OwnedProxy): Egress | null {
    if (data === null || key_id === null) return null;
    return { key: id, url: this.vault.open({ id, user_id, data, key_id }, 'proxy') };
  }

  /** The state with the account's proxy, so that no caller can forget the proxy. @throws AppError SESSION_UNREADABLE */
  join(state: Secret<string>, row: OwnedSession): AccountState {
    const { provider } = row;
    const via = this.of(row);
    return { provider, state: via ? this.instagram.provider(provider).through(state, via) : state };
  }

  /** A proxy that a person entered for their own sign-in. @throws AppError PROXY_REFUSED */
  async checked(key: string, url: string): Promise<Egress> {
    const secret = new Secret(url);
    await this.proxies.check(secret);
    return { key, url: secret, typed: true };
  }

  /** Null takes it away. */
  store(tx: Tx, accountId: string, url: Secret<string> | null): Promise<void> {
    const context = { purpose: 'proxy', userId: tx.userId, rowId: accountId } as const;
    return this.settings.setProxy(tx, accountId, url && this.vault.seal(url, context));
  }

  /** After a sign-in: its device's name, and the proxy that was typed with it; without one, the account's stays as it is. */
  async remember(tx: Tx, accountId: string, state: Secret<string>, typed: Egress | null): Promise<void> {
    await this.settings.setDeviceName(tx, accountId, this.instagram.byPassword.deviceName(state));
    if (typed) await this.store(tx, accountId, typed.url);
  }
}
