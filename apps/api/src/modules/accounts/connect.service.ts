import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Connect, ConnectAnswer, VerificationList, Verify } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type Egress, InstagramGateway, type LoginResult } from '../instagram/index.ts';
import { AccountLease, type Lease } from './account-lease.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { toVerificationView } from './accounts.mapper.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { ConnectDevices } from './connect-devices.service.ts';
import { ConnectOutcomes, type Visit } from './connect-outcomes.service.ts';
import { LoginPauses } from './login-pauses.service.ts';
import { verdictOf } from './login-pauses.ts';
import { type Claimed, OpenVerifications } from './verification.service.ts';
import { MOST_CODES, type Proof, proofIn } from './verification-rules.ts';

type Settle = (visit: Visit, result: LoginResult) => Promise<ConnectAnswer>;

/** Brings an Instagram account in: name and password, then what Instagram asks for. The password is never stored. */
@Injectable()
export class ConnectService {
  constructor(
    private readonly db: Database,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly devices: ConnectDevices,
    private readonly proxies: AccountProxies,
    private readonly verifications: OpenVerifications,
    private readonly outcomes: ConnectOutcomes,
    private readonly pauses: LoginPauses,
    private readonly lease: AccountLease,
    private readonly instagram: InstagramGateway,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError PROXY_REFUSED, INSTAGRAM_LOGIN_PAUSED, else with the symbol of what Instagram answered */
  async connect(userId: string, { username, password, proxy_url: proxy }: Connect): Promise<ConnectAnswer> {
    const typed = proxy === undefined ? null : await this.proxies.checked(randomUUID(), proxy);
    const settle: Settle = (visit, result) => this.outcomes.settle(visit, result);
    return this.signIn(userId, username, new Secret(password), settle, { typed });
  }

  /**
   * Continues a waiting sign-in with the person's answer.
   * @throws AppError NOT_FOUND for another user's, VALIDATION_FAILED for what does not answer the question,
   *   VERIFICATION_EXPIRED, VERIFICATION_ATTEMPTS_USED_UP, VERIFICATION_CODE_INVALID, VERIFICATION_NOT_CONFIRMED,
   *   TOO_MANY_REQUESTS for a check that comes too soon, INSTAGRAM_LOGIN_PAUSED, and Instagram's own symbols
   */
  async verify(userId: string, { verification_id: id, ...given }: Verify): Promise<ConnectAnswer> {
    const proof = proofIn(await this.verifications.get(userId, id), given);
    const claimed = await this.verifications.claim(userId, id, {
      mostTries: 'code' in proof ? MOST_CODES : null,
      waits: proof.method === 'by_hand',
    });
    return this.verifications.within(claimed, () => this.answer(claimed, proof));
  }

  /** The caller's own sign-ins under way, newest first: a screen resumes from these after a reload. */
  async pending(userId: string): Promise<VerificationList> {
    const open = await this.db.asUser(userId, (tx) => this.attempts.findOpen(tx, this.clock.now()));
    return { success: true, items: open.map(toVerificationView), next_cursor: null };
  }

  /** @throws AppError NOT_FOUND */
  async cancel(userId: string, id: string): Promise<void> {
    if (!(await this.db.asUser(userId, (tx) => this.attempts.end(tx, id)))) throw new AppError('NOT_FOUND');
  }

  private async answer(claimed: Claimed, proof: Proof): Promise<ConnectAnswer> {
    const { attempt } = claimed;
    const { userId, instagramUsername: username } = attempt;
    const resume = () => this.db.asUser(userId, (tx) => this.devices.resume(tx, attempt));
    if (proof.method === 'by_hand') {
      const settle: Settle = (visit, result) =>
        this.verifications.isStillAsked(result)
          ? this.verifications.refuseUnconfirmed(claimed, result)
          : this.verifications.settle(claimed, visit, result);
      return this.signIn(userId, username, new Secret(proof.password), settle, await resume());
    }
    const code = 'code' in proof ? new Secret(proof.code) : null;
    return this.holding(userId, username, async (lease) => {
      const { state, typed } = await resume();
      const result = await this.instagram.byPassword.verify(state, proof.method, code);
      return this.verifications.settle(claimed, { userId, username, lease, typed, retryAfter: null }, result);
    });
  }

  /** A sign-in with a password: one at a time for its name, and none while the name waits for wrong ones. */
  private async signIn(
    userId: string,
    username: string,
    password: Secret<string>,
    settle: Settle,
    given: { readonly state?: Secret<string>; readonly typed: Egress | null },
  ): Promise<ConnectAnswer> {
    const connected = await this.db.asUser(userId, (tx) => this.devices.isConnected(tx, username));
    const admission = await this.pauses.admit({ userId, username, connected });
    try {
      return await this.holding(userId, username, async (lease) => {
        const { typed } = given;
        const known = await this.db.asUser(userId, (tx) => this.devices.of(tx, username));
        const state = given.state ?? known.state;
        const result = await this.instagram.byPassword.login(username, password, state, typed ?? known.via);
        const retryAfter = await admission.settle(verdictOf(result));
        return settle({ userId, username, lease, typed, retryAfter }, result);
      });
    } finally {
      await admission.letGo();
    }
  }

  /** Runs `work` while no other call for the account is under way, if an account with this name is known. */
  private async holding<T>(userId: string, username: string, work: (lease: Lease | null) => Promise<T>): Promise<T> {
    const accountId = await this.db.asUser(userId, (tx) => this.devices.accountOf(tx, username));
    return accountId ? this.lease.hold(userId, accountId, work) : work(null);
  }
}
