import { Injectable } from '@nestjs/common';
import { type ErrorMessage, type OpeningPurpose, say } from '@pacekeeper/contracts';
import type { Sealed } from '../../platform/crypto/sealing.ts';
import { violates } from '../../platform/database/database-errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { toColumns } from '../../platform/words/stored-words.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { ProxyColumns } from './account-settings.repository.ts';
import type { ClaimedVersion, ProviderName } from '../instagram/index.ts';
import { InstagramCredential } from './instagram-credential.entity.ts';
import type { SealedRow } from './session-vault.ts';

/** An account with the state of its bot. */
export interface AccountRow {
  readonly id: string;
  readonly user_id: string;
  readonly provider: ProviderName;
  readonly instagram_pk: string;
  readonly instagram_username: string;
  readonly ramp: string;
  readonly connected_at: Date;
  readonly disconnected_at: Date | null;
  readonly last_tested_at: Date | null;
  readonly session_valid: boolean;
  readonly bot_running: boolean;
  readonly cooldown_until: Date | null;
  readonly has_session: boolean;
  readonly proxy_set: boolean;
}

/** Why a session is opened, and by which person; null if no person asked. */
export interface Opening {
  readonly purpose: OpeningPurpose;
  readonly actorId?: string | null;
}

const ACCOUNT = `
  SELECT c.id, c.user_id, c.provider, c.instagram_pk, c.instagram_username, c.ramp, c.connected_at, c.disconnected_at,
         c.last_tested_at, (c.session_data_encrypted IS NOT NULL AND c.disconnected_at IS NULL) AS has_session,
         c.proxy_url_encrypted IS NOT NULL AS proxy_set, s.session_valid, s.bot_running, s.cooldown_until
  FROM instagram_credentials c JOIN user_bot_status s ON s.account_id = c.id`;

/** A sealed session with the way that its calls take. */
export interface SealedSession extends SealedRow, ProxyColumns {
  readonly provider: ProviderName;
}

/** An account that a session file names, as far as its user has it. */
export interface KnownConnection extends ProxyColumns {
  readonly id: string;
  readonly user_id: string;
  readonly connected: boolean;
}

/** SQL, for a row of user_bot_status. */
const STILL_CONNECTED = `EXISTS (
  SELECT FROM instagram_credentials c WHERE c.id = user_bot_status.account_id AND c.disconnected_at IS NULL)`;

/** Why the jobs of a connection that ended wait. */
export const NOT_CONNECTED = say('bot_stopped', { because: 'not_connected' });

@Injectable()
export class AccountsRepository {
  findById(tx: Tx, id: string): Promise<AccountRow | null> {
    return tx.one<AccountRow & Record<string, unknown>>(`${ACCOUNT} WHERE c.id = $1 AND c.user_id = $2`, [
      id,
      tx.userId,
    ]);
  }

  /** All of the user's, the connected ones first. */
  findAll(tx: Tx): Promise<AccountRow[]> {
    return tx.sql<AccountRow & Record<string, unknown>>(
      `${ACCOUNT} WHERE c.user_id = $1 ORDER BY c.disconnected_at IS NOT NULL, c.connected_at, c.id LIMIT 100`,
      [tx.userId],
    );
  }

  /**
   * Reads the sealed session and records why it is opened, in one statement. A disconnected account keeps its device
   * but no session and no proxy: no call is made with it.
   */
  findSealedSession(tx: Tx, id: string, { purpose, actorId = null }: Opening): Promise<SealedSession | null> {
    return tx.one<SealedSession & Record<string, unknown>>(
      `SELECT id, user_id, provider, session_data_encrypted AS data, encryption_key_id AS key_id,
              proxy_url_encrypted AS proxy_data, proxy_key_id, note_session_opening(id, $3, $4)
       FROM instagram_credentials
       WHERE id = $1 AND user_id = $2 AND session_data_encrypted IS NOT NULL AND disconnected_at IS NULL`,
      [id, tx.userId, purpose, actorId],
    );
  }

  findByUsername(tx: Tx, instagramUsername: string): Promise<InstagramCredential | null> {
    return tx.of(InstagramCredential).findOne({
      where: { userId: tx.userId, instagramUsername },
      order: { connectedAt: 'DESC' },
    });
  }

  /** The user's own account with this id at Instagram, and its proxy. */
  findConnection(tx: Tx, instagramPk: string): Promise<KnownConnection | null> {
    return tx.one<KnownConnection & Record<string, unknown>>(
      `SELECT id, user_id, proxy_url_encrypted AS proxy_data, proxy_key_id, disconnected_at IS NULL AS connected
       FROM instagram_credentials WHERE user_id = $1 AND instagram_pk = $2`,
      [tx.userId, instagramPk],
    );
  }

  async findIdByPk(tx: Tx, instagramPk: string): Promise<string | null> {
    return (await tx.of(InstagramCredential).findOneBy({ userId: tx.userId, instagramPk }))?.id ?? null;
  }

