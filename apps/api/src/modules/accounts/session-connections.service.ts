import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ConnectAnswer, type ConnectSession, errorEntry, say } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError, type FieldProblem } from '../../platform/errors/app-error.ts';
import { ActivityService } from '../activity/index.ts';
import { type Failure, InstagramGateway, type LoginResult, type SessionReading } from '../instagram/index.ts';
import { AccountLease, type Lease } from './account-lease.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { ConnectOutcomes } from './connect-outcomes.service.ts';
import { LoginPauses } from './login-pauses.service.ts';
import { sessionVerdictOf } from './login-pauses.ts';

type Read = Extract<SessionReading, { read: true }>;
type Connected = Extract<ConnectAnswer, { success: true }>;

const invalid = (problems: readonly FieldProblem[]): AppError => {
  const [first] = problems;
  const summary = first ? `${first.path}: ${first.message}` : 'session: cannot be read';
  return new AppError('VALIDATION_FAILED', { summary }, { details: [...problems] });
};

/**
 * Brings an Instagram account in by a session that another client has made. The file is read, asked for once, and sealed
 * as the account's session; nothing else of it is kept, also where it is refused.
 */
@Injectable()
export class SessionConnections {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly proxies: AccountProxies,
    private readonly outcomes: ConnectOutcomes,
    private readonly pauses: LoginPauses,
    private readonly lease: AccountLease,
    private readonly instagram: InstagramGateway,
    private readonly activity: ActivityService,
  ) {}

  /**
   * @throws AppError VALIDATION_FAILED with what is missing or wrong in the file, PROXY_REFUSED, INSTAGRAM_LOGIN_PAUSED,
   *   else with the symbol of what Instagram answered
   */
  async connect(userId: string, { session: file, proxy, confirm_bare: confirmed }: ConnectSession): Promise<Connected> {
    const session = await this.instagram.byPassword.readSession(file);
    if (!session.read) throw invalid(session.problems);
    if (session.bare && confirmed !== true) {
      throw invalid([{ path: 'confirm_bare', message: 'must be true for a bare sessionid: the try may end it' }]);
    }
    const typed = proxy === undefined ? null : await this.proxies.checked(randomUUID(), proxy);
    const known = await this.db.asUser(userId, (tx) => this.accounts.findConnection(tx, session.userId));
    const admission = await this.pauses.admit({
      userId,
      username: `id ${session.userId}`,
      connected: known?.connected === true,
    });
    try {
      return await this.holding(userId, known?.id ?? null, async (lease) => {
        const via = typed ?? (known ? this.proxies.of(known) : null);
        const result = await this.instagram.byPassword.takeSession(session.state, via);
        const retryAfter = await admission.settle(sessionVerdictOf(result));
        return this.settle(userId, session, result, { lease, typed, retryAfter });
      });
    } finally {
      await admission.letGo();
    }
  }

  private async settle(
    userId: string,
    session: Read,
    result: LoginResult,
    visit: Pick<Parameters<ConnectOutcomes['settle']>[0], 'lease' | 'typed' | 'retryAfter'>,
  ): Promise<Connected> {
    if (result.outcome === 'failed') return this.refuse(userId, result.failure, visit.retryAfter);
    if (result.outcome === 'connected' && result.user.pk !== session.userId) {
      throw invalid([{ path: 'session', message: 'belongs to another account than the one that it names' }]);
    }
    const username = result.outcome === 'connected' ? result.user.username : '';
    const answer = await this.outcomes.settle({ userId, username, ...visit }, result);
    if (!answer.success) throw new AppError('INSTAGRAM_UNEXPECTED');
    return answer;
  }

  /** What Instagram answered to the session. No device is kept of it. */
  private async refuse(userId: string, failure: Failure, retryAfter: number | null): Promise<never> {
    const wait = retryAfter ?? failure.retryAfterSeconds;
    const ownWords = errorEntry(failure.symbol, 'session_file') !== errorEntry(failure.symbol);
    const error = new AppError(
      failure.symbol,
      {},
      {
        inActivity: true,
        situation: ownWords ? 'session_file' : 'connecting',
        ...(wait === undefined ? {} : { retryAfter: wait }),
      },
    );
    await this.db.asUser(userId, (tx) =>
      this.activity.append(tx, {
        action: 'connect_failed',
        status: 'error',
        message: say('session.file_refused', { error: error.words }),
        errorCode: error.entry.code,
      }),
    );
    throw error;
  }

  private holding<T>(userId: string, id: string | null, work: (lease: Lease | null) => Promise<T>): Promise<T> {
    return id === null ? work(null) : this.lease.hold(userId, id, work);
  }
}
