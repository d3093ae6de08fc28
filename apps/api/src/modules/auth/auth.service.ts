import { Injectable } from '@nestjs/common';
import type { Login, Reauthenticate, User, VerificationNeeded } from '@pacekeeper/contracts';
import { FairQueue, QueueFull } from '../../platform/crypto/fair-queue.ts';
import { HASHES_AT_ONCE } from '../../platform/crypto/passwords.ts';
import { hashToken } from '../../platform/crypto/tokens.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, tooManyRequests } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { addressGroup } from '../../platform/http/client-address.ts';
import { EventsService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { UsersService } from '../users/index.ts';
import { CurrentPassword } from './current-password.service.ts';
import type { Device, SignedIn } from './device.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { PasswordProof } from './proof/password-proof.service.ts';
import { SecondFactors } from './second-factors/second-factors.service.ts';
import { SignInsService } from './sign-ins.service.ts';
import { TokensService } from './tokens.service.ts';

/**
 * Concurrent sign-ins: those that hash, and one more that is ready for them. Looking up a whole crowd at once would make
 * everything else wait for the database.
 */
const SIGN_INS_AT_ONCE = HASHES_AT_ONCE + 1;
/** Waiting sign-ins for one address and in total; beyond that, callers are told to retry after RETRY_AFTER seconds. */
const MOST_WAITING = { mostOfLane: 128, most: 512 } as const;
const RETRY_AFTER = 5;

@Injectable()
export class AuthService {
  private readonly turns = new FairQueue({ atOnce: SIGN_INS_AT_ONCE, ...MOST_WAITING });

  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly sessions: LoginSessionsRepository,
    private readonly tokens: TokensService,
    private readonly proof: PasswordProof,
    private readonly current: CurrentPassword,
    private readonly factors: SecondFactors,
    private readonly signIns: SignInsService,
    private readonly events: EventsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Signs in, or asks for the second factor where there is one.
   * @throws AppError INVALID_CREDENTIALS, the same for an unknown name, a wrong password and a disabled user;
   * TOO_MANY_REQUESTS
   */
  async login(body: Login, device: Device): Promise<SignedIn | VerificationNeeded> {
    try {
      return await this.turns.run(addressGroup(device.address), () => this.signIn(body, device));
    } catch (error) {
      throw error instanceof QueueFull ? tooManyRequests(RETRY_AFTER) : error;
    }
  }

  /** Exchanges the newest refresh token for the next. @throws AppError TOKEN_INVALID; a replay ends the login session. */
  async refresh(token: string | undefined): Promise<SignedIn> {
    const claims = token === undefined ? null : this.tokens.readRefresh(token);
    if (!token || !claims) throw new AppError('TOKEN_INVALID');
    const { userId, sessionId } = claims;
    const next = this.tokens.refresh(claims);
    const rotated = await this.db.asUser(userId, async (tx) => {
      const presented = hashToken(token);
      const expiresAt = await this.sessions.rotate(tx, sessionId, presented, hashToken(next));
      if (expiresAt) return this.signIns.goOn(tx, sessionId, next, expiresAt);
      if (await this.sessions.endOnReuse(tx, sessionId, presented)) {
        await this.events.publish(tx, 'session', sessionId);
        // It is unknown whether the thief or the owner came second.
        const entry = { action: 'refresh_reused', outcome: 'refused', actorId: null, subjectId: userId } as const;
        await this.audit.append(tx, { ...entry, details: { session_id: sessionId } });
      }
      return null;
    });
    if (!rotated) throw new AppError('TOKEN_INVALID');
    return rotated;
  }

  async logout(caller: Caller): Promise<void> {
    await this.db.asUser(caller.id, async (tx) => {
      await this.sessions.end(tx, caller.sessionId, 'signed_out');
      await this.events.publish(tx, 'session', caller.sessionId);
      await this.audit.append(tx, { action: 'sign_out', subjectId: caller.id });
    });
  }

  /**
   * Proves the caller's identity again, with everything that signs them in.
   * @throws AppError INVALID_CREDENTIALS, VERIFICATION_REQUIRED without the second factor that is needed,
   * SECOND_FACTOR_INVALID, TOO_MANY_REQUESTS
   */
  async reauthenticate(caller: Caller, { password, ...shown }: Reauthenticate, device: Device): Promise<void> {
    await this.proof.proveAgain(caller.id, password, device);
    const factors = await this.db.asUser(caller.id, (tx) => this.factors.available(tx, caller.id));
    if (factors.length > 0) {
      if (!shown.code && !shown.credential) throw new AppError('VERIFICATION_REQUIRED');
      await this.factors.check(caller.id, shown);
    }
    await this.db.asUser(caller.id, async (tx) => {
      await this.sessions.prove(tx, caller.sessionId);
      await this.audit.append(tx, { action: 'reauthenticated', subjectId: caller.id });
    });
  }

  me(caller: Caller): Promise<User> {
    return this.users.own(caller.id);
  }

  private async signIn({ username, password }: Login, device: Device): Promise<SignedIn | VerificationNeeded> {
    const { userId, hash } = await this.current.prove(password, () => this.proof.prove(username, password, device));
    return this.db.asUser(userId, async (tx) => {
      await this.current.hold(tx, hash);
      return (await this.factors.needed(tx, userId)) ?? this.signIns.begin(tx, userId, device, 'password');
    });
  }
}