  /**
   * Stores a new session of an account, which its bot takes up.
   * @throws AppError CONFLICT if another request has just connected the same account
   */
  async connect(
    tx: Tx,
    account: {
      id: string;
      provider: ProviderName;
      instagramPk: string;
      instagramUsername: string;
      ramp: number;
      sealed: Sealed;
      version: ClaimedVersion;
    },
  ): Promise<void> {
    const stored = tx.sql(
      `INSERT INTO instagram_credentials
         (id, user_id, instagram_pk, instagram_username, session_data_encrypted, encryption_key_id, ramp, provider,
          client, client_kept)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (id) DO UPDATE SET
         instagram_username = excluded.instagram_username, session_data_encrypted = excluded.session_data_encrypted,
         encryption_key_id = excluded.encryption_key_id, provider = excluded.provider, client = excluded.client,
         client_kept = excluded.client_kept, connected_at = now(), disconnected_at = NULL`,
      [
        account.id,
        tx.userId,
        account.instagramPk,
        account.instagramUsername,
        account.sealed.data,
        account.sealed.keyId,
        account.ramp,
        account.provider,
        account.version.client,
        account.version.kept,
      ],
    );
    await stored.catch((error: unknown) => {
      if (!violates(error, 'instagram_credentials_user_pk_key')) throw error;
      throw new AppError('CONFLICT', { what: 'This account has been connected in this moment; look again.' });
    });
    await tx.sql(
      `INSERT INTO user_bot_status (account_id, user_id, session_valid) VALUES ($1, $2, true)
       ON CONFLICT (account_id) DO UPDATE SET
         session_valid = true, session_doubted = false, session_doubts = 0, last_error_code = NULL, last_error_message = NULL, last_error_params = NULL, last_error_at = NULL`,
      [account.id, tx.userId],
    );
  }

  /** Of a connected account alone: what has ended meanwhile stays ended. */
  async storeSession(tx: Tx, id: string, sealed: Sealed): Promise<void> {
    await tx.sql(
      `UPDATE instagram_credentials SET session_data_encrypted = $3, encryption_key_id = $4
       WHERE id = $1 AND user_id = $2 AND session_data_encrypted IS NOT NULL AND disconnected_at IS NULL`,
      [id, tx.userId, sealed.data, sealed.keyId],
    );
  }

  /** Keeps the device alone: nothing that is left grants access. */
  async disconnect(tx: Tx, id: string, device: Sealed | null): Promise<string[]> {
    await tx.sql(
      `UPDATE instagram_credentials
       SET session_data_encrypted = $3, encryption_key_id = $4, disconnected_at = now()
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, device?.data ?? null, device?.keyId ?? null],
    );
    await tx.sql(
      `UPDATE user_bot_status SET last_error_code = NULL, last_error_message = NULL, last_error_params = NULL, last_error_at = NULL
       WHERE account_id = $1 AND user_id = $2`,
      [id, tx.userId],
    );
    // Deletes sign-in attempts and the jobs' reading positions: nothing from Instagram is kept.
    await tx.sql(
      `DELETE FROM connect_attempts a USING instagram_credentials c
       WHERE c.id = $1 AND c.user_id = $2 AND a.user_id = c.user_id AND a.instagram_username = c.instagram_username`,
      [id, tx.userId],
    );
    await tx.sql(
      `UPDATE bot_jobs SET source_cursor = NULL
       WHERE account_id = $1 AND user_id = $2 AND source_cursor IS NOT NULL`,
      [id, tx.userId],
    );
    return this.stopBot(tx, id);
  }

  /** The last thing that went wrong, as the bot's status tells it; of a connected account: why another one ended stays. */
  async recordError(tx: Tx, id: string, error: { code: string; message: ErrorMessage; at: Date }): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status SET last_error_code = $3, last_error_message = NULL, last_error_params = $4, last_error_at = $5
       WHERE account_id = $1 AND user_id = $2 AND ${STILL_CONNECTED}`,
      [id, tx.userId, error.code, toColumns(error.message).params, error.at],
    );
  }

  /** Of a connected account alone. Whatever is known now, it is in doubt no longer. */
  async markSession(tx: Tx, id: string, valid: boolean): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status SET session_valid = $3, session_doubted = false, session_doubts = 0
       WHERE account_id = $1 AND user_id = $2 AND ${STILL_CONNECTED}`,
      [id, tx.userId, valid],
    );
  }

  /** An answer left open whether the session holds; returns how many in a row did. */
  async doubtSession(tx: Tx, id: string): Promise<number> {
    const row = await tx.one<{ session_doubts: number }>(
      `UPDATE user_bot_status SET session_doubted = true, session_doubts = session_doubts + 1
       WHERE account_id = $1 AND user_id = $2 AND session_valid RETURNING session_doubts`,
      [id, tx.userId],
    );
    return row?.session_doubts ?? 0;
  }

  /** Stops the bot and leaves the session as it is. */
  async restBot(tx: Tx, id: string): Promise<void> {
    await tx.sql(
      'UPDATE user_bot_status SET bot_running = false, next_turn_at = NULL WHERE account_id = $1 AND user_id = $2',
      [id, tx.userId],
    );
  }

  /** The session is gone: the bot stops with it, and its open jobs wait. */
  async stopBot(tx: Tx, id: string): Promise<string[]> {
    const waits = toColumns(NOT_CONNECTED);
    await tx.sql(
      `UPDATE user_bot_status
       SET session_valid = false, session_doubted = false, bot_running = false, next_turn_at = NULL
       WHERE account_id = $1 AND user_id = $2`,
      [id, tx.userId],
    );
    const jobs = await tx.sql<{ id: string }>(
      `UPDATE bot_jobs
       SET state = 'waiting', waiting_reason = NULL, waiting_symbol = $3, waiting_params = $4, waiting_until = NULL
       WHERE account_id = $1 AND user_id = $2 AND state IN ('queued', 'running', 'waiting') RETURNING id`,
      [id, tx.userId, waits.symbol, waits.params],
    );
    return jobs.map((job) => job.id);
  }
}
