import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PasskeyAnswer, PasskeyLogin, PasskeyOptions, RegisterPasskey } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { UserLimits } from '../../users/index.ts';
import { FactorChanges } from './factor-changes.service.ts';
import type { Passkey } from './passkey.entity.ts';
import { toPasskeyView } from './passkeys.mapper.ts';
import { PasskeysRepository } from './passkeys.repository.ts';
import { type Claims, PurposeTokens } from './purpose-tokens.ts';
import { StandingRepository } from './standing.repository.ts';
import { type Assertion, type KnownCredential, WebAuthn } from './webauthn.ts';

const MOST_PASSKEYS = 20;

/** An assertion that was checked; it counts once it is recorded. */
export interface ProvenPasskey {
  readonly id: string;
  readonly assertion: Assertion;
  readonly challenge: Claims<'passkey_login'>;
}

const known = ({ credentialId, transports }: Passkey): KnownCredential => ({ id: credentialId, transports });

@Injectable()
export class PasskeysService {
  constructor(
    private readonly db: Database,
    private readonly passkeys: PasskeysRepository,
    private readonly standings: StandingRepository,
    private readonly changes: FactorChanges,
    private readonly limits: UserLimits,
    private readonly webauthn: WebAuthn,
    private readonly tokens: PurposeTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError CONFLICT for more than 20 */
  async registerOptions(caller: Caller): Promise<PasskeyOptions> {
    const { username, there } = await this.db.asUser(caller.id, async (tx) => ({
      username: (await this.standings.find(tx))?.username ?? '',
      there: await this.passkeys.findAll(tx),
    }));
    if (there.length >= MOST_PASSKEYS) throw tooMany();
    const options = await this.webauthn.creationOptions(caller.id, username, there.map(known));
    const { token } = this.tokens.make('passkey_register', { sub: caller.id, challenge: options.challenge });
    return { success: true, options: { ...options }, challenge_token: token };
  }

  /** @throws AppError SECOND_FACTOR_INVALID, TOO_MANY_REQUESTS, CONFLICT for more than 20 or one that is there already */
  async register(caller: Caller, { challenge_token, credential, name }: RegisterPasskey): Promise<PasskeyAnswer> {
    const challenge = this.tokens.read('passkey_register', challenge_token);
    if (challenge.sub !== caller.id) throw new AppError('SECOND_FACTOR_INVALID');
    const { id: credentialId, counter, ...made } = await this.webauthn.verifyCreation(credential, challenge.challenge);
    const createdAt = this.clock.now();
    const passkey = { ...made, id: randomUUID(), credentialId, counter: String(counter), name, createdAt };
    await this.limits.spend('factor_change', caller.id);
    const shown = await this.db.asUser(caller.id, async (tx) => {
      await this.changes.begin(tx);
      await this.tokens.spend(tx, challenge);
      if ((await this.passkeys.findAll(tx)).length >= MOST_PASSKEYS) throw tooMany();
      if (!(await this.passkeys.create(tx, passkey))) {
        throw new AppError('CONFLICT', { what: 'This passkey is there already.' });
      }
      const details = { passkey_id: passkey.id };
      return this.changes.added(tx, { action: 'passkey_added', factor: 'passkey', details });
    });
    return {
      success: true,
      passkey: toPasskeyView({ ...passkey, lastUsedAt: null }),
      ...(shown.length > 0 ? { recovery_codes: shown } : {}),
    };
  }

  /** @throws AppError NOT_FOUND, CONFLICT for the last factor while one is required */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.limits.spend('factor_change', caller.id);
    await this.db.asUser(caller.id, async (tx) => {
      await this.changes.begin(tx);
      if (!(await this.passkeys.remove(tx, id))) throw new AppError('NOT_FOUND');
      await this.changes.removed(tx, { action: 'passkey_removed', factor: 'passkey', details: { passkey_id: id } });
    });
  }

  list(tx: Tx): Promise<Passkey[]> {
    return this.passkeys.findAll(tx);
  }

  /** For a sign-in: of this user, or (null) of any passkey holder. */
  async loginOptions(userId: string | null): Promise<PasskeyOptions> {
    const there = userId && (await this.db.asUser(userId, (tx) => this.passkeys.findAll(tx)));
    const options = await this.webauthn.requestOptions(there ? there.map(known) : undefined);
    const said = { challenge: options.challenge, ...(userId ? { sub: userId } : {}) };
    return {
      success: true,
      options: { ...options },
      challenge_token: this.tokens.make('passkey_login', said).token,
    };
  }

  /** That a passkey of this user signed the challenge; record it to make it count. @throws AppError SECOND_FACTOR_INVALID */
  async prove(userId: string, { challenge_token, credential }: PasskeyLogin): Promise<ProvenPasskey> {
    const challenge = this.tokens.read('passkey_login', challenge_token);
    if (challenge.sub !== undefined && challenge.sub !== userId) throw new AppError('SECOND_FACTOR_INVALID');
    const passkey = await this.db.asUser(userId, (tx) => this.passkeys.findByCredential(tx, credential.id));
    if (!passkey) throw new AppError('SECOND_FACTOR_INVALID');
    const assertion = await this.webauthn.verifyAssertion(credential, challenge.challenge, {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    });
    return { id: passkey.id, assertion, challenge };
  }

  /** @throws AppError SECOND_FACTOR_INVALID where the challenge served already, or the counter went on meanwhile */
  async record(tx: Tx, { id, assertion: { counter, backedUp }, challenge }: ProvenPasskey): Promise<void> {
    await this.tokens.spend(tx, challenge);
    if (!(await this.passkeys.use(tx, id, counter, backedUp, this.clock.now()))) {
      throw new AppError('SECOND_FACTOR_INVALID');
    }
  }
}

const tooMany = () => new AppError('CONFLICT', { what: `You have ${MOST_PASSKEYS} passkeys: remove one first.` });
