import { Injectable } from '@nestjs/common';
import type { Secret } from '../../platform/crypto/secret.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type Egress, InstagramGateway } from '../instagram/index.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import type { ConnectAttempt } from './connect-attempt.entity.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import type { InstagramCredential } from './instagram-credential.entity.ts';
import { SessionVault } from './session-vault.ts';

export interface KnownName {
  /** What an earlier sign-in of this name left, so that its device stays the same; null: a new device. */
  readonly state: Secret<string> | null;
  /** The proxy of the account that has this name. */
  readonly via: Egress | null;
}

/** A sign-in under way, with the proxy that its calls take. */
export interface Resumed {
  readonly state: Secret<string>;
  /** That proxy, where it was given with the sign-in. */
  readonly typed: Egress | null;
}

/** What is known of an Instagram name before it signs in. */
@Injectable()
export class ConnectDevices {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly vault: SessionVault,
    private readonly proxies: AccountProxies,
    private readonly sessions: AccountsService,
    private readonly instagram: InstagramGateway,
  ) {}

  async accountOf(tx: Tx, username: string): Promise<string | null> {
    return (await this.accounts.findByUsername(tx, username))?.id ?? null;
  }

  /** Whether the account of this name is connected now. */
  async isConnected(tx: Tx, username: string): Promise<boolean> {
    const account = await this.accounts.findByUsername(tx, username);
    return account !== null && account.disconnectedAt === null;
  }

  /** @throws AppError SESSION_UNREADABLE where the account has a proxy that cannot be opened: nothing goes past it */
  async of(tx: Tx, username: string): Promise<KnownName> {
    const account = await this.accounts.findByUsername(tx, username);
    const via = account && this.proxies.of(this.proxyOf(account));
    // What another provider stored is no device of this one.
    const own = account?.provider === this.instagram.byPassword.name;
    if (account?.sessionDataEncrypted && account.encryptionKeyId && own) {
      const { id, sessionDataEncrypted: data, encryptionKeyId: key_id } = account;
      return {
        state:
          account.disconnectedAt === null
            ? // A user's live session: the opening is recorded, and a session that was tampered with is lost.
              ((await this.sessions.openOrLose(tx, id, { purpose: 'connect', actorId: tx.userId }))?.state ?? null)
            : this.openOrNull(() => this.vault.open({ id, user_id: tx.userId, data, key_id }, 'session')),
        via,
      };
    }
    const latest = await this.attempts.findLatest(tx, username);
    return { state: latest && this.openOrNull(() => this.open(latest)), via };
  }

  private proxyOf({ id, userId, proxyUrlEncrypted, proxyKeyId }: InstagramCredential) {
    return { id, user_id: userId, proxy_data: proxyUrlEncrypted, proxy_key_id: proxyKeyId };
  }

  /**
   * The state that a sign-in under way goes on from. Its calls take the proxy that was given with it, else the one that
   * the account has by now. @throws AppError SESSION_UNREADABLE
   */
  async resume(tx: Tx, attempt: ConnectAttempt): Promise<Resumed> {
    const state = this.open(attempt);
    const door = this.instagram.byPassword;
    const began = door.egressOf(state);
    if (began?.typed) return { state, typed: began };
    const account = await this.accounts.findByUsername(tx, attempt.instagramUsername);
    return { state: door.through(state, account && this.proxies.of(this.proxyOf(account))), typed: null };
  }

  private open({ id, userId, stateEncrypted, encryptionKeyId }: ConnectAttempt): Secret<string> {
    return this.vault.open({ id, user_id: userId, data: stateEncrypted, key_id: encryptionKeyId }, 'connect');
  }

  /** A state that cannot be opened any more costs its device, not the sign-in. */
  private openOrNull(open: () => Secret<string>): Secret<string> | null {
    try {
      return open();
    } catch (error) {
      if (error instanceof AppError && error.symbol === 'SESSION_UNREADABLE') return null;
      throw error;
    }
  }
}
